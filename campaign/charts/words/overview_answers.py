"""The answers of the overview: how many, who is behind, when, what works best, and the plan."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from campaign.analysis.answers import best_types, most_people, region_answer
from campaign.analysis.indicators import INDICATORS
from campaign.analysis.insights import Code, Insight, find_insights
from campaign.analysis.kpi_words import rank_words
from campaign.analysis.plan import Plan
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.analysis.weeks import StrongestWeeks
from campaign.charts.words.answer_words import (
    AMONG,
    LOWEST,
    MOST_IN_TOTAL,
    MOST_NAMES,
    MOST_PER_ACTIVITY,
    amount_each,
    regions_in_words,
    types_in_words,
)
from campaign.charts.words.names import type_names
from campaign.charts.words.wording import amount, people, round_half_up
from campaign.domain.totals import overall
from campaign.domain.value_states import MISSING_WORDS
from campaign.i18n.letter_case import uncapitalize

_INSIGHTS: Mapping[str, Code] = {
    "lowest": "lowest_rate",
    "week": "strongest_week",
    "type": "best_type",
}
"""The insights that an answer has already, by its code."""
_RATE, _REACH = INDICATORS["rate"], INDICATORS["reach"]


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
    return (_total(view, plan), *_lowest(view), *_week(view), *_type(view), *_plan(view, plan))


def overview_insights(view: View) -> tuple[Insight, ...]:
    """Return the insights of a selection that are not among its answers."""
    return find_insights(
        view, without=[_INSIGHTS[a.code] for a in overview_answers(view) if a.code in _INSIGHTS]
    )


def _total(view: View, plan: Plan | None) -> Answer:
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


def _lowest(view: View) -> Iterator[Answer]:
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


def _week(view: View) -> Iterator[Answer]:
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


def _type(view: View) -> Iterator[Answer]:
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


def _plan(view: View, plan: Plan | None) -> Iterator[Answer]:
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
