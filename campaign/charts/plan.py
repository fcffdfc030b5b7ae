"""Charts of a plan: planned and actual by day, and how far each region and type is."""

from __future__ import annotations

import math
from dataclasses import replace

import pandas as pd

from campaign.analysis.indicators import INDICATORS
from campaign.analysis.plan import Plan, plan_of, plans_by_region, plans_by_type
from campaign.analysis.targets import PartSums, read_targets
from campaign.analysis.view import View
from campaign.charts import plan_bars, plan_lines
from campaign.charts.body import Lines, NumberFormat
from campaign.charts.calendar import Calendar
from campaign.charts.chart import Chart, with_scope
from campaign.charts.over_time import full_names, type_names
from campaign.charts.ticks import Tick
from campaign.charts.wording import amount, end_sentence, join_sentences, whole
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
    plan = None if has_other_filters(view) else _plan(view)
    calendar = _calendar(view, plan)
    chart = Chart(
        key="plan",
        title=title,
        finding="" if plan is None else finding(plan, text),
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
    regions = "" if view.selection.oblasts else by_region(view).finding
    return join_sentences(*map(end_sentence, (pace(view).finding, regions)))


def by_region(view: View) -> Chart:
    """Return how much of its plan by the day each region has, worst first."""
    text, selection, indicator = view.text, view.selection, plan_indicator(view)
    codes = view.campaign.places.codes
    frame = plans_by_region(view.edition, selection, codes, indicator, view.plan_day)
    names = plan_bars.Names(full_names(view), text("Region"), "oblast")
    chart = Chart(
        key="plan_regions",
        title=text("Share of the plan by {date}, by region", date=view.plan_day),
        summary="",
        sources=_sources(view),
        table=plan_bars.to_table(frame, names, indicator, text),
        pick=True,
    )
    return _with_bars(chart, frame, names, selection.oblasts, view, "place")


def by_type(view: View) -> Chart:
    """Return how much of its plan by the day each type of activity has, worst first."""
    text, selection, indicator = view.text, view.selection, plan_indicator(view)
    codes = view.campaign.type_codes
    frame = plans_by_type(view.edition, selection, codes, indicator, view.plan_day)
    names = plan_bars.Names(type_names(view), text("Type of activity"), "type")
    chart = Chart(
        key="plan_types",
        title=text("Share of the plan by {date}, by type of activity", date=view.plan_day),
        summary="",
        sources=_sources(view),
        table=plan_bars.to_table(frame, names, indicator, text),
        pick=True,
    )
    return _with_bars(chart, frame, names, selection.types, view, "types")


def has_plan(view: View) -> bool:
    """Return whether the edition has targets and a register to compare them with."""
    return view.has_register and view.edition.targets is not None


def plan_indicator(view: View) -> str:
    """Return what the plan is of: activities where they are selected, else people reached."""
    return "activities" if view.indicator.code == "activities" else "reach"


def has_other_filters(view: View) -> bool:
    """Return whether days or organizers are selected, which a plan does not have."""
    selection = view.selection
    return bool(selection.start or selection.end or selection.organisers)


def absence(view: View) -> str:
    """Return why there is no comparison with a plan, in words."""
    if has_other_filters(view):
        return view.text(
            "The plan covers the whole campaign and cannot be compared with data filtered by "
            "date or organizer. Remove that filter."
        )
    return view.text("There is no target for this selection.")


def finding(plan: Plan, text: Text) -> str:
    """Return how far the campaign is ahead or behind, in people or activities and in days."""
    if math.isnan(plan.actual):
        return text("Attendance not reported: not comparable with the plan")
    difference = whole(plan.actual) - whole(plan.planned)
    if not difference:
        return text("On plan")
    gap = _amount(abs(difference), plan, text)
    days = int(whole(abs(plan.days_ahead)))
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
        low=whole(last.low),
        high=whole(last.high),
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


def _plan(view: View) -> Plan | None:
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


def _with_bars(
    chart: Chart,
    frame: pd.DataFrame,
    names: plan_bars.Names,
    selected: tuple[str, ...],
    view: View,
    part: str,
) -> Chart:
    """Return the chart with its bars, finding and summary; without any where nothing compares."""
    if has_other_filters(view) or (frame["state"] == "no_target").all():
        words = absence(view)
        table = replace(chart.table, frame=chart.table.frame.iloc[:0])
        body = plan_bars.nothing(names, words, view.text)
        return with_scope(replace(chart, body=body, summary=words, table=table), view)
    # Types without a target are many: they are counted, and stand in the table.
    drawn = frame if part == "place" else frame[frame["state"] != "no_target"]
    chart = replace(
        chart,
        body=plan_bars.build(drawn, names, selected, plan_indicator(view), view.text),
        finding=plan_bars.finding(frame, names, view.text),
        summary=plan_bars.summary(frame, names, view.text),
    )
    return with_scope(chart, view, highlights=(part,))
