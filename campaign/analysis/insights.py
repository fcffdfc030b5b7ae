"""What stands out in a selection: at most six facts, ranked by the size of their effect.

An effect is the absolute logarithm to base 2 of a ratio: 1 means twice or half of the reference
value, 0 means no difference. A fact is about reported values only and does not explain the cause.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

import pandas as pd

from campaign.analysis.answers import (
    Extreme,
    StrongestWeeks,
    best_types,
    highest,
    largest_half,
    region_answer,
)
from campaign.analysis.completeness import gaps_of_view
from campaign.analysis.indicators import INDICATORS, country
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.analysis.view_numbers import once
from campaign.domain.campaign_days import WEEK
from campaign.domain.register import RegisterAwayError
from campaign.domain.totals import overall

Code = Literal[
    "no_activity",
    "lowest_rate",
    "highest_rate",
    "selection_rate",
    "concentration",
    "strongest_week",
    "silence",
    "best_type",
    "unreported",
    "youth",
]
MOST = 6
LEAST_EFFECT = 0.1
"""About 7 %: a smaller difference does not stand out."""
MOST_EFFECT = 4.0
"""The largest possible effect, such as that of a region without any activity."""
MOST_NAMES = 2
"""If more regions than this have the same extreme value, there is no sentence about them."""


@dataclass(frozen=True)
class Insight:
    """One fact: its numbers by name, its effect, and the page and selection that show it.

    `regions` and `types` are codes, `days` a first and a last day; () if the fact has none.
    """

    code: Code
    effect: float
    page: str
    selection: Selection
    numbers: Mapping[str, float] = field(default_factory=dict, hash=False)
    regions: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    days: tuple[date, ...] = ()


def find_insights(view: View, without: Collection[Code] = ()) -> tuple[Insight, ...]:
    """Return at most `MOST` facts on the selection, the largest effect first; () without any.

    Facts with a code in `without` are excluded, because another part of the page already has them.
    """
    lang = view.selection.lang
    insights = [i for i in _insights_in_any_language(view) if i.code not in without]
    return tuple(
        replace(insight, selection=replace(insight.selection, lang=lang))
        for insight in insights[:MOST]
    )


@once
def _insights_in_any_language(view: View) -> tuple[Insight, ...]:
    """Return all facts of `find_insights`, with selections in any language."""
    if not view.has_register or view.is_empty:
        return ()
    insights = [insight for find in _FINDERS for insight in find(view)]
    worthy = [insight for insight in insights if insight.effect >= LEAST_EFFECT]
    return tuple(sorted(worthy, key=lambda insight: -insight.effect))


def _effect(value: float, base: float) -> float:
    """Return by how many doublings two positive values differ; `MOST_EFFECT` if one is zero."""
    if value <= 0 or base <= 0:
        return MOST_EFFECT
    return min(abs(math.log2(value / base)), MOST_EFFECT)


def _without_activity(view: View) -> Iterator[Insight]:
    """Yield the regions without any activity, among the selected regions or among all.

    The effect is `MOST_EFFECT`; with a filter of types, days or organizers, it is the ratio of all
    regions to those with an activity.
    """
    units = _units(view, "activities")
    absent = tuple(str(code) for code in units.index[units["state"] == "no_activity"])
    if not absent:
        return
    selection = view.selection
    is_whole = not replace(selection, oblasts=()).filtered
    effect = MOST_EFFECT if is_whole else _effect(len(units) - len(absent), len(units))
    by_count = replace(selection, indicator="activities")
    yield Insight("no_activity", effect, "map", by_count, regions=absent)


def _rates(view: View) -> Iterator[Insight]:
    """Yield the lowest and highest rate, or that of selected regions, with the national rate."""
    national, selection = _national(view, "rate"), view.selection
    if not national:
        return
    if selection.oblasts:
        yield from _of_selection(view, "selection_rate", "rate", national)
        return
    ends = region_answer(view, INDICATORS["rate"])
    if ends is None:
        return
    extremes: tuple[tuple[Code, Extreme, bool], ...] = (
        ("lowest_rate", ends.lowest, ends.lowest.value < national),
        ("highest_rate", ends.highest, ends.highest.value > national),
    )
    for code, extreme, is_apart in extremes:
        if is_apart and len(extreme.codes) <= MOST_NAMES:
            effect = _effect(extreme.value, national)
            of_regions = replace(selection, indicator="rate", oblasts=extreme.codes)
            numbers = {"value": extreme.value, "national": national}
            yield Insight(code, effect, "map", of_regions, numbers, regions=extreme.codes)


def _concentration(view: View) -> Iterator[Insight]:
    """Yield the fewest regions with over half of the people reached, and their population."""
    population, reached = view.edition.population, _national(view, "reach")
    if view.selection.oblasts or population is None or not reached:
        return
    values = _units(view, "reach")["value"]
    codes = largest_half(values, reached)
    inhabitants = population.by_unit.reindex(view.campaign.places.codes)
    total = inhabitants.sum(skipna=False)
    if not codes or len(codes) == len(values) or not total > 0:
        return
    share = float(values[list(codes)].sum() / reached)
    population_share = float(inhabitants[list(codes)].sum() / total)
    yield Insight(
        "concentration",
        _effect(share, population_share),
        "map",
        replace(view.selection, indicator="reach", oblasts=codes),
        {"share": share, "population_share": population_share, "of": len(values)},
        regions=codes,
    )


def _strongest_week(view: View) -> Iterator[Insight]:
    """Yield the week with most people, with its share of the days."""
    strongest, daily = StrongestWeeks.of(view), view.daily
    if strongest is None or daily is None or len(strongest.weeks) > 1:
        return
    first, last = strongest.weeks[0]
    share_of_days = ((last - first).days + 1) / len(daily)
    if strongest.share > share_of_days:
        yield Insight(
            "strongest_week",
            _effect(strongest.share, share_of_days),
            "timeline",
            view.selection.between(first, last, view.edition),
            {"people": strongest.people, "share": strongest.share},
            days=(first, last),
        )


def _silence(view: View) -> Iterator[Insight]:
    """Yield the longest time between two activities without any, if it is longer than a week."""
    try:
        longest = None if view.edition.first_day is None else gaps_of_view(view).longest
    except RegisterAwayError:
        return
    if longest is None or longest.days <= WEEK:
        return
    effect, numbers = _effect(longest.days, WEEK), {"periods": longest.periods}
    days = longest.first, longest.last
    yield Insight("silence", effect, "timeline", view.selection, numbers, days=days)


def _best_type(view: View) -> Iterator[Insight]:
    """Yield the type with most people per activity, with the mean of all types."""
    best, mean = best_types(view), country(view.totals(), INDICATORS["mean"], None)
    if best is None or not mean or best.value <= mean or len(best.codes) > MOST_NAMES:
        return
    selection = replace(view.selection, types=best.codes)
    effect, numbers = _effect(best.value, mean), {"value": best.value, "overall": mean}
    yield Insight("best_type", effect, "activities", selection, numbers, types=best.codes)


def _unreported(view: View) -> Iterator[Insight]:
    """Yield the activities without an attendance.

    The effect is the ratio of all activities to those with an attendance.
    """
    sums = overall(view.totals())
    count, of = int(sums["activities"] - sums["reported"]), int(sums["activities"])
    if count:
        effect, numbers = _effect(of - count, of), {"count": count, "of": of, "share": count / of}
        yield Insight("unreported", effect, "activities", view.selection, numbers)


def _youth(view: View) -> Iterator[Insight]:
    """Yield the share of young people of selected regions, or that farthest from the national."""
    national, selection = _national(view, "youth"), view.selection
    if not national:
        return
    if selection.oblasts:
        yield from _of_selection(view, "youth", "youth", national)
        return
    values = _units(view, "youth")["value"].dropna()
    far = highest(values.map(lambda value: _effect(value, national)))
    if far is None or len(far.codes) > 1:
        return
    value = float(values[far.codes[0]])
    of_region = replace(selection, indicator="youth", oblasts=far.codes)
    numbers = {"value": value, "national": national}
    yield Insight("youth", far.value, "map", of_region, numbers, regions=far.codes)


def _of_selection(view: View, code: Code, indicator: str, national: float) -> Iterator[Insight]:
    """Yield the value of the selected regions together, with the national value."""
    value = view.region_rank(INDICATORS[indicator]).value
    if value is not None:
        selection = replace(view.selection, indicator=indicator)
        numbers = {"value": value, "national": national}
        yield Insight(code, _effect(value, national), "map", selection, numbers)


def _units(view: View, indicator: str) -> pd.DataFrame:
    """Return an indicator of the selected regions, or of all regions."""
    units = view.units_of(INDICATORS[indicator])
    return units.loc[list(view.selection.oblasts)] if view.selection.oblasts else units


def _national(view: View, indicator: str) -> float | None:
    return country(view.totals(oblasts=False), INDICATORS[indicator], view.edition.population)


_FINDERS: tuple[Callable[[View], Iterator[Insight]], ...] = (
    _without_activity,
    _rates,
    _concentration,
    _strongest_week,
    _silence,
    _best_type,
    _unreported,
    _youth,
)
