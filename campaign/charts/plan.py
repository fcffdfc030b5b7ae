"""Charts of a plan: planned and actual by day, and how far each region and type is."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

import pandas as pd

from campaign.analysis.indicators import INDICATORS
from campaign.analysis.plan import Plan, plan_of
from campaign.analysis.plan_parts import plans_by_region, plans_by_type
from campaign.analysis.targets import PartSums, read_targets
from campaign.analysis.view import View
from campaign.charts import plan_bars, plan_lines
from campaign.charts.body import Lines, NumberFormat
from campaign.charts.calendar import Calendar
from campaign.charts.chart import Chart, with_scope
from campaign.charts.over_time import full_names, type_names
from campaign.charts.ticks import Tick
from campaign.charts.wording import amount, end_sentence, join_sentences, round_half_up
from campaign.i18n.translator import Text

ILLUSTRATIVE = "illustrative"


def pace(view: View) -> Chart:
    """Return planned and actual since the start by day, with a forecast while days remain."""
    text, indicator = view.text, plan_indicator(view)
    title = (
        text("People reached and planned since the start")
        if indicator == "reach"
        else text("Activities held and planned since the start")
    )
    plan = _plan(view)
    calendar = _calendar(view, plan)
    chart = Chart(
        key="plan",
        title=title,
        finding=_plan_finding(plan, text),
        summary=absence(view) if plan is None else summary(plan, view),
        sources=_sources(view, with_forecast=plan is not None and bool(plan.forecast)),
        body=_no_lines(view)
        if plan is None or calendar is None
        else plan_lines.build(plan, calendar, text),
        table=plan_lines.to_table(plan, calendar, text),
    )
    return with_scope(chart, view)


def answer(view: View) -> str:
    """Return how far ahead or behind the campaign is, and which region is furthest behind.

    "" where nothing can be compared.
    """
    if not has_plan(view):
        return ""
    regions = "" if view.selection.oblasts else _regions(view).finding(view)
    return join_sentences(*map(end_sentence, (_plan_finding(_plan(view), view.text), regions)))


def by_region(view: View) -> Chart:
    """Return how much of its plan by the day each region has, worst first."""
    title = view.text("Share of the plan by {date}, by region", date=view.plan_day)
    return _bars(view, "plan_regions", title, _regions(view))


def by_type(view: View) -> Chart:
    """Return how much of its plan by the day each type of activity has, worst first."""
    title = view.text("Share of the plan by {date}, by type of activity", date=view.plan_day)
    return _bars(view, "plan_types", title, _types(view))


def has_plan(view: View) -> bool:
    """Return whether the edition has targets and a register to compare them with."""
    return view.has_register and view.edition.targets is not None


def plan_indicator(view: View) -> str:
    """Return what the plan is of: activities where they are selected, else people reached."""
    return "activities" if view.indicator.code == "activities" else "reach"


def absence(view: View) -> str:
    """Return why there is no comparison with a plan, in words."""
    if not view.selection.is_comparable_with_plan:
        return view.text(
            "The plan covers the whole campaign and cannot be compared with data filtered by "
            "date or organizer. Remove that filter."
        )
    return view.text("There is no target for this selection.")


def finding(plan: Plan, text: Text) -> str:
    """Return how far the campaign is ahead or behind, in people or activities and in days."""
    if math.isnan(plan.actual):
        return text("Attendance not reported: not comparable with the plan")
    difference = round_half_up(plan.actual) - round_half_up(plan.planned)
    if not difference:
        return text("On plan")
    gap = _amount(abs(difference), plan, text)
    days = int(round_half_up(abs(plan.days_ahead)))
    if not days:
        behind, ahead = text("Behind plan by {amount}"), text("Ahead of plan by {amount}")
        return (behind if difference < 0 else ahead).replace("{amount}", gap)
    params = {"amount": gap, "days": text.n("{n} day", "{n} days", days)}
    if difference < 0:
        return text("Behind plan by {amount} ({days})", **params)
    return text("Ahead of plan by {amount} ({days})", **params)


def summary(plan: Plan, view: View) -> str:
    """Return planned and actual by the day, what each remaining day needs, and the forecast."""
    text = view.text
    planned = _amount(plan.planned, plan, text)
    if math.isnan(plan.actual):
        first = text(
            "Planned by {date}: {planned}; attendance not reported.", date=plan.day, planned=planned
        )
    else:
        first = text(
            "Planned by {date}: {planned}; actual: {actual}.",
            date=plan.day,
            planned=planned,
            actual=_amount(plan.actual, plan, text),
        )
    return join_sentences(first, _needed(plan, text), _expected(plan, text), _parts(view))


def _amount(n: float, plan: Plan, text: Text) -> str:
    return amount(n, INDICATORS[plan.indicator], text)


def _needed(plan: Plan, text: Text) -> str:
    value = _amount(plan.value, plan, text)
    if not plan.remaining_days:
        return text("Target: {value} by {date}.", value=value, date=plan.due)
    per_day = plan.needed_per_day
    if per_day is None:
        return text("The target of {date} is reached: {value}.", value=value, date=plan.due)
    return text(
        "Target: {value} by {date}; needed on each remaining day: {n:1}.",
        value=value,
        date=plan.due,
        n=per_day,
    )


def _expected(plan: Plan, text: Text) -> str:
    if not plan.forecast:
        return ""
    last = plan.forecast[-1]
    value = _amount(last.value, plan, text)
    if math.isnan(last.low):
        return text("Forecast at the pace so far: {value}.", value=value)
    return text(
        "Forecast at the pace so far: {value}; range {low}–{high}.",
        value=value,
        low=round_half_up(last.low),
        high=round_half_up(last.high),
    )


def _parts(view: View) -> str:
    """Return the sums of the targets of parts beside that of the whole; "" without both."""
    if view.selection.oblasts or view.selection.types:
        return ""
    text, indicator = view.text, INDICATORS[plan_indicator(view)]
    targets = read_targets(view.edition, indicator.code)
    sums = PartSums.of(targets)
    if sums is None:
        return ""
    of_whole = amount(sums.whole, indicator, text)
    sentences = []
    if sums.by_oblast is not None:
        parts = amount(sums.by_oblast, indicator, text)
        sentences.append(
            text(
                "Targets of the regions together: {parts}; of the country: {whole}.",
                parts=parts,
                whole=of_whole,
            )
        )
    if sums.by_type is not None:
        parts = amount(sums.by_type, indicator, text)
        sentences.append(
            text(
                "Targets of the types together: {parts}; of all types: {whole}.",
                parts=parts,
                whole=of_whole,
            )
        )
    return join_sentences(*sentences)


def _plan_finding(plan: Plan | None, text: Text) -> str:
    return "" if plan is None else finding(plan, text)


def _plan(view: View) -> Plan | None:
    """Return the plan of the selection; None where nothing can be compared with one."""
    if not view.selection.is_comparable_with_plan:
        return None
    return plan_of(view.edition, view.selection, plan_indicator(view), view.plan_day)


def _calendar(view: View, plan: Plan | None) -> Calendar | None:
    calendar = Calendar.of(view.edition)
    if calendar is None or plan is None:
        return None
    return replace(calendar, last=max(calendar.last, plan.due))


def _sources(view: View, *, with_forecast: bool = False) -> tuple[str, ...]:
    text = view.text
    sources = (view.source, targets_source(view))
    if not with_forecast:
        return sources
    return (
        *sources,
        text(
            "forecast: the mean of all days so far goes on; range of 80% from the variation of "
            "the weekly sums"
        ),
    )


def targets_source(view: View) -> str:
    text, edition = view.text, view.edition
    targets = edition.targets
    if targets is not None and (targets["source"] == ILLUSTRATIVE).all():
        return text("illustrative (invented) targets made for this dashboard")
    return text("targets: {file}", file=edition.targets_file)


def _no_lines(view: View) -> Lines:
    tick = (Tick(0.0, ""), Tick(1.0, ""))
    return Lines((), (), ("", ""), tick, tick, NumberFormat(), absence(view))


@dataclass(frozen=True, eq=False)
class _Parts:
    """The regions or types of a view as `plans_by_region` has them, their names, those selected."""

    part: Literal["place", "types"]
    frame: pd.DataFrame
    names: plan_bars.Names
    selected: tuple[str, ...]

    def are_compared(self, view: View) -> bool:
        """Return whether one of them can be compared with a plan."""
        has_target = bool((self.frame["state"] != "no_target").any())
        return has_target and view.selection.is_comparable_with_plan

    def finding(self, view: View) -> str:
        """Return which of them is furthest behind; "" where nothing can be compared."""
        if not self.are_compared(view):
            return ""
        return plan_bars.finding(self.frame, self.names, view.text)


def _regions(view: View) -> _Parts:
    indicator, codes = plan_indicator(view), view.campaign.places.codes
    frame = plans_by_region(view.edition, view.selection, codes, indicator, view.plan_day)
    names = plan_bars.Names(full_names(view), view.text("Region"), "oblast")
    return _Parts("place", frame, names, view.selection.oblasts)


def _types(view: View) -> _Parts:
    indicator, codes = plan_indicator(view), view.campaign.type_codes
    frame = plans_by_type(view.edition, view.selection, codes, indicator, view.plan_day)
    names = plan_bars.Names(type_names(view), view.text("Type of activity"), "type")
    return _Parts("types", frame, names, view.selection.types)


def _bars(view: View, key: str, title: str, parts: _Parts) -> Chart:
    """Return the chart of regions or types; words alone where nothing can be compared."""
    text, indicator, frame, names = view.text, plan_indicator(view), parts.frame, parts.names
    table, sources = plan_bars.to_table(frame, names, indicator, text), _sources(view)
    if not parts.are_compared(view):
        words = absence(view)
        body = plan_bars.nothing(names, words, text)
        table = replace(table, frame=table.frame.iloc[:0])
        return with_scope(Chart(key, title, words, sources, table, body, pick=True), view)
    # Types without a target are many: they are counted, and stand in the table.
    bars = frame if parts.part == "place" else frame[frame["state"] != "no_target"]
    chart = Chart(
        key=key,
        title=title,
        summary=plan_bars.summary(frame, names, text),
        sources=sources,
        table=table,
        body=plan_bars.build(bars, names, parts.selected, indicator, text),
        pick=True,
        finding=parts.finding(view),
    )
    return with_scope(chart, view, highlights=(parts.part,))
