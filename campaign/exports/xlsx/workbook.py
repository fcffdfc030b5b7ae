"""A workbook written in memory, with the same style in all exports and reproducible bytes."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # The child process that marks workbooks does not import pandas.
    import pandas as pd

CREATED = dt.datetime(2017, 7, 31)
"""The creation date in every workbook: it is fixed, so that equal cells give equal bytes."""

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FONT, SIZE = "Arial", 10
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""The size of a sheet in Excel."""
NARROWEST, WIDEST = 8, 60
"""The limits of the width of every column, in characters."""
LONGEST_NAME, LONGEST_CELL = 31, 32_767
LONGEST_TITLE, LONGEST_MESSAGE = 32, 255
"""The most characters that Excel allows in the title and in the text of a validation message."""
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORBIDDEN = str.maketrans(dict.fromkeys([*"[]:*?/\\", *map(chr, range(32))], " "))

COLOURS = {"error": "#FFC7CE", "warning": "#FFEB9C", "repair": "#DDEBF7"}
LINK = "#0B5C8A"
"""The colour of links."""
_HEADER, _REQUIRED, _LINE, _GREY = "#E7ECF2", "#CFE0F2", "#8895A3", "#55606B"


class Book:
    """A workbook to write to; `content` closes it.

    Text is always written as text, never as a formula or a link. `streaming` is for large sheets:
    rows must then be written in order, and little memory is used.
    """

    def __init__(self, title: str, streaming: bool = False) -> None:
        import xlsxwriter

        self._out = io.BytesIO()
        options = {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "in_memory": not streaming,
            "constant_memory": streaming,
            "default_format_properties": {"font_name": FONT, "font_size": SIZE},
        }
        self.xlsx = xlsxwriter.Workbook(self._out, options)
        self.xlsx.set_properties({"title": replace_illegal(title), "created": CREATED})
        self._names: list[str] = []

    def sheet(self, words: str) -> BookSheet:
        """Return a new last sheet; its name is `words` within the limits of Excel."""
        name = sheet_name(words, self._names)
        self._names.append(name)
        return BookSheet(self, self.xlsx.add_worksheet(name), name)

    def content(self) -> bytes:
        """Return the bytes of the finished workbook; nothing can be written after it."""
        self.xlsx.close()
        return self._out.getvalue()

    def look(self, **more: Any) -> Any:
        """Return a new cell format in the font of the workbook."""
        return self.xlsx.add_format({"font_name": FONT, "font_size": SIZE, "valign": "top", **more})

    @cached_property
    def header(self) -> Any:
        """The format of the header of a column."""
        return self.look(bold=True, text_wrap=True, bg_color=_HEADER, bottom=1, bottom_color=_LINE)

    @cached_property
    def required(self) -> Any:
        """The format of the header of a required column."""
        return self.look(
            bold=True, text_wrap=True, bg_color=_REQUIRED, bottom=1, bottom_color=_LINE
        )

    @cached_property
    def text(self) -> Any:
        """The format of text; a value that a user types into the cell is also text."""
        return self.look(num_format="@")

    @cached_property
    def wrapped(self) -> Any:
        """The format of sentences, which wrap."""
        return self.look(num_format="@", text_wrap=True)

    @cached_property
    def link(self) -> Any:
        """The format of a link."""
        return self.look(underline=1, font_color=LINK)

    @cached_property
    def whole(self) -> Any:
        """The format of whole numbers, with thousands separators."""
        return self.look(num_format="#,##0")

    @cached_property
    def row_number(self) -> Any:
        """The format of the number of a row, without thousands separators."""
        return self.look(num_format="0", align="left")

    @cached_property
    def date(self) -> Any:
        """The format of dates."""
        return self.look(num_format="dd.mm.yyyy", align="left")

    @cached_property
    def note(self) -> Any:
        """The format of a line that is not part of the table."""
        return self.look(italic=True, font_color=_GREY)

    @cached_property
    def marks(self) -> dict[str, Any]:
        """{severity: format of a cell with an error, a warning or a correction}."""
        return {
            severity: self.look(num_format="@", text_wrap=True, bg_color=colour)
            for severity, colour in COLOURS.items()
        }


class BookSheet:
    """One sheet of a `Book`; rows and positions count from 0."""

    def __init__(self, book: Book, xlsx: Any, name: str) -> None:
        self.book, self.xlsx, self.name = book, xlsx, name
        xlsx.set_landscape()
        xlsx.set_paper(9)
        xlsx.fit_to_pages(1, 0)
        self._widths: dict[int, int] = {}

    def write_header(
        self, headers: Sequence[str], row: int = 0, required: Sequence[bool] = ()
    ) -> None:
        """Write the header row of a table and freeze it; it repeats on every printed page."""
        for at, words in enumerate(headers):
            look = self.book.required if at < len(required) and required[at] else self.book.header
            self.write_words(row, at, words, look)
        self.xlsx.freeze_panes(row + 1, 0)
        self.xlsx.repeat_rows(row)

    def write_words(self, row: int, at: int, words: str, look: Any = None) -> None:
        """Write text in a cell; for "" the cell stays empty."""
        if not words:
            return
        self.xlsx.write_string(row, at, fit_cell(words), look or self.book.text)
        # A note may extend over the empty cells next to it.
        if look is not self.book.note:
            self.widen(at, max(map(len, words.split("\n"))))

    def write_link(self, row: int, at: int, words: str, address: str) -> None:
        """Write text as a link to an address; plain text if the address is ""."""
        if address:
            self.xlsx.write_url(row, at, address, self.book.link, words)
            self.widen(at, len(words))
        else:
            self.write_words(row, at, words)

    def write_number(self, row: int, at: int, number: int) -> None:
        """Write a whole number in a cell."""
        self.xlsx.write_number(row, at, number, self.book.whole)
        self.widen(at, len(f"{number:,}"))

    def write_row_number(self, row: int, at: int, number: int | None) -> None:
        """Write the number of a row of a file; for None the cell stays empty."""
        if number is not None:
            self.xlsx.write_number(row, at, number, self.book.row_number)
            self.widen(at, len(str(number)))

    def write_day(self, row: int, at: int, day: dt.date, look: Any = None) -> None:
        """Write a date in a cell."""
        self.xlsx.write_datetime(row, at, day, look or self.book.date)
        self.widen(at, len("00.00.0000"))

    def write_row(
        self, row: int, cells: Sequence[str | int | dt.date | None], look: Any = None
    ) -> None:
        """Write a row of cells by their types; None stays empty; `look` is the format of text."""
        for at, cell in enumerate(cells):
            if isinstance(cell, str):
                self.write_words(row, at, cell, look)
            elif isinstance(cell, dt.date):
                self.write_day(row, at, cell)
            elif cell is not None:
                self.write_number(row, at, cell)

    def mark_cell(self, row: int, at: int, words: str, severity: str) -> None:
        """Write text in a cell with the colour of the severity; an empty cell is coloured too."""
        look = self.book.marks[severity]
        if words:
            self.write_words(row, at, words, look)
        else:
            self.xlsx.write_blank(row, at, None, look)

    def add_comment(self, row: int, at: int, words: str, author: str = "") -> None:
        """Add a comment to a cell, large enough for its text."""
        width, height = comment_size(words)
        options = {"author": author, "width": width, "height": height, "font_name": FONT}
        self.xlsx.write_comment(row, at, words, options)

    def set_widths(self, looks: Sequence[Any] = ()) -> None:
        """Set column widths by the longest texts; `looks` are formats of columns to fill in."""
        for at in range(max([*self._widths, len(looks) - 1], default=-1) + 1):
            width = min(max(self._widths.get(at, 0) + 2, NARROWEST), WIDEST)
            self.xlsx.set_column(at, at, width, looks[at] if at < len(looks) else None)

    def add_filter(self, last_row: int, columns: int, row: int = 0) -> None:
        """Add a filter to every header of the table that ends in `last_row`."""
        self.xlsx.autofilter(row, 0, max(last_row, row), columns - 1)

    def widen(self, at: int, longest: int) -> None:
        """Make a column at least wide enough for this number of characters."""
        if longest > self._widths.get(at, 0):
            self._widths[at] = longest


def comment_size(words: str) -> tuple[int, int]:
    """Return width and height of a comment in pixels, so that all its text is visible."""
    lines = sum(1 + len(line) // 38 for line in words.split("\n"))
    return 280, 18 * lines + 14


# Texts within the limits of Excel --------------------------------------------------------------


def sheet_name(words: str, others: Iterable[str] = ()) -> str:
    """Return a name that Excel allows for a sheet: short, without forbidden characters, unique.

    If all characters are forbidden, the name is the number of the sheet.
    """
    used = {name.casefold() for name in others}
    plain = " ".join(words.translate(_FORBIDDEN).split()).strip("' ") or str(len(used) + 1)
    name = plain[:LONGEST_NAME].rstrip("' ")
    number = 2
    while name.casefold() in used:
        ending = f" ({number})"
        name = plain[: LONGEST_NAME - len(ending)].rstrip("' ") + ending
        number += 1
    return name


def replace_illegal(words: str) -> str:
    """Return the text with a � for each character that is not allowed in a workbook."""
    return _ILLEGAL.sub("\ufffd", words)


def clip_text(words: str, longest: int) -> str:
    """Return the text; if it has more than `longest` characters, cut and with an ellipsis."""
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


def fit_cell(words: str) -> str:
    """Return a text that Excel allows in a cell: illegal characters replaced, and clipped."""
    return clip_text(replace_illegal(words), LONGEST_CELL)


def fit_cells(cells: pd.Series) -> pd.Series:
    """Return a column of texts that Excel allows in cells: illegal characters replaced, clipped."""
    odd = {
        words: fit_cell(words)
        for words in cells.unique()
        if len(words) > LONGEST_CELL or _ILLEGAL.search(words)
    }
    return cells.replace(odd) if odd else cells
