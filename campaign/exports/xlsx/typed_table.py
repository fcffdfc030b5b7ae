"""A table of typed cells on a sheet, below its title, its disclaimer and notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from campaign.exports.xlsx.column_widths import column_widths
from campaign.exports.xlsx.excel_texts import clip_text, fit_cell, replace_illegal
from campaign.exports.xlsx.sheet_column import SheetColumn, is_missing
from campaign.exports.xlsx.sheet_heading import (
    READABLE,
    SheetHeading,
    count_lines,
    header_row,
    height_of,
    write_heading,
)
from campaign.exports.xlsx.workbook import Book, BookSheet
from campaign.render.xlsx.cells import TableRange
from campaign.theme.roles import paint, state_role
from campaign.theme.style import LIGHT

NUMBERS: dict[str, str] = {
    "whole": "#,##0",
    "decimal": "#,##0.0",
    "percent": "0.0%",
    "plain": "0",
    "change": '+#,##0;"−"#,##0;0',
    "date": "dd.mm.yyyy",
}
"""The number format of each kind; the spreadsheet program chooses the separators."""

_LEFT = ("text", "sentence", "date")
_HEADER_GROUND = "#E7ECF2"
_HATCH = 14  # thin stripes, a standard pattern fill of workbooks
_A4 = 230  # characters across a page, in the smallest readable print


def write_table(
    sheet: BookSheet, heading: SheetHeading, columns: Sequence[SheetColumn], sums: int = 0
) -> TableRange:
    """Write the table with a frozen header row, a filter and fitting widths; return its range.

    The last `sums` rows are totals: bold, and outside the filter. If there are no columns, only the
    heading is written.
    """
    widths = column_widths(columns) or [READABLE]
    if sum(widths) > _A4:
        sheet.xlsx.set_paper(8)  # A3
    for at, width in enumerate(widths):
        sheet.xlsx.set_column(at, at, width)
    write_heading(sheet, heading, widths)
    if heading.disclaimer:
        # In print the disclaimer is in the footer of every page.
        sheet.xlsx.set_footer(
            "&L" + clip_text(replace_illegal(heading.disclaimer).replace("&", "&&"), 200) + "&R&P"
        )
    header = header_row(heading)
    rows = len(columns[0].cells) if columns else 0
    table = TableRange(header, header + 1, header + rows, len(columns))
    if not columns:
        return table
    lines = max(
        count_lines(column.header, width) for column, width in zip(columns, widths, strict=True)
    )
    sheet.xlsx.set_row(header, height_of(lines))
    _write_headers(sheet, columns, header)
    looks = _looks(sheet.book)
    writers = [_Cells(sheet, at, column, looks) for at, column in enumerate(columns)]
    for row in range(rows):
        for cells in writers:
            cells.write(table.first + row, row, bold=row >= rows - sums)
    sheet.add_filter(table.last - sums, len(columns), header)
    return table


def _write_headers(sheet: BookSheet, columns: Sequence[SheetColumn], row: int) -> None:
    """Write the header row; headers of numbers are aligned right like the numbers."""
    look = {"bold": True, "text_wrap": True, "bg_color": _HEADER_GROUND, "bottom": 1}
    words = sheet.book.look(**look, align="left", indent=1, bottom_color=LIGHT.outline)
    numbers = sheet.book.look(**look, align="right", bottom_color=LIGHT.outline)
    for at, column in enumerate(columns):
        header = fit_cell(column.header)
        sheet.xlsx.write_string(row, at, header, words if column.kind in _LEFT else numbers)
    sheet.xlsx.freeze_panes(row + 1, 0)
    sheet.xlsx.repeat_rows(row)


class _Cells:
    """Writes the cells of one column to the sheet."""

    def __init__(
        self, sheet: BookSheet, at: int, column: SheetColumn, looks: Mapping[str, Any]
    ) -> None:
        self.sheet, self.at, self.column = sheet, at, column
        self.looks = dict(looks)
        if "points" in (column.kind, *column.kinds):
            unit = f' "{column.unit.replace(chr(34), "")}"'
            pattern = f'+0.0{unit};"−"0.0{unit};0.0{unit}'
            self.looks["points"] = sheet.book.look(num_format=pattern)

    def write(self, row: int, number: int, bold: bool) -> None:
        column, xlsx = self.column, self.sheet.xlsx
        cell = column.cells[number]
        kind = column.kinds[number] if column.kinds else column.kind
        if is_missing(cell):
            unreported = bool(column.states) and column.states[number] == "not_reported"
            if unreported:
                xlsx.write_blank(row, self.at, None, self.looks["hatched"])
            return
        look = self.looks[f"{kind}:bold" if bold else kind]
        if kind in ("text", "sentence"):
            xlsx.write_string(row, self.at, fit_cell(str(cell)), look)
        elif kind == "date":
            self.sheet.write_day(row, self.at, cell, look)
        else:
            xlsx.write_number(row, self.at, float(cell), look)


def _looks(book: Book) -> dict[str, Any]:
    ground = paint(state_role("not_reported"), LIGHT).fill
    looks: dict[str, Any] = {
        "text": book.look(num_format="@", align="left", indent=1),
        "sentence": book.look(num_format="@", text_wrap=True, align="left", indent=1),
        "hatched": book.look(pattern=_HATCH, fg_color=LIGHT.hatch, bg_color=ground),
        "text:bold": book.look(num_format="@", bold=True, align="left", indent=1),
        "sentence:bold": book.look(
            num_format="@", text_wrap=True, bold=True, align="left", indent=1
        ),
    }
    for kind, pattern in NUMBERS.items():
        align = {"align": "left", "indent": 1} if kind == "date" else {}
        looks[kind] = book.look(num_format=pattern, **align)
        looks[f"{kind}:bold"] = book.look(num_format=pattern, bold=True, **align)
    return looks
