"""The sheets of the plan."""

from __future__ import annotations

from dataclasses import replace

from campaign.charts import plan as plan_charts
from campaign.charts.chart import Chart
from campaign.exports.xlsx.plan_columns import chart_positions, part_columns, plan_columns
from campaign.exports.xlsx.sheets.context import Results
from campaign.exports.xlsx.sheets.names import READING
from campaign.exports.xlsx.typed_table import write_table
from campaign.exports.xlsx.workbook import BookSheet
from campaign.render.xlsx import figure
from campaign.theme.roles import line_role
from campaign.theme.style import LIGHT


def write_plan(results: Results, sheet: BookSheet) -> None:
    """Write planned, actual and forecast by day, with a chart."""
    chart = None if results.view.absence else plan_charts.pace(results.view)
    if chart is None or chart.table.frame.empty:
        return _write_absence(results, sheet, "plan", chart)
    lines = [chart.finding, chart.summary, *chart.sources[1:], *chart.notes]
    table = write_table(sheet, results.heading("plan", *lines), plan_columns(chart.table))
    if chart.table.frame["actual"].isna().all():
        return
    positions = {line_role(role): at for role, at in chart_positions(chart.table).items()}
    cells = results.cells(sheet, table, positions, (chart.title,))
    figure.draw(chart, LIGHT, replace(cells, label_format="dd.mm"))


def write_plan_parts(results: Results, sheet: BookSheet) -> None:
    """Write target, plan to date and actual of each region and type."""
    if results.view.absence:
        return results.write_absence(sheet, "plan_parts")
    charts = plan_charts.by_region(results.view), plan_charts.by_type(results.view)
    if all(chart.table.frame.empty for chart in charts):
        return _write_absence(results, sheet, "plan_parts", charts[0])
    lines = [
        results.text("Planned by {date}.", date=results.view.plan_day),
        *(chart.summary for chart in charts),
        *charts[0].sources[1:],
        results.text(READING[0]),
    ]
    heading = results.heading("plan_parts", *lines)
    write_table(sheet, heading, part_columns([chart.table for chart in charts], results.text))


def _write_absence(results: Results, sheet: BookSheet, name: str, chart: Chart | None) -> None:
    """Write the reason why there is no comparison with a plan."""
    words = results.view.absence if chart is None else chart.summary
    write_table(sheet, results.heading(name, words), ())
