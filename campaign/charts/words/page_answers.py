"""The answer to a page's question, in one line below its title."""

from __future__ import annotations

import pandas as pd

from campaign.analysis.activity_gaps import count_active_days, count_period_totals
from campaign.analysis.answers import Extreme, best_types, most_people, region_answer
from campaign.analysis.indicators import INDICATORS
from campaign.analysis.view import View
from campaign.analysis.weeks import StrongestWeeks
from campaign.charts.words.answer_words import in_total_words, per_activity_words, region_names
from campaign.charts.words.wording import amount, end_sentence, peak_week
from campaign.domain.register import RegisterAwayError
from campaign.domain.totals import overall
from campaign.i18n.letter_case import capitalize, uncapitalize
from campaign.i18n.translator import N_

_RATE, _REACH = INDICATORS["rate"], INDICATORS["reach"]


def overview_answer(view: View) -> str:
    """Return the total, the ends of the rate, the strongest week, the best type in one line.

    As all answers, it is "" without activities, and a filter limits it to the selection.
    """
    best = _best_type(view) or _most_people(view)
    return _answer(_total(view), _region_ends(view), _strongest_week(view), best)


def map_answer(view: View) -> str:
    """Return the total with its rate, and the regions with the highest and the lowest rate."""
    return _answer(_total(view), _rate(view), _region_ends(view))


def timeline_answer(view: View) -> str:
    """Return the total, the number of days with activities, and the strongest week."""
    return _answer(_total(view), _active_days(view), _strongest_week(view))


def activities_answer(view: View) -> str:
    """Return the total, and the types with most people per activity, and in total."""
    return _answer(_total(view), _best_type(view), _most_people(view))


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


def _region_ends(view: View) -> str:
    """Return the regions with the highest and the lowest rate, or number without a population.

    They are followed by the number of regions without activity. For one selected region it is its
    rank; "" without two different values.
    """
    text, indicator = view.text, _REACH if view.edition.population is None else _RATE
    if view.is_empty:
        return ""
    if len(view.selection.oblasts) == 1:
        rank = view.region_rank(indicator)
        words = N_("rank by people reached per 10,000 population: {rank} of {ranked}")
        if indicator is _REACH:
            words = N_("rank by people reached: {rank} of {ranked}")
        return "" if rank.rank is None else text(words, rank=rank.rank, ranked=rank.ranked)
    ends = region_answer(view, indicator)
    if ends is None:
        return ""

    def describe(extreme: Extreme) -> str:
        return f"{region_names(extreme.codes, view)} ({indicator.format(extreme.value, text)})"

    words = N_("highest rate per 10,000 population: {top}; lowest rate: {low}")
    if indicator is _REACH:
        words = N_("most people reached by region: {top}; fewest: {low}")
    parts = [text(words, top=describe(ends.highest), low=describe(ends.lowest))]
    if ends.absent:
        parts.append(text("regions without activity: {n}", n=len(ends.absent)))
    return "; ".join(parts)


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


def _best_type(view: View) -> str:
    """Return the types with most people per activity; "" without two types to compare."""
    best = best_types(view)
    if best is None:
        return ""
    return uncapitalize(per_activity_words(best, view, with_scope=False))


def _most_people(view: View) -> str:
    """Return the types with most people in total; "" with one type, or if all are equal."""
    most = most_people(view)
    return "" if most is None else uncapitalize(in_total_words(most, view))
