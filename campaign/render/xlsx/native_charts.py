"""Native charts of a workbook over the cells of its tables: bars, pairs, lines, the timeline."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from campaign.charts.chart import Chart
from campaign.charts.spec import Bars, Dumbbell, Lines, NumberFormat, Timeline
from campaign.theme.roles import ACCENT, paint
from campaign.theme.style import SLIDE_POINT, TOTAL_WIDTH, Style

VALUE, CUMULATIVE = "value", "cumulative"
"""Series that are not a role: the value of a row, and the running total."""

CHART_COLUMNS, CHART_ROWS, CHART_WIDTH = 13, 38, 117
"""The columns and rows of the standard size that charts cover, and their width in characters."""

_FONT = "Arial"
_SIZE, _TITLE = 9, 11  # points
_WIDTH, _HEIGHT, _GAP = 820, 430, 12  # pixels
_BAR, _PAIR, _AROUND = 20, 40, 140  # pixels: height of a row of bars, room around all of them
_DATES = 10  # the approximate number of dates on an axis
_DASHES = {"solid": "solid", "dashed": "dash", "dotted": "round_dot"}
_LABELS = {"name": _FONT, "size": _SIZE}


@dataclass(frozen=True)
class TableRange:
    """The position of a table on its sheet: rows count from 0; `columns` is their number.

    If there are no rows, `last` is less than `first`.
    """

    header: int
    first: int
    last: int
    columns: int

    @property
    def rows(self) -> int:
        """The number of rows of the table."""
        return self.last - self.first + 1

    def head(self, rows: int) -> TableRange:
        """Return the first `rows` rows of the table, with the same header."""
        return replace(self, last=self.first + rows - 1)


@dataclass(frozen=True, eq=False)
class ChartCells:
    """A table on a sheet, and the columns that a chart draws.

    `book` and `sheet` are those of XlsxWriter. `columns` is {series: column}; a series is `VALUE`,
    `CUMULATIVE`, or the role of a group. `titles` has a title for each native chart of the spec.
    The labels are in the first `label_columns` columns. `places` are the numbers in the first
    column of lines with ranges; without them, it has dates.
    """

    book: Any
    sheet: Any
    range: TableRange
    columns: Mapping[str, int]
    titles: Sequence[str]
    label_columns: int = 1
    places: Sequence[float] = ()

    def series(self, name: str) -> dict[str, Any]:
        """Return the cells of a series for XlsxWriter: its name, its labels, its values."""
        sheet, rows, column = self.sheet.name, self.range, self.columns[name]
        return {
            "name": [sheet, rows.header, column],
            "categories": [sheet, rows.first, 0, rows.last, self.label_columns - 1],
            "values": [sheet, rows.first, column, rows.last, column],
        }


def draw(chart: Chart, style: Style, cells: ChartCells) -> None:
    """Draw the chart beside its table; it refers to the cells and changes with them.

    Raises KeyError for a spec that is not in `RENDERERS`, and for a role without a column.
    """
    RENDERERS[type(chart.spec)](chart.spec, style, cells)


def _draw_bars(spec: Bars, style: Style, cells: ChartCells) -> None:
    """A bar for each of the first rows of the table, in its colour, with its value."""
    data = [datum for datum in spec.data if not datum.faded]
    cells = replace(cells, range=cells.range.head(len(data)))
    look: dict[str, Any] = {
        "points": [{"fill": {"color": paint(datum.role, style).fill}} for datum in data]
    }
    pattern = _pattern(spec.format)
    native = _horizontal(cells, style, pattern, {VALUE: look})
    _insert(native, cells, max(_HEIGHT // 2, len(data) * _BAR + _AROUND))


def _draw_pairs(spec: Dumbbell, style: Style, cells: ChartCells) -> None:
    """Two bars for each row of the table that the spec has, in the order of the table."""
    cells = replace(cells, range=cells.range.head(len(spec.rows)))
    looks = {key.role: {"fill": {"color": paint(key.role, style).fill}} for key in spec.legend}
    native = _horizontal(cells, style, _pattern(spec.format), looks)
    _insert(native, cells, max(_HEIGHT // 2, cells.range.rows * _PAIR + _AROUND), legend=True)


def _horizontal(
    cells: ChartCells, style: Style, pattern: str, looks: Mapping[str, Mapping[str, Any]]
) -> Any:
    """Return a chart of horizontal bars with their values; `looks` has a series for each column."""
    native = cells.book.add_chart({"type": "bar"})
    for role, look in looks.items():
        labels = {"value": True, "num_format": pattern, "font": _LABELS}
        native.add_series({**cells.series(role), "gap": 40, "data_labels": labels, **look})
    native.set_y_axis({"reverse": True, "interval_unit": 1, **_axis(style)})
    native.set_x_axis({"num_format": pattern, "min": 0, "visible": False, **_gridlines(style)})
    return native


def _draw_lines(spec: Lines, style: Style, cells: ChartCells) -> None:
    """A line for each role that has a column."""
    native = cells.book.add_chart({"type": "scatter", "subtype": "straight"})
    for line in spec.lines:
        if line.role in cells.columns:
            colour, width = paint(line.role, style).fill, TOTAL_WIDTH * SLIDE_POINT
            look = {"color": colour, "width": width, "dash_type": _DASHES[line.dash]}
            native.add_series({**cells.series(line.role), "line": look})
    native.set_x_axis({"num_format": "General" if cells.places else "dd.mm", **_axis(style)})
    least = spec.value_ticks[0].at if spec.lines else 0
    pattern = _pattern(spec.format)
    native.set_y_axis({"num_format": pattern, "min": least, **_gridlines(style), **_axis(style)})
    _insert(native, cells, _HEIGHT, legend=True)


def _draw_timeline(spec: Timeline, style: Style, cells: ChartCells) -> None:
    """Stacked columns of the groups that have a column, and below them the running total."""
    native = cells.book.add_chart({"type": "column", "subtype": "stacked"})
    for key in spec.legend:
        if key.mark == "area" and key.role in cells.columns:
            look = {"fill": {"color": paint(key.role, style).fill}, "border": {"none": True}}
            native.add_series({**cells.series(key.role), "gap": 30, **look})
    _set_days(native, style, cells)
    _insert(native, cells, _HEIGHT, legend=True)
    native = cells.book.add_chart({"type": "line"})
    line = {"color": paint(ACCENT, style).fill, "width": TOTAL_WIDTH * SLIDE_POINT}
    # A line through a single day would not be visible.
    marker = {"type": "circle" if cells.range.rows == 1 else "none"}
    series = {**cells.series(CUMULATIVE), "line": line, "marker": marker}
    native.add_series(series)
    _set_days(native, style, cells)
    _insert(native, replace(cells, titles=cells.titles[1:]), _HEIGHT * 2 // 3, _HEIGHT + _GAP)


def _set_days(native: Any, style: Style, cells: ChartCells) -> None:
    step = max(1, round(cells.range.rows / _DATES))
    dates = {"date_axis": True, "num_format": "dd.mm", "major_unit_type": "days"}
    native.set_x_axis({**dates, "major_unit": step, **_axis(style)})
    native.set_y_axis({"num_format": "#,##0", "min": 0, **_gridlines(style), **_axis(style)})


RENDERERS: Mapping[type, Callable[[Any, Style, ChartCells], None]] = {
    Bars: _draw_bars,
    Lines: _draw_lines,
    Dumbbell: _draw_pairs,
    Timeline: _draw_timeline,
}
"""Other bodies have no native chart in Excel: their values are only in the tables."""


# Common parts -----------------------------------------------------------------------------


def _axis(style: Style) -> dict[str, Any]:
    return {"num_font": _LABELS, "line": {"color": style.line}}


def _gridlines(style: Style) -> dict[str, Any]:
    return {"major_gridlines": {"visible": True, "line": {"color": style.line, "width": 0.5}}}


def _pattern(format: NumberFormat) -> str:
    """Return the number format of a spreadsheet for a number format of a chart."""
    digits = "." + "0" * format.digits if format.digits else ""
    return f"0{digits}%" if format.kind == "percent" else f"#,##0{digits}"


def _insert(
    native: Any, cells: ChartCells, height: int, below: int = 0, legend: bool = False
) -> None:
    """Insert the chart to the right of its table, `below` pixels below the header row.

    It moves with the cells and keeps its size; its title is also its alternative text.
    """
    title, font = cells.titles[0], {"name": _FONT, "size": _TITLE}
    native.set_title({"name": title, "name_font": font, "overlay": False})
    native.set_legend({"position": "bottom", "font": _LABELS} if legend else {"none": True})
    native.show_blanks_as("gap")
    native.set_size({"width": _WIDTH, "height": height})
    options = {"description": title, "object_position": 3, "x_offset": 12, "y_offset": below}
    cells.sheet.insert_chart(cells.range.first, cells.range.columns, native, options)
