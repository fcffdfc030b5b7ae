"""The timeline of a workbook: columns by day, and the running total below them."""

from __future__ import annotations

from typing import Any

from campaign.charts.body import Timeline
from campaign.charts.chart import Chart
from campaign.render.xlsx.axes import HEIGHT, axis_look, gridlines, insert_chart, upward_error_bars
from campaign.render.xlsx.cells import CUMULATIVE, ChartCells
from campaign.theme.roles import ACCENT, paint
from campaign.theme.style import SLIDE_POINT, TOTAL_WIDTH, Style

_GAP = 12  # pixels between the two charts
_DATES = 10  # the approximate number of dates on an axis


def draw(chart: Chart, style: Style, cells: ChartCells) -> None:
    """Draw stacked columns of the groups that have a column in the table, and the running total.

    The first column of the table has the days.
    """
    body = chart.body
    assert isinstance(body, Timeline)
    _draw_days(body, style, cells)
    _draw_running_total(body, style, cells)


def _draw_days(body: Timeline, style: Style, cells: ChartCells) -> None:
    native = cells.book.add_chart({"type": "column", "subtype": "stacked"})
    for key in body.legend:
        if key.mark == "area" and key.role in cells.columns:
            fill = {"color": paint(key.role, style).fill}
            look = {"gap": 30, "fill": fill, "border": {"none": True}}
            native.add_series({**cells.series(key.role), **look})
    _set_axes(native, style, cells)
    insert_chart(native, cells, cells.titles[0], HEIGHT, legend=True)


def _draw_running_total(body: Timeline, style: Style, cells: ChartCells) -> None:
    """Draw the running total, with the range of its last value as an error bar."""
    native = cells.book.add_chart({"type": "line"})
    line = {"color": paint(ACCENT, style).fill, "width": TOTAL_WIDTH * SLIDE_POINT}
    # A line through a single day would not be visible.
    marker = {"type": "circle" if cells.range.rows == 1 else "none"}
    series = {**cells.series(CUMULATIVE), "line": line, "marker": marker}
    if body.has_range:
        others = [0.0] * (cells.range.rows - 1)
        lengths = [*others, round(body.high - body.total, 4)]
        series["y_error_bars"] = upward_error_bars(lengths)
    native.add_series(series)
    _set_axes(native, style, cells)
    insert_chart(native, cells, cells.titles[1], HEIGHT * 2 // 3, below=HEIGHT + _GAP)


def _set_axes(native: Any, style: Style, cells: ChartCells) -> None:
    native.set_x_axis(
        {
            "date_axis": True,
            "num_format": "dd.mm",
            "major_unit": max(1, round(cells.range.rows / _DATES)),
            "major_unit_type": "days",
            **axis_look(style),
        }
    )
    native.set_y_axis(
        {
            "num_format": "#,##0",
            "min": 0,
            "major_gridlines": gridlines(style),
            **axis_look(style),
        }
    )
