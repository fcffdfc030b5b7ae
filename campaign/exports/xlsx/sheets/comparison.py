"""The sheets of two campaigns."""

from __future__ import annotations

from dataclasses import replace

from campaign.analysis.indicators import INDICATORS
from campaign.analysis.other_campaigns import default_other
from campaign.analysis.view import View
from campaign.charts import by_campaign
from campaign.charts.comparison import campaign_words
from campaign.exports.xlsx import pace_columns
from campaign.exports.xlsx.comparison_columns import POSITIONS as COMPARED_POSITIONS
from campaign.exports.xlsx.comparison_columns import comparison_columns
from campaign.exports.xlsx.sheets.context import Results
from campaign.exports.xlsx.sheets.names import READING
from campaign.exports.xlsx.typed_table import write_table
from campaign.exports.xlsx.workbook import BookSheet
from campaign.render.xlsx import figure
from campaign.theme.style import LIGHT


def write_comparison(results: Results, sheet: BookSheet) -> None:
    """Write people reached in two campaigns by region and type, or why there is no comparison."""
    if results.view.absence:
        return results.write_absence(sheet, "comparison")
    view, text = _comparison_view(results), results.text
    if words := campaign_words.comparison_absence(view):
        write_table(sheet, results.heading("comparison", words), ())
        return
    regions, types = by_campaign.regions_of_both(view), by_campaign.types_of_both(view)
    lines = [
        *(line for chart in (regions, types) for line in (chart.finding, chart.summary)),
        text(READING[0]),
    ]
    unit = text(INDICATORS["reach"].name)
    columns = comparison_columns([regions.table, types.table], unit, text)
    table = write_table(sheet, results.heading("comparison", *lines), columns)
    values = regions.table.frame[["first", "second"]]
    if values.notna().any(axis=None):
        rows = table.head(len(values))
        cells = results.cells(sheet, rows, COMPARED_POSITIONS, (regions.title,))
        figure.draw(regions, LIGHT, cells)


def write_comparison_days(results: Results, sheet: BookSheet) -> None:
    """Write the running totals of both campaigns by day, with ranges, or why there are none."""
    if results.view.absence:
        return results.write_absence(sheet, "comparison_days")
    view, text = _comparison_view(results), results.text
    paces = by_campaign.paces_of(view)
    if not paces:
        words = campaign_words.comparison_absence(view)
        write_table(sheet, results.heading("comparison_days", words), ())
        return
    chart, days = by_campaign.pace_by_day(view), pace_columns.days_of(paces)
    columns = pace_columns.pace_columns(paces, days, text("People reached since the start"), text)
    lines = [chart.finding, chart.summary, *chart.sources]
    table = write_table(sheet, results.heading("comparison_days", *lines), columns)
    cells = results.cells(sheet, table, pace_columns.POSITIONS, (chart.title,))
    figure.draw(chart, LIGHT, replace(cells, places=days))


def _comparison_view(results: Results) -> View:
    """Return the view with the other campaign, by default the newest one with a register."""
    view = results.by_reach
    selection = view.selection
    other = selection.other or default_other(selection.edition, view.campaign)
    return replace(view, selection=replace(selection, other=other))
