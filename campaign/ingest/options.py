"""The options that a file can be read with, and those that were detected in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

ENCODINGS = ("utf-8", "utf-16", "windows-1251", "koi8-r")
DELIMITERS = (",", ";", "\t")
DECIMALS = (".", ",")
DATE_ORDERS = ("dmy", "mdy", "ymd")
LONGEST_CELL = 80
"""An issue shows, and a correction compares, at most this many characters of a cell."""


@dataclass(frozen=True)
class SheetOption:
    """A sheet of a workbook, and the counts by which the best sheet is chosen.

    `number` is its position in the workbook, from 1; `columns` counts its declared columns,
    `entries` the rows that look like entries of the table. `sample` is True if its name means that
    its rows are examples; `pivot` if it is a table with months, weeks or oblasts as columns.
    `may_name_person` is True until the owner answers whether its name is that of a person.
    """

    name: str
    number: int
    hidden: bool
    columns: int
    entries: int
    sample: bool = False
    pivot: bool = False
    may_name_person: bool = False

    @property
    def title(self) -> str:
        """The name for messages; the number in brackets if the name may be that of a person."""
        return f"[{self.number}]" if self.may_name_person else self.name


@dataclass(frozen=True)
class DetectedOptions:
    """The options that a file was read with; None if an option does not apply.

    Values are those of the tuples above. `header_row` is numbered as in a spreadsheet, 0 in a table
    without one; `body` is the first row that may be an entry. `headers` are the column headers by
    position as written in the file, else the letters of the columns, "" for a blank header;
    `fields` has the declared column of each, None for an undeclared one. `parents` has, for columns
    that are from another sheet (`RawTable.parents`), the title of this sheet by position. `sheets`
    are the visible sheets of a workbook, `sheet_options` all that have cells, () for a single one.
    """

    encoding: str | None
    delimiter: str | None
    decimal: str
    date_order: str
    sheet: str | None
    sheets: tuple[str, ...]
    header_row: int
    headers: tuple[str, ...]
    fields: tuple[str | None, ...]
    sheet_options: tuple[SheetOption, ...] = ()
    body: int = 2
    parents: Mapping[int, str] = field(default_factory=dict)

    @property
    def sheet_title(self) -> str | None:
        """The name of the sheet that is read, for messages; None without sheets."""
        titles = (o.title for o in self.sheet_options if o.name == self.sheet)
        return next(titles, self.sheet)

    @property
    def register_sheets(self) -> tuple[SheetOption, ...]:
        """The sheets that one click reads together, in workbook order; () for fewer than two.

        These are the sheet that is read and all others with entries, without examples and hidden
        sheets.
        """
        sheets = [o for o in self.sheet_options if o.entries and not o.hidden and not o.sample]
        is_one = len(sheets) > 1 and self.sheet in [option.name for option in sheets]
        return tuple(sorted(sheets, key=lambda option: option.number)) if is_one else ()

    @property
    def columns(self) -> dict[str, str | None]:
        """{header as in the file: declared column or None}, without blank headers.

        Of two columns with one header, the declared one is listed.
        """
        columns: dict[str, str | None] = {}
        for header, name in zip(self.headers, self.fields, strict=True):
            if header and columns.get(header) is None:
                columns[header] = name
        return columns
