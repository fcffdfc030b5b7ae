"""Issues of a file: errors, warnings, corrections and notes, each with its cell."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from campaign.i18n.translator import Text
from campaign.schema.data_dictionary import column_label
from campaign.schema.rules import RULES, Cause, Format, Severity
from campaign.schema.tables import FIRST_DAY, LAST_DAY


@dataclass(frozen=True)
class SourceCell:
    """The cell of a sheet that is the source of a record of a pivot table.

    `at` is its position from 0, `name` its name in a spreadsheet, such as C7.
    """

    row: int
    at: int
    name: str


@dataclass(frozen=True)
class CellRef:
    """A reference to a cell, row, column or file, with the names that its author sees.

    `row` is numbered as in a spreadsheet, from 1; None means the whole file or the whole column.
    `column` is a header of the file, else a declared column or a letter; None means the whole row.
    `sheet` is the number of a sheet other than the one that is read, 0 if it is not known; None
    means the sheet that is read. `source` is the cell of a record of a pivot table; `row` is then
    only the number of the record.
    """

    file: str
    row: int | None = None
    column: str | None = None
    sheet: int | None = None
    source: SourceCell | None = None

    @property
    def row_name(self) -> str:
        """The row, or the cell of a record of a pivot table; "" for none."""
        if self.source is not None:
            return self.source.name
        return "" if self.row is None else str(self.row)

    @property
    def sheet_row(self) -> int | None:
        """The row of the sheet; for a record of a pivot table the row of its cell."""
        return self.row if self.source is None else self.source.row

    @property
    def label(self) -> str:
        """The column, after its sheet in brackets: `[2]!A`; "" for none."""
        if self.sheet is None:
            return self.column or ""
        sheet = f"[{self.sheet or '?'}]"
        return f"{sheet}!{self.column}" if self.column else sheet

    @property
    def reading_order(self) -> tuple[int, str]:
        """The sort key that puts cells in the order of the sheet, the whole file first."""
        return self.row or 0, self.label

    def describe(self, text: Text) -> str:
        """Return file, sheet, row and column in the reader's language, as far as they are known."""
        if self.source is not None:
            return text("{file}, cell {cell}", file=self.file, cell=self.source.name)
        row = "" if self.row is None else text("row {row:raw}", row=self.row)
        parts = (self.file, self._sheet_name(text), row, self._column_name(text))
        return ", ".join(filter(None, parts))

    def column_name(self, text: Text) -> str:
        """Return sheet and column in the reader's language: “sheet 2, column “A””; "" for none."""
        return ", ".join(filter(None, (self._sheet_name(text), self._column_name(text))))

    def _column_name(self, text: Text) -> str:
        return text("column {column}", column=text.quote(self.column)) if self.column else ""

    def _sheet_name(self, text: Text) -> str:
        if self.sheet is None:
            return ""
        return text("sheet {n:raw}", n=self.sheet) if self.sheet else text("another sheet")


_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b")
_YEARS = {"first_year": FIRST_DAY.year, "last_year": LAST_DAY.year}
"""The parameters of messages on days outside the limits."""
_WHOLE = re.compile(r"-?[0-9]{1,18}")
"""A longer number may be cut short."""
_DECIMAL = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,3})?")
"""A number with more decimals would be rounded."""


@dataclass(frozen=True)
class Issue:
    """A rule that a file, a column, a row or a cell breaks, or a correction or note about it.

    `file`, `row`, `column` and `sheet` are those of its `cell`; `params` are the parameters of the
    rule's message; `offers_ky` replaces `offers` in Kyrgyz. The parameter `fields` has names of
    declared columns that the file lacks, separated by commas; readers see their labels. `headers`
    has headers of the file, one a line.
    `extra_column` is True for a cell of an undeclared column. `source` is the cell of a record of a
    pivot table.
    """

    file: str
    rule: str
    row: int | None = None
    column: str | None = None
    params: Mapping[str, str | int] = field(default_factory=dict)
    sheet: int | None = None
    extra_column: bool = False
    source: SourceCell | None = None

    @property
    def cell(self) -> CellRef:
        """The cell, row, column or file that has the issue."""
        return CellRef(self.file, self.row, self.column, self.sheet, self.source)

    def place(self, text: Text) -> CellRef:
        """Return the cell; a column that the file lacks has its label."""
        if "fields" in self.params and self.column is not None:
            return replace(self.cell, column=column_label(self.column, text))
        return self.cell

    def location(self, text: Text) -> str:
        """Return file, sheet, row and column in words, without a column that the message names."""
        place = self.place(text)
        if "{column}" in RULES[self.rule].message:
            place = replace(place, column=None)
        return place.describe(text)

    @property
    def severity(self) -> Severity:
        """The severity of the rule; an error in an undeclared column is a warning."""
        severity = RULES[self.rule].severity
        return "warning" if self.extra_column and severity == "error" else severity

    @property
    def cause(self) -> Cause:
        """The cause of the rule; of an error in an undeclared column it is a warning."""
        cause = RULES[self.rule].cause
        return "warning" if cause == "error" and self.severity == "warning" else cause

    def message(self, text: Text) -> str:
        """Return what is wrong and what to do: one or two sentences in the reader's language."""
        params: dict[str, Any] = {**_YEARS, **self.params}
        for name, form in RULES[self.rule].formats.items():
            if name in params:
                params[name] = _shown(params[name], form, text)
        for name in [name for name in params if name.endswith(f"_{text.lang}")]:
            params[name.removesuffix(f"_{text.lang}")] = params[name]
        # The values of these parameters are message ids themselves.
        for name in ("what", "where", "here", "there", "header_sign", "row_sign"):
            if isinstance(params.get(name), str):
                params[name] = text(str(params[name]))
        if "fields" in params:
            names = str(params.pop("fields")).split(", ")
            labels = text.list(text.quote(column_label(name, text)) for name in names)
            params |= {"column": labels, "columns": labels}
        if "headers" in params:
            headers = str(params.pop("headers")).split("\n")
            params["columns"] = text.list(map(text.quote, headers))
        message = RULES[self.rule].message
        offers = params.pop("offers", "") if "{offers}" not in message else ""
        sentence = text(message, **params)
        return f"{sentence} {text('Similar: {offers}.', offers=offers)}" if offers else sentence


def _shown(value: str | int, form: Format, text: Text) -> str | int | Decimal:
    """Return a parameter in its format; a cell of another form unchanged."""
    cell = str(value)
    if form == "days":
        return _DAY.sub(lambda day: _day_text(day[0], text), cell)
    if form == "whole" and _WHOLE.fullmatch(cell):
        return int(cell)
    return Decimal(cell) if form == "number" and _DECIMAL.fullmatch(cell) else value


def _day_text(day: str, text: Text) -> str:
    """Return a day such as 2017-07-31 with its month in letters; any other text unchanged."""
    try:
        return text.date(dt.date.fromisoformat(day), "short")
    except ValueError:
        return day
