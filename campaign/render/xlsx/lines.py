"""Lines of a workbook: one for each column of a table, over its first column."""

from __future__ import annotations

from typing import Any

from campaign.charts.body import Line, Lines
from campaign.charts.chart import Chart
from campaign.render.xlsx.axes import HEIGHT, axis_look, gridlines, insert_chart, upward_error_bars
from campaign.render.xlsx.cells import ChartCells
from campaign.theme.roles import paint
from campaign.theme.style import SLIDE_POINT, TOTAL_WIDTH, Style

_DASHES = {"solid": "solid", "dashed": "dash", "dotted": "round_dot"}
_NUMBER = "General"


def draw(chart: Chart, style: Style, cells: ChartCells) -> None:
    """Draw a line for each line of the body whose role has a column in the table.

    The range of its last value is an error bar. The first column has the positions on the
    horizontal axis, as numbers or dates in the format `ChartCells.label_format`.
    """
    body = chart.body
    assert isinstance(body, Lines)
    native = cells.book.add_chart({"type": "scatter", "subtype": "straight"})
    for line in body.lines:
        if line.role in cells.columns:
            colour, width = paint(line.role, style).fill, TOTAL_WIDTH * SLIDE_POINT
            look = {"color": colour, "width": width, "dash_type": _DASHES[line.dash]}
            native.add_series({**cells.series(line.role), "line": look, **_range(line, cells)})
    native.set_x_axis({"num_format": cells.label_format or _NUMBER, **axis_look(style)})
    percent = body.format.kind == "percent"
    digits = "." + "0" * body.format.digits if body.format.digits else ""
    native.set_y_axis(
        {
            "num_format": f"0{digits}%" if percent else f"#,##0{digits}",
            "min": body.value_ticks[0].at if body.lines else 0,
            "major_gridlines": gridlines(style),
            **axis_look(style),
        }
    )
    insert_chart(native, cells, cells.titles[0], HEIGHT, legend=True)


def _range(line: Line, cells: ChartCells) -> dict[str, Any]:
    """Return the error bar of the last value of a line; {} if it has no range."""
    if line.end is None or not line.has_range:
        return {}
    length = round(line.high - line.end.value, 4)
    return {
        "y_error_bars": upward_error_bars([length * (at == line.end.at) for at in cells.places])
    }
