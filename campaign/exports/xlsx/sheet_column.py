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


def to_sheet_column(column: TableColumn, frame: pd.DataFrame) -> SheetColumn:
    """Return a column of the table of a chart; cells that were not reported are hatched."""
    states = [] if column.state is None else frame[column.state].astype("str").tolist()
    return SheetColumn(column.header, _KINDS[column.kind], frame[column.key].tolist(), states)


def is_missing(cell: Any) -> bool:
    """Return True for a cell without a value."""
    return cell is None or cell is pd.NaT or cell == "" or cell != cell
