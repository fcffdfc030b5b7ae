"""The scan of one sheet: its size, merged ranges, cell errors, and formats that change a number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice

from campaign.ingest.readers.xlsx_looks import Looks

Merge = tuple[int, int, int, int]
# Beyond this number only the first error of a row is listed; it is enough to reject the row.
MOST_ERRORS = 50_000
PARTLY_STRUCK = "partly_struck"
"""The rule of a cell with text that is partly struck out, superscript or subscript."""


@dataclass(frozen=True)
class CellError:
    """A cell without a usable value: `row` from 1, `at` its position from 0."""

    row: int
    at: int
    rule: str
    value: str = ""


@dataclass
class SheetScan:
    """The size of a sheet, its cell errors, merged ranges, per cents, hidden rows and columns.

    `percents` has, by row from 1, the positions, from 0, of cells that show per cents.
    `hidden_rows` may also be blank; `hidden_columns` are the first and the last position of each
    run. `struck` are the row and the position of cells that are struck out, at most `MOST_ERRORS`.
    """

    rows: int = 0
    columns: int = 0
    cell_errors: list[CellError] = field(default_factory=list)
    merged: list[Merge] = field(default_factory=list)
    percents: dict[int, set[int]] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    struck: list[tuple[int, int]] = field(default_factory=list)

    def extend(self, row: int, column: int) -> None:
        """Extend the size to a filled cell, both counted from 1."""
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)

    def add_look(self, row: int, at: int, style: str, looks: Looks) -> None:
        """Add a filled cell to `percents` or `struck`, depending on its style."""
        if style in looks.percents:
            self.percents.setdefault(row, set()).add(at)
        if style in looks.struck:
            self.add_struck([(row, at)])

    def add_struck(self, cells: Iterable[tuple[int, int]]) -> None:
        """Add cells that are struck out, up to `MOST_ERRORS` in all."""
        self.struck += islice(cells, MOST_ERRORS - len(self.struck))

    def add_error(self, error: CellError) -> None:
        """Add a cell error."""
        if len(self.cell_errors) < MOST_ERRORS or self.cell_errors[-1].row != error.row:
            self.cell_errors.append(error)
