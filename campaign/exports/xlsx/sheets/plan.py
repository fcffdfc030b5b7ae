"""The sheets of the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from campaign.analysis.data_table import DataTable
from campaign.charts import plan as plan_charts
from campaign.charts.chart import Chart
from campaign.exports.xlsx.sheet_column import SheetColumn, to_sheet_column
from campaign.exports.xlsx.sheets.context import Results
from campaign.exports.xlsx.sheets.names import READING
from campaign.exports.xlsx.typed_table import write_table
from campaign.exports.xlsx.workbook import BookSheet
from campaign.i18n.translator import Text
from campaign.render.xlsx import figure
from campaign.theme.roles import line_role
from campaign.theme.style import LIGHT

_LINES = {"actual": "actual", "planned": "plan", "forecast": "forecast"}
"""{column of the table by day: its line on the chart}."""


def write_plan(results: Results, sheet: BookSheet) -> None:
    """Write planned, actual and forecast by day, with a chart."""
    chart = None if results.view.absence else plan_charts.pace(results.view)
    if chart is None or chart.table.frame.empty:
        return _write_absence(results, sheet, "plan", chart)
    lines = [chart.finding, chart.summary, *chart.sources[1:], *chart.notes]
    table = write_table(sheet, results.heading("plan", *lines), plan_columns(chart.table))
    if chart.table.frame["actual"].isna().all():
        return
    positions = {line_role(role): at for role, at in _chart_positions(chart.table).items()}
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
    write_table(sheet, heading, _part_columns([chart.table for chart in charts], results.text))


def _write_absence(results: Results, sheet: BookSheet, name: str, chart: Chart | None) -> None:
    """Write the reason why there is no comparison with a plan."""
    words = results.view.absence if chart is None else chart.summary
    write_table(sheet, results.heading(name, words), ())


def plan_columns(table: DataTable) -> list[SheetColumn]:
    """Return the columns of the table by day, the date first."""
    return [to_sheet_column(column, table.frame) for column in table.columns]


def _chart_positions(table: DataTable) -> dict[str, int]:
    """Return {line of the chart: position of its column in `plan_columns`}."""
    keys = [column.key for column in table.columns]
    return {line: keys.index(key) for key, line in _LINES.items() if key in keys}


def _part_columns(tables: Sequence[DataTable], text: Text) -> list[SheetColumn]:
    """Return the columns of the tables of regions and of types together, with common headers.

    The first column says whether a row is of a region or of a type.
    """
    frame = pd.concat([table.frame for table in tables], ignore_index=True)
    kinds = [table.columns[0].header for table in tables for _ in table.frame.index]
    name, *rest = tables[0].columns
    return [
        SheetColumn(text("Kind of row"), "text", kinds),
        SheetColumn(text("Name"), "text", frame[name.key].tolist()),
        *(to_sheet_column(column, frame) for column in rest),
    ]
