"""The answer to a page's question, in one line below its title."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from campaign.analysis.activity_gaps import count_active_days, count_period_totals
from campaign.analysis.best_attended import BestAttended
from campaign.analysis.extremes import Extreme, highest, lowest
from campaign.analysis.indicators import INDICATORS
from campaign.analysis.insights import Code, Insight, find_insights
from campaign.analysis.view import View
from campaign.analysis.weeks import StrongestWeeks
from campaign.charts.words.extreme_words import regions_in_words, types_in_words
from campaign.charts.words.wording import amount, end_sentence, peak_week
from campaign.domain.register import RegisterAwayError
from campaign.domain.totals import overall
from campaign.i18n.letter_case import capitalize
from campaign.i18n.translator import N_

_RATE, _REACH, _MEAN = INDICATORS["rate"], INDICATORS["reach"], INDICATORS["mean"]


def overview_answer(view: View) -> str:
    """Return the total and `overview_points` in one line.

    As all answers, it is "" without activities, and a filter limits it to the selection.
    """
    return _answer(_total(view), *_points(view))


def overview_points(view: View) -> tuple[str, ...]:
    """Return the highest and lowest regions, the strongest week, and the best attended type.

    Each begins with a capital; points without data are left out.
    """
    return tuple(capitalize(point) for point in _points(view) if point)


def overview_insights(view: View) -> tuple[Insight, ...]:
    """Return the insights to show beside `overview_points`, which already has the peak week.

    Insights on extremes are included, because they also compare with the average.
    """
    without: tuple[Code, ...] = ("strongest_week",) if _strongest_week(view) else ()
    return find_insights(view, without=without)


def _points(view: View) -> tuple[str, ...]:
    return _region_extremes(view), _strongest_week(view), _best_mean(view)


def map_answer(view: View) -> str:
    """Return the total with its rate, and the regions with the highest and the lowest rate."""
    rate = _rate(view)
    return _answer(_total(view), rate, _region_extremes(view, names_rate=not rate))


def timeline_answer(view: View) -> str:
    """Return the total, the number of days with activities, and the strongest week."""
    return _answer(_total(view), _active_days(view), _strongest_week(view))


def activities_answer(view: View) -> str:
    """Return the total, and the types with the highest mean attendance and the most people."""
    return _answer(_total(view), _best_mean(view), _most_people(view))


def _answer(*parts: str) -> str:
    return end_sentence(capitalize("; ".join(filter(None, parts))))


def _total(view: View) -> str:
    """Return the people reached and the activities; "" without activities."""
    if not view.has_register or view.is_empty:
        return ""
    text, sums = view.text, overall(view.totals())
    activities = text.n("{n} activity", "{n} activities", int(sums["activities"]))
    if pd.isna(sums["reached"]):
        return text("{activities}, attendance not reported", activities=activities)
    return text(
        "{people} reached in {activities}",
        people=amount(float(sums["reached"]), _REACH, text),
        activities=activities,
    )


def _rate(view: View) -> str:
    """Return the people reached per population of the selected regions, or of the country."""
    text, population = view.text, view.edition.population
    if view.is_empty or population is None:
        return ""
    rank = view.region_rank(_RATE)
    value = rank.value if view.selection.oblasts else rank.national
    return "" if value is None else amount(value, _RATE, text)


def _region_extremes(view: View, *, names_rate: bool = True) -> str:
    """Return the regions with the highest and the lowest rate, or number without a population.

    They are followed by the number of regions without activity. For one selected region it is its
    rank; "" without two different values. `names_rate` is True if the rate is not named before.
    """
    text, codes = view.text, list(view.selection.oblasts)
    if view.is_empty:
        return ""
    indicator = _REACH if view.edition.population is None else _RATE
    if len(codes) == 1:
        rank = view.region_rank(indicator)
        words = N_("rank by people reached per 10,000 population: {rank} of {ranked}")
        if indicator is _REACH:
            words = N_("rank by people reached: {rank} of {ranked}")
        return "" if rank.rank is None else text(words, rank=rank.rank, ranked=rank.ranked)
    places, units = view.campaign.places, view.units_of(indicator)
    units = units.loc[codes] if codes else units
    top, low = highest(units["value"]), lowest(units["value"])
    if top is None or low is None or top.value == low.value:
        return ""

    def describe(extreme: Extreme) -> str:
        names = regions_in_words([places.name(code, text) for code in extreme.codes], text)
        return f"{names} ({indicator.format(extreme.value, text)})"

    words = N_("highest: {top}, lowest: {low}")
    if names_rate:
        words = N_("people reached per 10,000 population: highest in {top}, lowest in {low}")
    if indicator is _REACH:
        words = N_("most people: {top}, fewest: {low}")
    absent = int((units["state"] == "no_activity").sum())
    extremes = text(words, top=describe(top), low=describe(low))
    return f"{extremes}; {text('regions without activity: {n}', n=absent)}" if absent else extremes


def _strongest_week(view: View) -> str:
    """Return the week with most people, its people and share; "" with only one week."""
    text, strongest = view.text, StrongestWeeks.of(view)
    if strongest is None or strongest.share == 1:
        return ""
    ranges = [text.date_range_short(*days) for days in strongest.weeks]
    if len(ranges) > 2:
        message = N_("peak weeks: {n} (people reached in each: {people})")
        return text(message, n=len(ranges), people=strongest.people)
    if len(ranges) == 2:
        message = N_("peak weeks: {dates} (people reached in each: {people})")
        return text(message, dates=text.list(ranges), people=strongest.people)
    return peak_week(strongest.weeks[0], strongest.people, strongest.share, text)


def _active_days(view: View) -> str:
    """Return the number of selected days with an activity, also one that began before them.

    "" with totals of a month, because their exact days are not known.
    """
    daily = view.daily
    try:
        if daily is None or count_period_totals(view):
            return ""
        days = count_active_days(view)
    except RegisterAwayError:
        return ""
    return view.text("days with activities: {n} of {of}", n=days, of=len(daily))


def _best_mean(view: View) -> str:
    """Return the type with the highest mean attendance, and its number of activities."""
    text, best = view.text, BestAttended.of(view)
    if best is None:
        return ""
    values = {
        "names": types_in_words([view.campaign.type_name(best.type, text)], text),
        "mean": _MEAN.format(best.mean, text),
    }
    if best.is_of_all:
        return text.n(
            "highest mean attendance: {names} ({mean} per activity; {n} activity)",
            "highest mean attendance: {names} ({mean} per activity; {n} activities)",
            best.activities,
            **values,
        )
    return text.n(
        "highest mean attendance among types with several activities: {names} ({mean} per "
        "activity; {n} activity)",
        "highest mean attendance among types with several activities: {names} ({mean} per "
        "activity; {n} activities)",
        best.activities,
        **values,
    )


def _most_people(view: View) -> str:
    """Return the types with most people in total; "" with one type, or if all are equal."""
    if view.is_empty:
        return ""
    frame = view.types_of(_REACH)
    top = highest(frame["value"])
    if top is None or not top.value or len(top.codes) == int(frame["value"].notna().sum()):
        return ""
    words = [str(amount(top.value, _REACH, view.text))]
    if len(top.codes) == 1:
        count = int(frame["activities"][top.codes[0]])
        words.append(view.text.n("{n} activity", "{n} activities", count))
    return view.text(
        "most people in total: {names} ({what})",
        names=_type_names(top, view),
        what=", ".join(words),
    )


def _type_names(extreme: Extreme, view: View) -> str:
    names: Iterator[str] = (view.campaign.type_name(c, view.text) for c in extreme.codes)
    return types_in_words(list(names), view.text)
