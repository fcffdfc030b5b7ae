"""Warnings for rows and columns that a workbook hides: they are read like all others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from campaign.i18n.match_key import tidy_text
from campaign.ingest.parse.wide_table import WideTable
from campaign.ingest.readers.raw_table import RawTable, letter_of
from campaign.ingest.sheet import Sheet
from campaign.ingest.sheet_rows import SheetRows
from campaign.ingest.step_log import StepLog
from campaign.schema.issues import Issue


def warn_hidden(rows: SheetRows, sheet: Sheet) -> StepLog:
    """Return a warning where hidden rows are entries, and one where columns are hidden.

    Columns that are not declared, or without a value, have none. Totals of a wide table have those
    of `find_hidden`.
    """
    if sheet.are_totals:
        return StepLog()
    entries, header = rows.entries, sheet.header
    columns = {
        at: header.headers[at]
        for at in sorted(sheet.raw.hidden_columns)
        if at in entries.columns and header.fields[at] is not None and (entries[at] != "").any()
    }
    return StepLog(tuple(_warnings(sheet.raw, entries.index, columns, sheet.file)))


def find_hidden(raw: RawTable, wide: WideTable, file: str) -> Iterator[Issue]:
    """Yield the same warnings for the rows and the columns of numbers of a wide table."""
    columns = {
        at: tidy_text(str(raw.cells.at[wide.header_row, at]))
        for at in sorted({column.at for column in wide.columns} & raw.hidden_columns)
        if (raw.cells.loc[[*wide.rows], at] != "").any()
    }
    return _warnings(raw, wide.rows, columns, file)


def _warnings(
    raw: RawTable, rows: Iterable[int], columns: Mapping[int, str], file: str
) -> Iterator[Issue]:
    if hidden := [int(row) for row in rows if row in raw.hidden_rows]:
        yield Issue(file, "hidden_rows", params={"count": len(hidden), "first": hidden[0]})
    if columns:
        names = (f"{name} ({letter_of(at)})".strip() for at, name in columns.items())
        yield Issue(file, "hidden_columns", params={"columns": ", ".join(names)})
