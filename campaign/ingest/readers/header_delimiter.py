"""Delimited text whose header row is separated by another sign than its rows."""

from __future__ import annotations

import csv

import pandas as pd

from campaign.i18n.translator import N_
from campaign.ingest.parse.column_names import field_of
from campaign.ingest.parse.header_row import HeaderRow
from campaign.ingest.readers.raw_table import RawTable

SIGNS = {",": N_("comma"), ";": N_("semicolon"), "\t": N_("tab"), "|": N_("bar")}
_MOST_ROWS = 200
_MOST = 0.8


def differing_signs(
    grid: RawTable, head: HeaderRow, kept: pd.DataFrame, table: str
) -> tuple[int, str, str] | None:
    """The header row, the sign between its cells, and the one between the cells of the rows.

    Signs as message ids; None where both are alike, or the file is no delimited text.
    """
    sign = grid.delimiter
    if sign is None:
        return None
    known = {field for field in head.fields if field is not None}
    others = [other for other in SIGNS if other != sign]
    for row in grid.cells.index[grid.cells.index <= head.row]:
        line = sign.join(grid.cells.loc[row]).rstrip(sign)
        for other in others:
            fields = {field_of(cell.strip(), table) for cell in _cells(line, other)} - {None}
            if len(fields) > max(1, len(known)):
                return int(row), SIGNS[other], SIGNS[sign]
    # The header row alone may have told the sign: then every row is one long cell.
    rows = kept.head(_MOST_ROWS)
    alone = (rows.iloc[:, 1:] == "").all(axis=1) if rows.shape[1] > 1 else None
    if len(known) < 2 or alone is None or rows.empty or not alone.all():
        return None
    for other in others:
        widths = [len(_cells(cell, other)) for cell in rows.iloc[:, 0]]
        if sum(width >= len(known) for width in widths) >= _MOST * len(widths):
            return head.row, SIGNS[sign], SIGNS[other]
    return None


def _cells(line: str, sign: str) -> list[str]:
    return next(csv.reader([line], delimiter=sign), [])
