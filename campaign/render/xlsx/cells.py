"""The cells of a workbook that a native chart draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

VALUE, CUMULATIVE = "value", "cumulative"
"""Series that are no group: the value of a row, and the running total."""


@dataclass(frozen=True)
class TableRange:
    """Where a table stands on its sheet: rows counted from 0, `columns` how many there are.

    Without rows `last` is less than `first`.
    """

    header: int
    first: int
    last: int
    columns: int

    @property
    def rows(self) -> int:
        """How many rows the table has."""
        return self.last - self.first + 1

    def head(self, rows: int) -> TableRange:
        """Return the first so many rows of the table, under the same header."""
        return replace(self, last=self.first + rows - 1)


@dataclass(frozen=True, eq=False)
class ChartCells:
    """A table on a sheet and which of its columns a chart draws.

    `book` and `sheet` are those of XlsxWriter. `columns` gives the column of each series:
    `VALUE`, `CUMULATIVE`, or the role of a group. `codes` are the queries of the rows, as
    `Datum.code`. `titles` is a title for each native chart that the body needs. `label_format` is
    the number format of the labels; "" for that of numbers. The labels stand in the first column,
    or in the first `label_columns` together. `places` are the numbers in the first column where
    lines end with a range.
    """

    book: Any
    sheet: Any
    range: TableRange
    columns: Mapping[str, int]
    titles: Sequence[str]
    codes: Sequence[str] = ()
    label_format: str = ""
    label_columns: int = 1
    places: Sequence[float] = ()

    def series(self, name: str) -> dict[str, Any]:
        """The cells of a series as XlsxWriter takes them: its name, its labels, its values."""
        sheet, rows, column = self.sheet.name, self.range, self.columns[name]
        return {
            "name": [sheet, rows.header, column],
            "categories": [sheet, rows.first, 0, rows.last, self.label_columns - 1],
            "values": [sheet, rows.first, column, rows.last, column],
        }
