"""Undeclared columns of a sheet, and rows with more cells than the header row."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from campaign.i18n import match_key
from campaign.ingest.readers.raw_table import letter_of
from campaign.ingest.sheet import Sheet
from campaign.ingest.step_log import StepLog
from campaign.schema.issues import Issue

_MOST_OVERFLOW = 0.5
"""Cells beyond the header row are an error if at most this share of the rows has them."""


def keep_extra_columns(
    entries: pd.DataFrame, sheet: Sheet, column_names: Collection[str]
) -> tuple[dict[str, pd.Series], StepLog]:
    """Return the columns that are not declared as tidied text, by their header or letter.

    A column with the name of one in `column_names` is excluded. In delimited text, a row with more
    cells than the header row most likely has an unquoted delimiter in a cell: an error, and the
    cells beyond the header row are excluded. A column that most rows fill is kept.
    """
    overflow, ragged_rows = _find_overflow(entries, sheet)
    columns: dict[str, pd.Series] = {}
    for at in map(int, entries.columns):
        name = "" if at in overflow else _name_of(at, entries[at], sheet)
        if name and name not in column_names and name not in columns:
            columns[name] = match_key.tidy(entries[at])[0]
    issues = tuple(Issue(sheet.file, "ragged", int(row)) for row in ragged_rows)
    return columns, StepLog(issues=issues)


def _name_of(at: int, cells: pd.Series, sheet: Sheet) -> str:
    """Return the header of an undeclared column, or its letter; "" to exclude the column."""
    header = sheet.header
    if at < len(header.fields) and header.fields[at] is not None:
        return ""
    if at < len(header.headers) and header.headers[at]:
        return header.headers[at]
    return letter_of(at) if (cells != "").any() else ""


def _find_overflow(entries: pd.DataFrame, sheet: Sheet) -> tuple[frozenset[int], pd.Index]:
    """Return the columns beyond the header row that are errors, and the rows that fill them."""
    own = [at for at in map(int, entries.columns) if not sheet.is_added(at)]
    beyond = [at for at in own if at > sheet.last_header]
    if sheet.raw.has_types or not beyond:
        return frozenset(), entries.index[:0]
    filled = (entries[beyond] != "").any(axis=1)
    if filled.mean() > _MOST_OVERFLOW:
        return frozenset(), entries.index[:0]
    return frozenset(map(int, beyond)), entries.index[filled]
