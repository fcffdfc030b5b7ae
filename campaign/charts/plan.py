"""Charts of a plan: planned and actual by day, and the progress of each region and type."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from campaign.analysis.plan import Plan, plans_by_region, plans_by_type
from campaign.analysis.shared_numbers import once, once_in_country
from campaign.analysis.view import View
from campaign.charts.bars import plan_bars
from campaign.charts.bars.plan_bars import PlanParts
from campaign.charts.calendar import Calendar
from campaign.charts.chart import Chart, build_chart, with_scope
from campaign.charts.timeline import plan_lines
from campaign.charts.words import plan_words
from campaign.charts.words.names import full_names, type_names
from campaign.charts.words.wording import end_sentence, join_sentences
from campaign.domain.illustrative_rows import ILLUSTRATIVE
from campaign.i18n.translator import Text


def pace(view: View) -> Chart:
    """Return planned and actual since the start by day, with a forecast while days remain."""
    text, indicator = view.text, view.count_indicator.code
    title = (
        text("People reached since the start: actual and planned")
        if indicator == "reach"
        else text("Activities since the start: actual and planned")
    )
    plan, calendar = view.plan(indicator), Calendar.of(view.edition)
    if plan is None or calendar is None:
        words = absence(view)
        table, spec = plan_lines.to_table(None, None, text), plan_lines.nothing(words)
        return with_scope(Chart("plan", title, words, _sources(view), table, spec), view)
    limits = view.edition.shown_limits
    assert limits is not None
    calendar = replace(calendar, last=max(calendar.last, min(plan.due, limits[1])))
    chart = Chart(
        key="plan",
        title=title,
        finding=plan_words.finding(plan, text),
        summary=plan_words.summary(plan, view),
        sources=_sources(view),
        notes=(*_due_note(plan, calendar, text), *_forecast_note(plan, text)),
        spec=plan_lines.build(plan, calendar, text),
        table=plan_lines.to_table(plan, calendar, text),
    )
    return with_scope(chart, view)


def answer(view: View) -> str:
    """Return how far ahead or behind the campaign is, and which region is furthest behind.

    "" if nothing can be compared.
    """
    if not has_plan(view):
        return ""
    regions = "" if view.selection.oblasts else plan_bars.finding(_regions(view), view)
    plan = view.plan(view.count_indicator.code)
    country = "" if plan is None else plan_words.finding(plan, view.text)
    return join_sentences(end_sentence(country), end_sentence(regions))


def by_region(view: View) -> Chart:
    """Return the share of its plan to date that each region has achieved, worst first."""
    title = view.text("Share of the plan achieved by {date}, by region", date=view.plan_day)
    return _bars(view, "plan_regions", title, _regions(view))


def by_type(view: View) -> Chart:
    """Return the share of its plan to date that each type of activity has achieved, worst first."""
    title = view.text(
        "Share of the plan achieved by {date}, by type of activity", date=view.plan_day
    )
    return _bars(view, "plan_types", title, _types(view))


def has_plan(view: View) -> bool:
    """Return whether the edition has targets and a register to compare them with."""
    return view.has_register and view.edition.targets is not None


def absence(view: View) -> str:
    """Return why there is no comparison with a plan, in words."""
    if not view.selection.is_comparable_with_plan:
        return view.text(
            "The plan covers the whole campaign. To compare the data with it, remove the filters "
            "by date and organizer."
        )
    return view.text("There is no target for this selection.")


def _sources(view: View) -> tuple[str, ...]:
    return view.source, targets_source(view)


def _due_note(plan: Plan, calendar: Calendar, text: Text) -> Iterator[str]:
    if plan.due > calendar.last:
        yield text("not shown: the days until the last due date of the plan, {date}", date=plan.due)


def _forecast_note(plan: Plan, text: Text) -> Iterator[str]:
    if plan.forecast:
        yield text(
            "forecast: assumes that the daily mean so far continues; 80% range calculated from the "
            "variation of the weekly sums"
        )


def targets_source(view: View) -> str:
    """Return the name of the file with the targets in words, or that they are illustrative."""
    text, edition = view.text, view.edition
    targets = edition.targets
    if targets is not None and (targets["source"] == ILLUSTRATIVE).all():
        return text("illustrative (invented) targets made for this dashboard")
    return text("plan: {file}", file=edition.targets_file)


@once_in_country
def _by_region(view: View, indicator: str) -> pd.DataFrame:
    codes = view.campaign.places.codes
    return plans_by_region(view.edition, view.selection, codes, indicator, view.plan_day)


@once
def _by_type(view: View, indicator: str) -> pd.DataFrame:
    codes = view.campaign.type_codes
    return plans_by_type(view.edition, view.selection, codes, indicator, view.plan_day)


def _regions(view: View) -> PlanParts:
    frame = _by_region(view, view.count_indicator.code)
    heading, selected = view.text("Region"), view.selection.oblasts
    return PlanParts("oblast", frame, full_names(view), heading, selected)


def _types(view: View) -> PlanParts:
    frame = _by_type(view, view.count_indicator.code)
    heading, selected = view.text("Type of activity"), view.selection.types
    return PlanParts("type", frame, type_names(view), heading, selected)


def _bars(view: View, key: str, title: str, parts: PlanParts) -> Chart:
    """Return the chart of regions or types; only texts if nothing can be compared."""
    if not parts.are_compared(view):
        words = absence(view)
        table = plan_bars.to_table(replace(parts, frame=parts.frame.iloc[:0]), view)
        spec = plan_bars.nothing(parts, words, view.text)
        return with_scope(Chart(key, title, words, _sources(view), table, spec, pick=True), view)
    sources = (targets_source(view),)
    chart = build_chart(key, title, plan_bars, parts, view, sources=sources)
    part = "place" if parts.key == "oblast" else "types"
    return with_scope(chart, view, highlights=(part,), is_of_all=True)
