"""Charts on data quality: the range of the total, and which region reported in which week."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from campaign.analysis.completeness import completeness
from campaign.analysis.data_table import DataTable
from campaign.analysis.uncertainty import (
    missing_by_region_and_type,
    range_by_region,
    total_range,
)
from campaign.analysis.view import View
from campaign.charts.bars import certainty as certainty_chart
from campaign.charts.chart import Chart, with_scope, with_wide_line
from campaign.charts.grids import missing_attendance
from campaign.charts.grids import reporting_weeks as reports_chart
from campaign.charts.grids.heatmap import Axes
from campaign.charts.grids.missing_attendance import MissingTypes
from campaign.charts.regions import report_map
from campaign.charts.words.names import full_names, short_names, type_names, wide_names


def certainty(view: View) -> Chart:
    """Return people reached by region, with ranges because of activities without attendance."""
    text, frame, total = view.text, range_by_region(view), total_range(view)
    names, selected = {**full_names(view), **wide_names(view, view.wide)}, view.selection.oblasts
    chart = Chart(
        key="certainty",
        title=text(
            "How certain the total is: people reached by region, with the range for "
            "missing attendance"
        ),
        spec=certainty_chart.build(
            frame, names, short_names(view), text, selected_regions=selected
        ),
        summary=certainty_chart.summary(total, text),
        sources=(view.source,),
        notes=(text("no values are imputed: totals are sums of reported values"),),
        table=certainty_chart.to_table(frame, names, text, selected_regions=selected),
        pick=True,
        finding=certainty_chart.finding(total, text),
    )
    return with_scope(chart, view, highlights=("place",))


def missing(view: View) -> Chart:
    """Return the activities without attendance by type and region."""
    text, selection, names = view.text, view.selection, type_names(view)
    usual = view.edition.usual_attendance
    assert usual is not None
    types = MissingTypes.of(missing_by_region_and_type(view))
    selected = [code for code in selection.oblasts if code in full_names(view)]
    in_selection = types
    if selected:
        cells = types.cells[types.cells["oblast"].isin(selected)]
        in_selection = MissingTypes.of(cells)
    axes = Axes(short_names(view), names, selected)
    all_names = {**full_names(view), **wide_names(view, view.wide)}
    chart = Chart(
        key="missing",
        title=text("Activities with attendance not reported, by type and region"),
        spec=missing_attendance.build(types, axes, text),
        summary=missing_attendance.summary(in_selection, all_names, text),
        sources=(view.source,),
        table=missing_attendance.to_table(types, usual, replace(axes, units=all_names), text),
        pick=True,
        finding=missing_attendance.finding(in_selection, names, text),
    )
    return with_scope(chart, view, highlights=("place",))


def reports(view: View) -> Chart:
    """Return which region reported in which week of the campaign."""
    text, weeks, selected = view.text, completeness(view), view.selection.oblasts
    names = full_names(view)
    chart = Chart(
        key="reports",
        title=text("Reports from each region by week of the campaign"),
        spec=reports_chart.build(weeks, short_names(view), text, selected_regions=selected),
        summary=reports_chart.summary(weeks, _selected_names(names, view), text),
        sources=(view.source,),
        table=reports_chart.to_table(weeks, names, text, selected_regions=selected),
        pick=True,
        finding=reports_chart.finding(weeks, _selected_names(names, view), text),
    )
    return with_scope(with_wide_line(chart, view.wide_line), view, highlights=("place",))


def report_shares(view: View) -> Chart:
    """Return the share of weeks with attendance by region, as a map."""
    text, weeks = view.text, completeness(view)
    names = full_names(view)
    rows, columns = reports_chart.region_rows(weeks, names, text, view.selection.oblasts)
    rows = rows.sort_values("share", ascending=False, kind="stable")
    chart = Chart(
        key="report_shares",
        title=text("Share of weeks with attendance reported, by region"),
        spec=report_map.build(weeks, view),
        summary=report_map.summary(weeks, _selected_names(names, view), text),
        sources=(view.source,),
        table=DataTable(rows, tuple(columns)),
        pick=True,
        finding=report_map.finding(weeks, _selected_names(names, view), text),
    )
    return with_scope(with_wide_line(chart, view.wide_line), view, highlights=("place",))


def _selected_names(names: Mapping[str, str], view: View) -> Mapping[str, str]:
    """Return the names of the selected regions; of all regions if none is selected."""
    selected = view.selection.oblasts
    return {code: name for code, name in names.items() if not selected or code in selected}
