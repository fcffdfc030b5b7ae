"""Warnings about hidden or struck-out rows and columns, which are read like all others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from campaign.i18n.match_key import tidy_text
from campaign.ingest.parse.wide_table import WideTable
from campaign.ingest.readers.raw_table import RawTable, letter_of
from campaign.ingest.report import StepLog
from campaign.ingest.rows.sheet_rows import SheetRows
from campaign.ingest.sheet import Sheet
from campaign.schema.issues import Issue


def warn_hidden(rows: SheetRows, sheet: Sheet) -> StepLog:
    """Return a warning if hidden or struck-out rows are entries, and one for hidden columns.

    Undeclared and empty columns are ignored. A wide table has the warnings of `find_hidden`.
    """
    if sheet.are_totals:
        return StepLog()
    entries, header = rows.entries, sheet.header
    columns = {
        at: header.headers[at]
        for at in sheet.positions.values()
        if at in entries.columns and (entries[at] != "").any()
    }
    return StepLog(tuple(_warnings(sheet.raw, entries.index, columns, sheet.file)))


def find_hidden(raw: RawTable, wide: WideTable, file: str) -> Iterator[Issue]:
    """Yield the same warnings for the rows and columns of numbers in a wide table."""
    columns = {
        column.at: tidy_text(str(raw.cells.at[wide.header_row, column.at]))
        for column in wide.columns
        if (raw.cells.loc[[*wide.rows], column.at] != "").any()
    }
    return _warnings(raw, wide.rows, columns, file)


def _warnings(
    raw: RawTable, rows: Sequence[int] | pd.Index, columns: Mapping[int, str], file: str
) -> Iterator[Issue]:
    """Yield the warnings for these rows and columns; `columns` has headers by position."""
    cells = raw.cells
    struck_rows = {
        row for row, at in raw.struck if at in columns and row in cells.index and cells.at[row, at]
    }
    for rule, found in (("hidden_rows", raw.hidden_rows), ("struck_rows", struck_rows)):
        if at_rows := [int(row) for row in rows if row in found]:
            yield Issue(file, rule, params={"count": len(at_rows), "first": at_rows[0]})
    hidden = [
        f"{name} ({letter_of(at)})".strip()
        for at, name in sorted(columns.items())
        if at in raw.hidden_columns
    ]
    if hidden:
        yield Issue(file, "hidden_columns", params={"columns": ", ".join(hidden)})
