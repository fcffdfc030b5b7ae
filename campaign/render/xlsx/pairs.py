"""Pairs of a workbook as clustered bars: two for each row of a table."""

from __future__ import annotations

from campaign.charts.body import Pairs
from campaign.charts.chart import Chart
from campaign.render.xlsx.axes import HEIGHT, axis_look, gridlines, insert_chart, label_font
from campaign.render.xlsx.cells import ChartCells
from campaign.theme.roles import paint
from campaign.theme.style import Style

_ROW, _AROUND = 40, 150  # pixels: height of a row, room above and below all rows


def draw(chart: Chart, style: Style, cells: ChartCells) -> None:
    """Draw two bars for each row in the order of the table; `cells.columns` has roles as keys.

    Raises KeyError if a role has no column in the table.
    """
    body = chart.body
    assert isinstance(body, Pairs)
    pattern = "0%" if body.format.kind == "percent" else "#,##0"
    if body.format.digits:
        pattern = pattern.replace("0%", f"0.{'0' * body.format.digits}%")
    native = cells.book.add_chart({"type": "bar"})
    for key in body.legend:
        native.add_series(
            {
                **cells.series(key.role),
                "gap": 40,
                "fill": {"color": paint(key.role, style).fill},
                "data_labels": {"value": True, "num_format": pattern, "font": label_font()},
            }
        )
    native.set_y_axis({"reverse": True, "interval_unit": 1, **axis_look(style)})
    native.set_x_axis(
        {"num_format": pattern, "min": 0, "major_gridlines": gridlines(style), "visible": False}
    )
    height = max(HEIGHT // 2, cells.range.rows * _ROW + _AROUND)
    insert_chart(native, cells, cells.titles[0], height, legend=True)
