"""The cells of a workbook that a native chart draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

VALUE, CUMULATIVE = "value", "cumulative"
"""Series that are not a group: the value of a row, and the running total."""


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
    `CUMULATIVE`, or the role of a group. `codes` are the queries of the rows, as in `Datum.code`.
    `titles` has a title for each native chart of the body. `label_format` is the number format of
    the labels; "" means that of numbers. The labels are in the first `label_columns` columns.
    `places` are the numbers in the first column; they are needed for lines with ranges.
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
        """Return the cells of a series for XlsxWriter: its name, its labels, its values."""
        sheet, rows, column = self.sheet.name, self.range, self.columns[name]
        return {
            "name": [sheet, rows.header, column],
            "categories": [sheet, rows.first, 0, rows.last, self.label_columns - 1],
            "values": [sheet, rows.first, column, rows.last, column],
        }
