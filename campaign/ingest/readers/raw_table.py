"""The cells of one sheet as text, by row and column as in the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

import pandas as pd


@dataclass(frozen=True)
class RawIssue:
    """An issue of one cell before its column is known; `at` is its position from 0."""

    rule: str
    row: int
    at: int
    params: Mapping[str, str | int] = field(default_factory=dict)


@dataclass(frozen=True)
class ParentSheet:
    """The sheet of a form; its answers are appended to another sheet, that of a repeat group.

    `columns` are the positions of these answers in the sheet of the group; `numbers` are the
    headers of columns that were not added because their numbers count for a whole submission.
    `empty_submissions` are the rows of submissions that have no row in a repeat group;
    `orphan_rows` are the rows of the group whose submission is missing or ambiguous.
    """

    sheet: str
    columns: tuple[int, ...]
    numbers: tuple[str, ...] = ()
    empty_submissions: tuple[int, ...] = ()
    orphan_rows: tuple[int, ...] = ()


@dataclass(frozen=True, eq=False)
class RawTable:
    """One sheet of a workbook, or one delimited file, as text that is not yet parsed.

    `cells` has text only, "" for an empty cell; its columns are positions from 0, its index the row
    as a spreadsheet counts it, from 1, blank rows included up to the last filled one. A number with
    a type is written in plain digits with a point (`229`, `0.5`), a date with a type as
    `2017-07-31`. `encoding` and `delimiter` are None for a workbook, `sheet` is None for delimited
    text. `sheets` are the visible sheets, `number` is the position of this sheet among all, from 1.
    `merged` are ranges (first row, first position, last row, last position); only their top left
    cell has the value. `issues` are issues of single cells (a formula never calculated, `#N/A`).
    `has_types` is True if numbers and dates have types. `fractions` are, by position, the rows
    whose cell is stored as a fractional number: its point never separates thousands, as it may in a
    number typed as text. `from_1904` is True if days count from 1904. `hidden_rows` are rows that
    the program does not show, because of a filter or by hand, `hidden_columns` the positions of
    such columns, `struck` the rows and positions of cells that are struck out. `program_columns`
    are the positions of columns that the program of a form adds, without their cells. `parents` are
    the sheets whose answers follow the last column of the file, the nearest first. `others` are the
    other sheets with cells, hidden ones too, in the order of the workbook.
    """

    cells: pd.DataFrame
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    number: int = 1
    merged: tuple[tuple[int, int, int, int], ...] = ()
    issues: tuple[RawIssue, ...] = ()
    has_types: bool = False
    fractions: Mapping[int, frozenset[int]] = field(default_factory=dict)
    from_1904: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    struck: frozenset[tuple[int, int]] = frozenset()
    program_columns: frozenset[int] = frozenset()
    parents: tuple[ParentSheet, ...] = ()
    others: tuple[RawTable, ...] = ()

    @property
    def hidden(self) -> bool:
        """True if the sheet is hidden in its workbook."""
        return self.sheet is not None and self.sheet not in self.sheets

    @property
    def own_width(self) -> int:
        """The number of columns without those of `parents`."""
        first_answers = (parent.columns[0] for parent in self.parents if parent.columns)
        return min(first_answers, default=self.cells.shape[1])

    @property
    def own_cells(self) -> pd.DataFrame:
        """The cells without those of `parents`."""
        return self.cells.iloc[:, : self.own_width] if self.parents else self.cells


def letter_of(at: int) -> str:
    """Return the letter of a column as a spreadsheet shows it: A, Z, AA."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


# This many cells take about 20 MB as Python strings.
_BLOCK_CELLS = 250_000


def build_cells(
    rows: Iterable[Sequence[str]], least_rows: int = 0, least_width: int = 0
) -> pd.DataFrame:
    """Return a frame of text with columns from 0 and rows from 1, short rows filled with "".

    Empty rows and columns at the end are removed, down to `least_rows` and `least_width`.
    """
    pieces: list[dict[int, pd.Series]] = []
    heights: list[int] = []
    count = filled = 0
    for block in _blocks(rows):
        filled = max((at for at, row in enumerate(block, count + 1) if any(row)), default=filled)
        count += len(block)
        heights.append(len(block))
        columns = enumerate(zip_longest(*block, fillvalue=""))
        pieces.append({at: _texts(column) for at, column in columns})
    width = max((len(piece) for piece in pieces), default=0)
    frame = {}
    for at in range(max(width, least_width)):
        # Removed one by one, so that no column is in memory twice.
        parts = [
            piece.pop(at) if at in piece else _texts([""] * height)
            for piece, height in zip(pieces, heights, strict=True)
        ]
        frame[at] = pd.concat(parts, ignore_index=True) if parts else _texts([])
    filled_width = max((at + 1 for at, column in frame.items() if (column != "").any()), default=0)
    columns_of_text = {at: frame[at] for at in range(max(filled_width, least_width))}
    index = pd.RangeIndex(count)
    cells = pd.DataFrame(columns_of_text, index=index, columns=pd.RangeIndex(len(columns_of_text)))
    height = max(filled, least_rows)
    cells = cells.iloc[:height] if height <= count else cells.reindex(range(height), fill_value="")
    return cells.set_axis(pd.RangeIndex(1, height + 1), axis=0)


def _blocks(rows: Iterable[Sequence[str]]) -> Iterator[list[Sequence[str]]]:
    block: list[Sequence[str]] = []
    cells = 0
    for row in rows:
        block.append(row)
        cells += len(row) + 1
        if cells >= _BLOCK_CELLS:
            yield block
            block, cells = [], 0
    if block:
        yield block


def _texts(values: Sequence[str]) -> pd.Series:
    return pd.Series(values, dtype="str")
