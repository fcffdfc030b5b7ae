"""Delimited text with different delimiters in its header row and its rows."""

from __future__ import annotations

import csv

import pandas as pd

from campaign.i18n.translator import N_
from campaign.ingest.parse.column_names import field_of
from campaign.ingest.parse.header_row import HeaderRow
from campaign.ingest.readers.csv import MOST_CHARACTERS
from campaign.ingest.readers.raw_table import RawTable

SIGNS = {",": N_("comma"), ";": N_("semicolon"), "\t": N_("tab"), "|": N_("vertical bar")}
_MOST_ROWS = 200
_LEAST_SHARE = 0.8


def find_header_delimiter(
    raw: RawTable, header: HeaderRow, entries: pd.DataFrame, table: str
) -> tuple[int, str, str] | None:
    """Return the header row, the name of its delimiter and that of the delimiter of the rows.

    Names are message ids; None if both are equal, or if the file is not delimited text.
    """
    sign = raw.delimiter
    if sign is None:
        return None
    fields = {field for field in header.fields if field is not None}
    others = [other for other in SIGNS if other != sign]
    last = header.row or header.body - 1
    for row in raw.cells.index[raw.cells.index <= last]:
        line = sign.join(raw.cells.loc[row]).rstrip(sign)
        for other in others:
            candidates = {field_of(cell.strip(), table) for cell in _cells(line, other)} - {None}
            if len(candidates) > max(1, len(fields)):
                return int(row), SIGNS[other], SIGNS[sign]
    # The detected delimiter may apply to the header row only; then every row is one long cell.
    rows = entries.head(_MOST_ROWS)
    is_single_cell = (rows.iloc[:, 1:] == "").all(axis=1) if rows.shape[1] > 1 else None
    if len(fields) < 2 or is_single_cell is None or rows.empty or not is_single_cell.all():
        return None
    for other in others:
        widths = [len(_cells(cell, other)) for cell in rows.iloc[:, 0]]
        if sum(width >= len(fields) for width in widths) >= _LEAST_SHARE * len(widths):
            return header.row, SIGNS[sign], SIGNS[other]
    return None


def _cells(line: str, sign: str) -> list[str]:
    """Return the cells of a row that has this delimiter, without line breaks."""
    words = " ".join(line.splitlines())[:MOST_CHARACTERS]
    return next(csv.reader([words], delimiter=sign), [])
