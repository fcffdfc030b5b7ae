"""Charts of a workbook that its reader can edit: they draw the very cells of a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from campaign.exports.xlsx.typed_table import TableRange
from campaign.exports.xlsx.workbook import FONT, Sheet
from campaign.theme.paint import ACCENT, paint
from campaign.theme.style import LIGHT, SLIDE_POINT, TOTAL_WIDTH

_WIDTH, _HEIGHT = 820, 430  # pixels
_BAR, _AROUND = 20, 130
_LONGEST_LABEL = 40


def stacked_days(sheet: Sheet, placed: TableRange, title: str, columns: Mapping[int, str]) -> None:
    """A column a day, of the parts that stand on each other: {position in the table: colour}.

    The first column of the table holds the days.
    """
    chart = sheet.book.xlsx.add_chart({"type": "column", "subtype": "stacked"})
    for column, colour in columns.items():
        chart.add_series(
            {
                **_cells(sheet, placed, 0, column),
                "gap": 30,
                "fill": {"color": colour},
                "border": {"none": True},
            }
        )
    _over_days(chart, placed)
    _finish(chart, title, legend=True)
    _insert(sheet, placed, chart, title, _HEIGHT)


def running_days(sheet: Sheet, placed: TableRange, title: str, column: int) -> None:
    """A line over the days, below the chart of `stacked_days`."""
    chart = sheet.book.xlsx.add_chart({"type": "line"})
    alone = placed.first == placed.last
    chart.add_series(
        {
            **_cells(sheet, placed, 0, column),
            "line": {"color": paint(ACCENT, LIGHT).fill, "width": TOTAL_WIDTH * SLIDE_POINT},
            "marker": {"type": "circle" if alone else "none"},
        }
    )
    _over_days(chart, placed)
    _finish(chart, title, legend=False)
    _insert(sheet, placed, chart, title, _HEIGHT * 2 // 3, below=_HEIGHT + 12)


def _over_days(chart: Any, placed: TableRange) -> None:
    days = placed.last - placed.first + 1
    chart.set_x_axis(
        {
            "date_axis": True,
            "num_format": "dd.mm",
            "major_unit": max(1, round(days / 10)),
            "major_unit_type": "days",
            **_axis(),
        }
    )
    chart.set_y_axis({"num_format": "#,##0", "min": 0, "major_gridlines": _grid(), **_axis()})


def single_bars(
    sheet: Sheet, placed: TableRange, title: str, names: int, values: int, colours: Sequence[str]
) -> None:
    """A bar a row in the order of the table, each in its colour, its value beside it."""
    chart = sheet.book.xlsx.add_chart({"type": "bar"})
    chart.add_series(
        {
            **_cells(sheet, placed, names, values),
            "gap": 40,
            "points": [{"fill": {"color": colour}} for colour in colours],
            "data_labels": {"value": True, "num_format": "#,##0", "font": _font()},
        }
    )
    chart.set_y_axis({"reverse": True, "interval_unit": 1, **_axis()})
    chart.set_x_axis(
        {"num_format": "#,##0", "min": 0, "major_gridlines": _grid(), "visible": False}
    )
    _finish(chart, title, legend=False)
    rows = placed.last - placed.first + 1
    _insert(sheet, placed, chart, title, max(_HEIGHT // 2, rows * _BAR + _AROUND))


def _cells(sheet: Sheet, placed: TableRange, names: int, values: int) -> dict[str, Any]:
    return {
        "name": [sheet.name, placed.head, values],
        "categories": [sheet.name, placed.first, names, placed.last, names],
        "values": [sheet.name, placed.first, values, placed.last, values],
    }


def _finish(chart: Any, title: str, *, legend: bool) -> None:
    chart.set_title({"name": title, "name_font": {"name": FONT, "size": 11}, "overlay": False})
    chart.set_legend({"position": "bottom", "font": _font()} if legend else {"none": True})
    chart.show_blanks_as("gap")


def _insert(
    sheet: Sheet, placed: TableRange, chart: Any, title: str, height: int, below: int = 0
) -> None:
    chart.set_size({"width": _WIDTH, "height": height})
    options = {"description": title, "object_position": 3, "x_offset": 12, "y_offset": below}
    sheet.xlsx.insert_chart(placed.first, placed.columns, chart, options)


def _axis() -> dict[str, Any]:
    return {"num_font": _font(), "line": {"color": LIGHT.line}}


def _grid() -> dict[str, Any]:
    return {"visible": True, "line": {"color": LIGHT.line, "width": 0.5}}


def _font() -> dict[str, Any]:
    return {"name": FONT, "size": 9}
