"""Cells of a sheet that no declared column holds: further columns, and rows that run too far."""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from campaign.i18n import match_key
from campaign.ingest.readers.raw_table import letter_of
from campaign.ingest.sheet import Sheet
from campaign.ingest.step_log import StepLog
from campaign.schema.issues import Issue

_ACCIDENT = 0.5
"""Cells beyond the header row in no more than this share of the rows are an accident."""


def keep_extra_columns(
    entries: pd.DataFrame, sheet: Sheet, declared: Collection[str]
) -> tuple[dict[str, pd.Series], StepLog]:
    """The further columns as tidied text, by their heading or their letter.

    A column of the name of one in `declared` is left out. In delimited text, a row that runs past
    the header row has an unquoted delimiter in a cell, most likely: an error, and its further cells
    are left out. A column that most rows fill is no accident.
    """
    overflow, ragged = _overflow(entries, sheet)
    columns: dict[str, pd.Series] = {}
    for at in map(int, entries.columns):
        name = "" if at in overflow else _name_of(at, entries[at], sheet)
        if name and name not in declared and name not in columns:
            columns[name] = match_key.tidy(entries[at])[0]
    issues = tuple(Issue(sheet.file, "ragged", int(row)) for row in ragged)
    return columns, StepLog(issues=issues)


def _name_of(at: int, cells: pd.Series, sheet: Sheet) -> str:
    """The heading of a column that no declared one is, or its letter; "" for none to keep."""
    header = sheet.header
    if at < len(header.fields) and header.fields[at] is not None:
        return ""
    if at < len(header.headers) and header.headers[at]:
        return header.headers[at]
    return letter_of(at) if (cells != "").any() else ""


def _overflow(entries: pd.DataFrame, sheet: Sheet) -> tuple[frozenset[int], pd.Index]:
    """The columns past the header row that hold accidents, and the rows that fill them."""
    beyond = [at for at in entries.columns if int(at) > sheet.last_heading]
    if sheet.raw.typed or not beyond:
        return frozenset(), entries.index[:0]
    filled = (entries[beyond] != "").any(axis=1)
    if filled.mean() > _ACCIDENT:
        return frozenset(), entries.index[:0]
    return frozenset(map(int, beyond)), entries.index[filled]
