"""A table of typed cells on a sheet, under its title, its mark and notes."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from campaign.exports.xlsx.excel_texts import clip_text, fit_cell, replace_illegal
from campaign.exports.xlsx.workbook import MOST_ROWS, NARROWEST, WIDEST, Book, Sheet
from campaign.render.xlsx.cells import TableRange
from campaign.theme.roles import paint, state_role
from campaign.theme.style import LIGHT

Kind = Literal[
    "text", "sentence", "whole", "decimal", "percent", "plain", "date", "change", "points"
]
NUMBERS: dict[str, str] = {
    "whole": "#,##0",
    "decimal": "#,##0.0",
    "percent": "0.0%",
    "plain": "0",
    "change": '+#,##0;"−"#,##0;0',
    "date": "dd.mm.yyyy",
}
"""The number format of each kind; the viewer's program sets the signs between the digits."""

READABLE = 110
"""Characters across which a line above a table runs before it wraps."""

_LEFT = ("text", "sentence", "date")
_HEADER_GROUND = "#E7ECF2"
_HATCH = 14  # thin stripes, from the pattern fills that every workbook knows
_LINE_POINTS, _TALLEST = 13.5, 400.0
_MOST_LINES = 6
_HEADER_WORDS = 14
_FEW, _WIDEST_OF_MANY = 3, 36
_A4 = 230  # characters across, when printed as small as can be read


@dataclass(frozen=True, eq=False)
class Field:
    """A column: its header, its cells in order, and how they are typed.

    A missing cell (None, NaN, NaT or "") stays empty: no sum then counts it as zero. `states` says
    cell by cell why it is missing; where that is `not_reported` the empty cell is hatched. `kinds`
    types a column cell by cell where its values are of several kinds. `unit` follows each value
    of the kind `points`.
    """

    header: str
    kind: Kind
    cells: Sequence[Any]
    states: Sequence[str] = ()
    kinds: Sequence[Kind] = ()
    unit: str = ""


@dataclass(frozen=True)
class Heading:
    """The lines above a table: what it is, the mark it must bear, and what it says or takes."""

    title: str
    mark: str = ""
    lines: tuple[str, ...] = ()


def room(heading: Heading) -> int:
    """Return how many rows fit on a sheet below this heading."""
    return MOST_ROWS - _header_row(heading) - 1


def write_table(
    sheet: Sheet, heading: Heading, fields: Sequence[Field], sums: int = 0
) -> TableRange:
    """Write the table with a header row that stays in view, a filter on it, and widths that fit.

    The last `sums` rows are totals: bold, and outside the filter. Without fields the heading
    stands alone.
    """
    widest = WIDEST if len(fields) <= _FEW else _WIDEST_OF_MANY
    widths = [_width(field, widest) for field in fields] or [READABLE]
    if sum(widths) > _A4:
        sheet.xlsx.set_paper(8)  # A3
    for at, width in enumerate(widths):
        sheet.xlsx.set_column(at, at, width)
    _write_heading(sheet, heading, widths)
    if heading.mark:
        # On paper the mark stands on every page, not on the first alone.
        sheet.xlsx.set_footer(
            "&L" + clip_text(replace_illegal(heading.mark).replace("&", "&&"), 200) + "&R&P"
        )
    header = _header_row(heading)
    rows = len(fields[0].cells) if fields else 0
    table = TableRange(header, header + 1, header + rows, len(fields))
    if not fields:
        return table
    lines = max(_lines(field.header, width) for field, width in zip(fields, widths, strict=True))
    sheet.xlsx.set_row(header, _height(lines))
    _write_headers(sheet, fields, header)
    looks = _looks(sheet.book)
    writers = [_Cells(sheet, at, field, looks) for at, field in enumerate(fields)]
    for row in range(rows):
        for cells in writers:
            cells.write(table.first + row, row, bold=row >= rows - sums)
    sheet.add_filter(table.last - sums, len(fields), header)
    return table


def _write_headers(sheet: Sheet, fields: Sequence[Field], row: int) -> None:
    """Write the header row, the headers of numbers over the numbers."""
    look = {"bold": True, "text_wrap": True, "bg_color": _HEADER_GROUND, "bottom": 1}
    words = sheet.book.look(**look, align="left", indent=1, bottom_color=LIGHT.outline)
    numbers = sheet.book.look(**look, align="right", bottom_color=LIGHT.outline)
    for at, field in enumerate(fields):
        header = fit_cell(field.header)
        sheet.xlsx.write_string(row, at, header, words if field.kind in _LEFT else numbers)
    sheet.xlsx.freeze_panes(row + 1, 0)
    sheet.xlsx.repeat_rows(row)


class _Cells:
    """The cells of one column, on their way to the sheet."""

    def __init__(self, sheet: Sheet, at: int, field: Field, looks: Mapping[str, Any]) -> None:
        self.sheet, self.at, self.field = sheet, at, field
        self.looks = dict(looks)
        if "points" in (field.kind, *field.kinds):
            unit = f' "{field.unit.replace(chr(34), "")}"'
            pattern = f'+0.0{unit};"−"0.0{unit};0.0{unit}'
            self.looks["points"] = sheet.book.look(num_format=pattern)

    def write(self, row: int, number: int, bold: bool) -> None:
        field, xlsx = self.field, self.sheet.xlsx
        cell = field.cells[number]
        kind = field.kinds[number] if field.kinds else field.kind
        if _missing(cell):
            unreported = bool(field.states) and field.states[number] == "not_reported"
            if unreported:
                xlsx.write_blank(row, self.at, None, self.looks["hatched"])
            return
        look = self.looks[f"{kind}:bold" if bold else kind]
        if kind in ("text", "sentence"):
            xlsx.write_string(row, self.at, fit_cell(str(cell)), look)
        elif kind == "date":
            if cell.year < 1900:  # before a spreadsheet's first day
                xlsx.write_string(row, self.at, cell.date().isoformat(), self.looks["text"])
            else:
                xlsx.write_datetime(row, self.at, cell, look)
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


def _missing(cell: Any) -> bool:
    return cell is None or cell is pd.NaT or cell == "" or cell != cell


# Above the table -----------------------------------------------------------------------------


def _header_row(heading: Heading) -> int:
    """Title, mark and lines, then a row that stays free."""
    return 1 + bool(heading.mark) + len(heading.lines) + 1


def _write_heading(sheet: Sheet, heading: Heading, widths: Sequence[int]) -> None:
    book = sheet.book
    title = book.look(bold=True, font_size=14, text_wrap=True)
    mark = book.look(
        bold=True, text_wrap=True, bg_color=LIGHT.mark_surface, font_color=LIGHT.mark_text
    )
    line = book.look(text_wrap=True, font_color=LIGHT.muted)
    last, reach = 0, widths[0]
    while last + 1 < len(widths) and reach < READABLE:
        last, reach = last + 1, reach + widths[last + 1]
    rows = [(heading.title, title, 1.45)]
    rows += [(heading.mark, mark, 1.0)] if heading.mark else []
    rows += [(words, line, 1.0) for words in heading.lines]
    for row, (words, look, size) in enumerate(rows):
        across = int(reach / size)
        cell_words = clip_text(replace_illegal(words), int(_MOST_LINES / size) * across)
        sheet.xlsx.set_row(row, _height(_lines(cell_words, across)) * size)
        if last:
            sheet.xlsx.merge_range(row, 0, row, last, "", look)
        # Written by itself: a merge would take words in braces for a formula.
        sheet.xlsx.write_string(row, 0, cell_words, look)


def _lines(words: str, width: float) -> int:
    """Return how many lines the words take, a little too many rather than too few."""
    return sum(max(1, math.ceil(len(line) * 1.08 / max(width, 1))) for line in words.split("\n"))


def _height(lines: int) -> float:
    return min(lines * _LINE_POINTS + 3, _TALLEST)


# Widths --------------------------------------------------------------------------------------


def _width(field: Field, widest: int) -> int:
    """As wide as the longest cell, within reason; a header may wrap, but no word of it."""
    longest_word = max(map(len, field.header.split()), default=0)
    header = max(longest_word + 3, min(len(field.header) + 3, _HEADER_WORDS))
    return max(NARROWEST, min(widest, max(header, _longest(field) + 3)))


def _longest(field: Field) -> int:
    if field.kind == "date":
        return len("00.00.0000")
    if field.kind in ("text", "sentence"):
        return max(
            (_longest_line(str(cell)) for cell in field.cells if not _missing(cell)), default=0
        )
    numbers = [abs(float(cell)) for cell in field.cells if not _missing(cell)]
    return len(f"{max(numbers, default=0):,.1f}") + len(field.unit)


def _longest_line(words: str) -> int:
    return len(words) if "\n" not in words else max(map(len, words.split("\n")))
