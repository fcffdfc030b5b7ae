"""A column of a table on a sheet: its header and its typed cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandas as pd

from campaign.analysis.data_table import TableColumn, TableKind

Kind = Literal[
    "text", "sentence", "whole", "decimal", "percent", "plain", "date", "change", "points"
]
_KINDS: Mapping[TableKind, Kind] = {
    "text": "text",
    "number": "whole",
    "percent": "percent",
    "date": "date",
}


@dataclass(frozen=True, eq=False)
class SheetColumn:
    """A column: its header, its cells in order, and how they are typed.

    A missing value (None, NaN, NaT or "") is an empty cell, so that no sum counts it as zero.
    `states` are the states of the cells; an empty cell with the state `not_reported` is hatched.
    `kinds` are the kinds of the cells, if a column has several. `unit` follows each value of the
    kind `points`.
    """

    header: str
    kind: Kind
    cells: Sequence[Any]
    states: Sequence[str] = ()
    kinds: Sequence[Kind] = ()
    unit: str = ""


def to_sheet_column(column: TableColumn, frame: pd.DataFrame) -> SheetColumn:
    """Return a column of the table of a chart, with the states of its cells."""
    states = [] if column.state is None else frame[column.state].astype("str").tolist()
    return SheetColumn(column.header, _KINDS[column.kind], frame[column.key].tolist(), states)


def is_missing(cell: Any) -> bool:
    """Return whether a cell has no value."""
    return cell is None or cell is pd.NaT or cell == "" or cell != cell
