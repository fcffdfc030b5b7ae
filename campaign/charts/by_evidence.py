"""Charts on data quality: the range of the total, and which region reported in which week."""

from __future__ import annotations

from campaign.analysis.completeness import completeness
from campaign.analysis.uncertainty import missing_by_region_and_type, range_by_region
from campaign.analysis.view import View
from campaign.charts.bars import certainty as certainty_chart
from campaign.charts.chart import Chart, build_chart, with_scope, with_wide_line
from campaign.charts.grids import missing_attendance, reporting_weeks
from campaign.charts.grids.missing_attendance import MissingTypes
from campaign.charts.regions import report_map


def certainty(view: View) -> Chart:
    """Return people reached by region, with ranges because of activities without attendance."""
    text = view.text
    title = text(
        "How certain the total is: people reached by region, with the range for missing attendance"
    )
    notes = (text("no values are imputed: totals are sums of reported values"),)
    frame = range_by_region(view)
    chart = build_chart("certainty", title, certainty_chart, frame, view, notes=notes)
    return with_scope(chart, view, highlights=("place",))


def missing(view: View) -> Chart:
    """Return the activities without attendance by type and region."""
    title = view.text("Activities with attendance not reported, by type and region")
    types = MissingTypes.of(missing_by_region_and_type(view))
    chart = build_chart("missing", title, missing_attendance, types, view)
    return with_scope(chart, view, highlights=("place",))


def reports(view: View) -> Chart:
    """Return which region reported in which week of the campaign."""
    title = view.text("Reports from each region by week of the campaign")
    chart = build_chart("reports", title, reporting_weeks, completeness(view), view)
    return with_scope(with_wide_line(chart, view.wide_line), view, highlights=("place",))


def report_shares(view: View) -> Chart:
    """Return the share of weeks with attendance by region, as a map."""
    title = view.text("Share of weeks with attendance reported, by region")
    chart = build_chart("report_shares", title, report_map, completeness(view), view)
    return with_scope(with_wide_line(chart, view.wide_line), view, highlights=("place",))
