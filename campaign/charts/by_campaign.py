"""Charts that compare two campaigns: by day, by share of their days, by region and by type."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from campaign.analysis.comparison import Axis, Comparison
from campaign.analysis.data_table import DataTable, TableColumn
from campaign.analysis.indicators import INDICATORS, PLAN_SHARE
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.charts import by_region
from campaign.charts.chart import Chart, with_scope, with_wide_line
from campaign.charts.comparison import running_totals, value_pairs
from campaign.charts.comparison.campaign_words import (
    campaign_name,
    campaign_names,
    change_summary,
    comparison_absence,
    count_finding,
    pace_finding,
    pace_summary,
)
from campaign.charts.comparison.running_totals import Pace
from campaign.charts.comparison.value_pairs import RowNames, ValuePairs
from campaign.charts.words.names import full_names, short_names, type_names
from campaign.i18n.translator import N_


def pace_by_day(view: View) -> Chart:
    """Return the people reached since the start, by day of each campaign."""
    title = view.text("People reached since the start, by day of the campaign")
    return _pace(view, "compare_days", title, "day")


def pace_by_share(view: View) -> Chart:
    """Return the people reached since the start, by share of each campaign’s days."""
    title = view.text("People reached since the start, by share of campaign days elapsed")
    return _pace(view, "compare_share", title, "share")


def paces_of(view: View) -> list[Pace]:
    """Return the running totals of both campaigns with their ranges; [] without a comparison."""
    comparison = view.comparison
    if comparison is None or comparison.is_unlike:
        return []
    names = campaign_names(view)
    return [Pace.of(name, rows) for name, rows in zip(names, comparison.paces, strict=True)]


def regions_of_both(view: View) -> Chart:
    """Return the indicator of every region in both campaigns, on one scale."""
    view = _without_plan(view)
    text, indicator, codes = view.text, view.indicator, view.campaign.places.codes
    names = RowNames(
        "oblast",
        text("Region"),
        short_names(view),
        full_names(view),
        view.selection.oblasts,
    )
    rows = _rows(view, lambda comparison: comparison.by_unit(indicator, codes))
    pairs = ValuePairs(rows, names, campaign_names(view), indicator)
    title = text("{indicator} by region in both campaigns", indicator=text(indicator.name))
    finding = count_finding(
        rows,
        N_(
            "{first} compared with {second} – regions with a higher value: {n}, with a "
            "lower value: {m}"
        ),
        view,
    )
    chart = _pairs("compare_regions", title, finding, pairs, view)
    chart = with_wide_line(chart, view.wide.line(text))
    return with_scope(chart, view, highlights=("place",))


def types_of_both(view: View) -> Chart:
    """Return the people reached, or the activities, by type in both campaigns, on one scale."""
    text, names = view.text, type_names(view)
    indicator = view.count_indicator
    row_names = RowNames("type", text("Type of activity"), names, names, view.selection.types)
    rows = _rows(view, lambda comparison: comparison.by_type(indicator, view.campaign.type_codes))
    pairs = ValuePairs(rows, row_names, campaign_names(view), indicator)
    title = text("{indicator} by type in both campaigns", indicator=text(indicator.name))
    finding = count_finding(
        rows,
        N_(
            "{first} compared with {second} – types with a higher value: {n}, with a lower "
            "value: {m}"
        ),
        view,
    )
    chart = _pairs("compare_types", title, finding, pairs, view)
    return with_scope(chart, view)


def map_of_first(view: View) -> Chart:
    """Return the map of the view's campaign, with the classes of both campaigns."""
    view = _without_plan(view)
    return _map(view, view, "map_first")


def map_of_second(view: View) -> Chart:
    """Return the map of the other campaign, with the classes of both; without one, only text."""
    view = _without_plan(view)
    return _map(view, view.other, "map_second")


def _without_plan(view: View) -> View:
    """Return the view without the share of the plan: each campaign has its own plan."""
    if view.selection.indicator != PLAN_SHARE.code:
        return view
    return replace(view, selection=replace(view.selection, indicator=Selection.indicator))


# The parts of the charts --------------------------------------------------------------------


def _map(view: View, side: View | None, key: str) -> Chart:
    text = view.text
    if side is None or comparison_absence(view):
        column = TableColumn("name", text("Region"))
        title = text("{indicator} by region", indicator=text(view.indicator.name))
        table = DataTable(pd.DataFrame({"name": []}), (column,))
        return Chart(key, title, comparison_absence(view), (view.source,), table)
    chart = by_region.overview_map(side)
    title = f"{campaign_name(side.edition, text)} · {chart.title}"
    return replace(chart, key=key, title=title)


def _sources(view: View) -> tuple[str, ...]:
    other = view.other
    return tuple(dict.fromkeys((view.source, *(() if other is None else (other.source,)))))


def _rows(view: View, rows_of: Callable[[Comparison], pd.DataFrame]) -> pd.DataFrame:
    """Return the rows of a comparison; no rows if the campaigns are not compared."""
    comparison = view.comparison
    if comparison is None or comparison.is_unlike:
        return value_pairs.NO_ROWS
    return rows_of(comparison)


def _pace(view: View, key: str, title: str, axis: Axis) -> Chart:
    text, nothing, comparison = view.text, comparison_absence(view), view.comparison
    unit, reach = text("People reached since the start"), INDICATORS["reach"]
    paces, summary, finding = paces_of(view), nothing, ""
    if comparison is not None and not nothing:
        summary = pace_summary(comparison, view)
        finding = pace_finding(comparison, axis, view)
    chart = Chart(
        key=key,
        title=title,
        summary=summary,
        sources=_sources(view),
        table=running_totals.to_table(paces, text("Campaign"), unit, reach, text),
        spec=running_totals.build(paces, axis, unit, reach, text, nothing=nothing),
        finding=finding,
    )
    return with_scope(chart, view)


def _pairs(key: str, title: str, finding: str, pairs: ValuePairs, view: View) -> Chart:
    text, nothing = view.text, comparison_absence(view)
    empty = nothing or text("No activities in this selection.")
    return Chart(
        key=key,
        title=title,
        summary=nothing or change_summary(pairs, view),
        sources=(*_sources(view), *by_region.population_source(view)),
        table=value_pairs.to_table(pairs, text),
        spec=value_pairs.build(pairs, text, nothing=empty),
        pick=True,
        finding=finding,
    )
