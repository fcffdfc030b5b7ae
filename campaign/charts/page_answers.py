"""The answers and insights of the pages: one line below a title, key answers, key findings."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from campaign.analysis.answers import (
    Extreme,
    StrongestWeeks,
    best_types,
    most_people,
    region_answer,
)
from campaign.analysis.completeness import Silence, count_active_days, count_period_totals
from campaign.analysis.indicators import INDICATORS
from campaign.analysis.insights import Code, Insight, find_insights
from campaign.analysis.kpi_words import rank_words
from campaign.analysis.plan import Plan
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.charts.answer_text import (
    AMONG,
    LOWEST,
    MOST_IN_TOTAL,
    MOST_NAMES,
    MOST_PER_ACTIVITY,
    amount_each,
    beside_average,
    highest_words,
    in_total_words,
    lowest_words,
    per_activity_words,
    region_names,
    regions_in_words,
    short_amount,
    types_in_words,
)
from campaign.charts.reporting import silence_words
from campaign.charts.wording import (
    amount,
    end_sentence,
    peak_week,
    people,
    round_half_up,
    type_names,
)
from campaign.domain.register import RegisterAwayError
from campaign.domain.totals import overall
from campaign.domain.value_states import MISSING_WORDS
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


_INSIGHTS: Mapping[str, Code] = {
    "lowest": "lowest_rate",
    "week": "strongest_week",
    "type": "best_type",
}
"""The insights that an answer has already, by its code."""


@dataclass(frozen=True)
class Answer:
    """The answer to one question: its label, its value, and one line of context or "".

    `page` is the stem of the page that shows it, with its selection.
    """

    code: Literal["total", "lowest", "week", "type", "plan"]
    label: str
    value: str
    context: str
    page: str
    selection: Selection


def overview_answers(view: View) -> tuple[Answer, ...]:
    """Return the answers of the selection; one without data is left out.

    The fifth is the difference from the plan, for a selection with a plan. () without activities.
    """
    if not view.has_register or view.is_empty:
        return ()
    plan = view.plan("reach")
    return (
        _total_answer(view, plan),
        *_lowest_answer(view),
        *_week_answer(view),
        *_type_answer(view),
        *_plan_answer(view, plan),
    )


def overview_insights(view: View) -> tuple[Insight, ...]:
    """Return the insights of a selection that are not among its answers."""
    return find_insights(
        view, without=[_INSIGHTS[a.code] for a in overview_answers(view) if a.code in _INSIGHTS]
    )


def _total_answer(view: View, plan: Plan | None) -> Answer:
    """Return the people reached, with the activities and the share of the target."""
    text, sums = view.text, overall(view.totals())
    activities = text.n("{n} activity", "{n} activities", int(sums["activities"]))
    is_missing = pd.isna(sums["reached"])
    value = text("not reported") if is_missing else text.number(sums["reached"])
    context = activities
    if plan is not None and plan.value and not math.isnan(plan.actual):
        target = text("{share:%0} of the target", share=plan.actual / plan.value)
        context = f"{target}; {activities}"
    page = "timeline" if plan is None else "plan"
    return Answer("total", text("People reached"), value, context, page, view.selection)


def _lowest_answer(view: View) -> Iterator[Answer]:
    """Yield the regions with the lowest rate, or number without a population; or the own rank."""
    text, places = view.text, view.campaign.places
    indicator = _REACH if view.edition.population is None else _RATE
    rank = view.region_rank(indicator)
    country = rank.national_words(indicator, text)
    unit = text("per 10,000 population") if indicator is _RATE else ""
    if len(view.selection.oblasts) == 1:
        label = text("Rank by “{indicator}”", indicator=text(indicator.name))
        value = text(MISSING_WORDS.get(rank.state, ""))
        if rank.rank is not None:
            value = rank_words(rank.rank, rank.ranked, text)
        own = "" if rank.value is None else amount(rank.value, indicator, text)
        context = "; ".join(filter(None, (own, country)))
        yield Answer("lowest", label, value, context, "region", view.selection)
        return
    ends = region_answer(view, indicator)
    if ends is None:
        return
    low = ends.lowest
    names = regions_in_words([places.short(code, text) for code in low.codes], text)
    scope = text(AMONG[ends.among]) if ends.among in ("with_value", "selected") else ""
    absent = text("regions without activity: {n}", n=len(ends.absent)) if ends.absent else ""
    parts = (unit, country if indicator is _RATE else "", uncapitalize(scope), absent)
    page, selection = "coverage", view.selection
    if len(low.codes) == 1:
        page, selection = "region", replace(view.selection, oblasts=low.codes)
    yield Answer(
        "lowest",
        text(LOWEST[indicator.code]),
        f"{names} {indicator.format(low.value, text)}",
        "; ".join(filter(None, parts)),
        page,
        selection,
    )


def _week_answer(view: View) -> Iterator[Answer]:
    """Yield the weeks with most people; nothing if all people were reached in one week."""
    text, strongest = view.text, StrongestWeeks.of(view)
    if strongest is None or strongest.share == 1:
        return
    count = len(strongest.weeks)
    ranges = [
        f"{text.date_short(first)} – {text.date_short(last)}" for first, last in strongest.weeks
    ]
    few = text.list(ranges) if count <= MOST_NAMES else text.n("{n} week", "{n} weeks", count)
    each = amount_each(people(strongest.people, text), count, text)
    share = text("{share:%0} of the total", share=strongest.share)
    yield Answer("week", text("Peak week"), few, f"{each}; {share}", "timeline", view.selection)


def _type_answer(view: View) -> Iterator[Answer]:
    """Yield the types with most people per activity; with too few activities, in total."""
    best, most = best_types(view), most_people(view)
    extreme, label, indicator = best, MOST_PER_ACTIVITY, INDICATORS["mean"]
    if extreme is None:
        extreme, label, indicator = most, MOST_IN_TOTAL, _REACH
    if extreme is None:
        return
    text, names = view.text, type_names(view)
    value = types_in_words([names[code] for code in extreme.codes], text)
    context = amount_each(amount(extreme.value, indicator, text), len(extreme.codes), text)
    yield Answer("type", text(label), value, context, "activities", view.selection)


def _plan_answer(view: View, plan: Plan | None) -> Iterator[Answer]:
    """Yield how many people, and how many days, the selection is behind its plan or ahead of it."""
    if plan is None or math.isnan(plan.actual):
        return
    text = view.text
    difference = round_half_up(plan.actual) - round_half_up(plan.planned)
    label = text("Behind plan") if difference < 0 else text("Ahead of plan")
    value = people(abs(difference), text)
    days = int(round_half_up(abs(plan.days_ahead)))
    context = text.n("{n} day", "{n} days", days) if days else ""
    if not difference:
        label, value, context = text("Plan"), text("On plan"), ""
    yield Answer("plan", label, value, context, "plan", view.selection)


def insight_sentence(insight: Insight, view: View) -> str:
    """Return an insight of this view as a sentence."""
    return end_sentence(capitalize(_SENTENCES[insight.code](insight, view)))


def insight_sentences(view: View) -> list[str]:
    """Return the insights of a view as sentences, the largest effect first."""
    return [insight_sentence(insight, view) for insight in find_insights(view)]


def _no_activity(insight: Insight, view: View) -> str:
    return view.text("No activity: {places}", places=region_names(insight.regions, view))


def _lowest_rate(insight: Insight, view: View) -> str:
    rate = INDICATORS["rate"]
    ends = region_answer(view, rate)
    assert ends is not None
    return lowest_words(ends, rate, view)


def _highest_rate(insight: Insight, view: View) -> str:
    rate = INDICATORS["rate"]
    ends = region_answer(view, rate)
    assert ends is not None
    words, numbers = highest_words(ends, rate, view), insight.numbers
    return beside_average(words, numbers["value"], numbers["national"], rate, view.text)


def _selection_rate(insight: Insight, view: View) -> str:
    value, rate, text = insight.numbers["value"], INDICATORS["rate"], view.text
    amount = short_amount(value, rate, text)
    words = text("{place}: {value}", place=view.scope.place, value=amount)
    return beside_average(words, value, insight.numbers["national"], rate, text)


def _concentration(insight: Insight, view: View) -> str:
    numbers = insight.numbers
    return view.text.n(
        "Top {n} of {of} regions by people reached: {share:%0} of the total, "
        "{population:%0} of the population",
        "Top {n} of {of} regions by people reached: {share:%0} of the total, "
        "{population:%0} of the population",
        len(insight.regions),
        of=int(numbers["of"]),
        share=numbers["share"],
        population=numbers["population_share"],
    )


def _week_insight(insight: Insight, view: View) -> str:
    numbers = insight.numbers
    return capitalize(peak_week(insight.days, numbers["people"], numbers["share"], view.text))


def _silence(insight: Insight, view: View) -> str:
    first, last = insight.days
    longest = Silence(first, last, int(insight.numbers["periods"]))
    silence = silence_words(longest, view.text)
    return view.text("Longest period without activities: {silence}", silence=silence)


def _type_insight(insight: Insight, view: View) -> str:
    text, best = view.text, Extreme(insight.numbers["value"], insight.types)
    return text(
        "{best}; all types: {overall}",
        best=per_activity_words(best, view),
        overall=INDICATORS["mean"].format(insight.numbers["overall"], text),
    )


def _unreported(insight: Insight, view: View) -> str:
    numbers = insight.numbers
    if numbers["count"] == numbers["of"]:
        return view.text("Attendance is not reported for any activity in this selection")
    return view.text(
        "Attendance not reported: {n} of {of} activities, {share:%0}",
        n=int(numbers["count"]),
        of=int(numbers["of"]),
        share=numbers["share"],
    )


def _youth(insight: Insight, view: View) -> str:
    text, youth = view.text, INDICATORS["youth"]
    return text(
        "Share of young people: {place} – {value}; Kyrgyzstan: {national}",
        place=region_names(insight.regions, view) if insight.regions else view.scope.place,
        value=youth.format(insight.numbers["value"], text),
        national=youth.format(insight.numbers["national"], text),
    )


_SENTENCES: Mapping[Code, Callable[[Insight, View], str]] = {
    "no_activity": _no_activity,
    "lowest_rate": _lowest_rate,
    "highest_rate": _highest_rate,
    "selection_rate": _selection_rate,
    "concentration": _concentration,
    "strongest_week": _week_insight,
    "silence": _silence,
    "best_type": _type_insight,
    "unreported": _unreported,
    "youth": _youth,
}
