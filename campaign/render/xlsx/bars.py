"""Horizontal bars of a workbook: one for each row of a table."""

from __future__ import annotations

from typing import Any

from campaign.charts.body import Bars
from campaign.charts.chart import Chart
from campaign.render.xlsx.axes import (
    HEIGHT,
    axis_look,
    gridlines,
    insert_chart,
    label_font,
    upward_error_bars,
)
from campaign.render.xlsx.cells import VALUE, ChartCells
from campaign.theme.roles import paint
from campaign.theme.style import Style

_BAR, _AROUND = 20, 130  # pixels: height of a bar, room above and below all bars


def draw(chart: Chart, style: Style, cells: ChartCells) -> None:
    """Draw a bar for each row in the order of the table, in its colour, with its value beside it.

    Raises KeyError for a row whose code the chart does not have.
    """
    body = chart.body
    assert isinstance(body, Bars)
    roles = {datum.code: datum.role for datum in body.data}
    native = cells.book.add_chart({"type": "bar"})
    native.add_series(
        {
            **cells.series(VALUE),
            "gap": 40,
            "points": [{"fill": {"color": paint(roles[code], style).fill}} for code in cells.codes],
            **_ranges(body, cells),
            "data_labels": {"value": True, "num_format": "#,##0", "font": label_font()},
        }
    )
    native.set_y_axis({"reverse": True, "interval_unit": 1, **axis_look(style)})
    native.set_x_axis(
        {"num_format": "#,##0", "min": 0, "major_gridlines": gridlines(style), "visible": False}
    )
    height = max(HEIGHT // 2, cells.range.rows * _BAR + _AROUND)
    insert_chart(native, cells, cells.titles[0], height)


def _ranges(body: Bars, cells: ChartCells) -> dict[str, Any]:
    """Return the ranges as error bars from each value to its high end; {} if there are none."""
    by_code = {datum.code: datum for datum in body.data if datum.has_range and datum.value >= 0}
    lengths = [by_code[c].high - by_code[c].value if c in by_code else 0 for c in cells.codes]
    if not any(lengths):
        return {}
    return {"y_error_bars": upward_error_bars([round(length, 4) for length in lengths])}
