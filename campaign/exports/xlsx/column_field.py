"""A column of the table of a chart as a column of a sheet."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from campaign.analysis.data_table import TableColumn, TableKind
from campaign.exports.xlsx.typed_table import Field, Kind

_KINDS: Mapping[TableKind, Kind] = {
    "text": "text",
    "number": "whole",
    "percent": "percent",
    "date": "date",
}


def column_field(column: TableColumn, frame: pd.DataFrame) -> Field:
    """Return the cells of a column, typed; those that were not reported are hatched."""
    states = [] if column.state is None else frame[column.state].astype("str").tolist()
    return Field(column.head, _KINDS[column.kind], frame[column.key].tolist(), states)
