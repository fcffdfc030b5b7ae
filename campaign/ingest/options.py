"""Options that a file is read with: detected in it, or requested by its owner."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

ENCODINGS = ("utf-8", "utf-16", "windows-1251", "koi8-r")
DELIMITERS = (",", ";", "\t")
DECIMALS = (".", ",")
DATE_ORDERS = ("dmy", "mdy", "ymd")
LONGEST_CELL = 80
"""An issue shows, and a correction compares, at most this many characters of a cell."""
EXCLUDE = "exclude rows"
"""The answer that excludes the rows with a spelling; no code has a space."""
BY_PLACE = "oblast by place"
"""The list of answers about an ambiguous region that each row takes from its district or place."""
PLACE_REGION = "region of the place"
"""The only answer in the list `BY_PLACE`: the region of the place; no code has a space."""
NOT_REPORTED = ""
"""The answer that a number is not reported."""
PERIOD_SIGN = "/"
"""The sign between the first and the last day of a period."""


@dataclass(frozen=True)
class SheetOption:
    """A sheet of a workbook, and the counts by which the best sheet is chosen.

    `number` is its position in the workbook, from 1; `columns` counts its declared columns,
    `entries` the rows that look like entries of the table. `sample` is True if its name means that
    its rows are examples; `wide` if it is a table with months, weeks or oblasts as columns.
    `may_name_person` is True until the owner answers whether its name is that of a person.
    """

    name: str
    number: int
    hidden: bool
    columns: int
    entries: int
    sample: bool = False
    wide: bool = False
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


@dataclass(frozen=True)
class WideRequest:
    """The owner's answers about the numbers of a table with months, weeks or oblasts as columns.

    Each number becomes a total of its month or week. `measure` is the declared column of the
    numbers; `oblast` and `type` are codes, `year` is the year of months and weeks without one.
    `start` and `end` are the days of the period (2017-07-31) of a table without these, or of the
    campaign whose weeks are numbered. Each is None if the table itself has it. `note` is written
    into every record.
    """

    measure: str | None = None
    oblast: str | None = None
    type: str | None = None
    year: int | None = None
    start: str | None = None
    end: str | None = None
    note: str = ""


@dataclass(frozen=True)
class CellCorrection:
    """A value with which the owner of a file replaces one cell.

    `written` has the first `LONGEST_CELL` characters of the tidied cell in the file; the correction
    applies only to a cell that is equal to it. `row_key` is the key of the whole row as written
    (`cell_corrections.row_key`), by which another file is compared.
    """

    written: str
    value: str
    row_key: str = ""


@dataclass(frozen=True)
class RequestedOptions:
    """The options that the owner of a file requests; those that are absent or None are detected.

    `columns` maps the position of a column to a declared column, or to None for a column that is
    not declared. `answers` maps (list of codes or column of numbers, folded spelling) to a code, to
    a number in digits, to `NOT_REPORTED` or to `EXCLUDE`: (`oblast`, `ош`) → `KG-GO`. (`BY_PLACE`,
    `ош`) → `PLACE_REGION` answers only the rows whose district or place names the region, (`date`,
    `2026`) whether the rows of this campaign count (`2026`) or are excluded. `cells`
    are corrections of single cells by (row, declared column). `public_texts` maps the key
    (`possible_names.text_key`) of a text that may name a person to True if it is not personal data,
    to False if it is excluded. Answers and keys do not depend on the position of a cell, so that
    they apply to later versions too. `signatures_excluded` is True if the owner agreed that lines
    outside the table are excluded. `counted_rows` are the keys (`cell_corrections.row_key`) of rows
    that look like notes or headings and that the owner counts as rows of the table. `wide` turns
    the numbers of a wide table into totals; None leaves such a table rejected. `file_values` maps a
    declared column that the file lacks to its value in every row: a code, `NOT_REPORTED`,
    `PLACE_REGION`, or a period (2017-08-01/2017-08-31); its `note` is written into the note of each
    row with a period.
    """

    encoding: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    date_order: str | None = None
    sheet: str | None = None
    header_row: int | None = None
    columns: Mapping[int, str | None] = field(default_factory=dict)
    answers: Mapping[tuple[str, str], str] = field(default_factory=dict)
    cells: Mapping[tuple[int, str], CellCorrection] = field(default_factory=dict)
    public_texts: Mapping[str, bool] = field(default_factory=dict)
    wide: WideRequest | None = None
    signatures_excluded: bool = False
    counted_rows: frozenset[str] = frozenset()
    file_values: Mapping[str, str] = field(default_factory=dict)

    def answers_about(self, subject: str) -> dict[str, str]:
        """Return the answers about a list of codes: {folded spelling: code or `EXCLUDE`}."""
        return {
            spelling: answer for (name, spelling), answer in self.answers.items() if name == subject
        }

    def estimates_of(self, column: str) -> dict[str, str]:
        """Return the answers about a column: {folded spelling: digits or `NOT_REPORTED`}."""
        return {
            spelling: answer
            for spelling, answer in self.answers_about(column).items()
            if answer == NOT_REPORTED or (answer.isascii() and answer.isdigit())
        }


AS_IT_IS = RequestedOptions()
