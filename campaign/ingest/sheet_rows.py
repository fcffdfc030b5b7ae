"""The rows of a sheet by their kind: entries, totals, and all others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from campaign.ingest.corrections import log_sheet
from campaign.ingest.parse import merged_cells, row_kinds
from campaign.ingest.sheet import Sheet
from campaign.ingest.step_log import StepLog
from campaign.schema.issues import Issue


@dataclass(frozen=True, eq=False)
class SheetRows:
    """The rows below the header row; columns are positions, the index is the row in the source.

    `entries` are the rows to check, `totals` the rows of totals and headings, which may have the
    sums of their rows, `total_kinds` the kinds of these (`row_kinds`), `excluded` counts totals,
    repeated header rows, headings and notes. `merged_numbers` has, by position, {row: row above}
    for numbers that are merged into a cell of a row above.
    """

    entries: pd.DataFrame
    totals: pd.DataFrame
    total_kinds: pd.Series
    excluded: int
    merged_numbers: Mapping[int, Mapping[int, int]]


def select_rows(sheet: Sheet) -> tuple[SheetRows, StepLog]:
    """Return the rows by kind, with merged cells filled in and without blank rows."""
    body = sheet.raw.cells.loc[sheet.header.body :]
    merged_numbers = merged_cells.find_merged_numbers(body, sheet.raw, sheet.header)
    body, masks = merged_cells.fill_merged_cells(body, sheet.raw, sheet.header)
    kinds = row_kinds.classify_rows(body, sheet.header)
    has_sums = kinds.isin(("total", "group", "heading"))
    rows = SheetRows(
        body[kinds == "row"],
        body[has_sums],
        kinds[has_sums],
        int(kinds.isin(row_kinds.EXCLUDED_KINDS).sum()),
        merged_numbers,
    )
    return rows, log_sheet(sheet, kinds, masks)


def warn_merged_numbers(rows: SheetRows, sheet: Sheet) -> StepLog:
    """Return a warning for each entry whose number is merged into a cell of a row above."""
    entries = set(rows.entries.index)
    fields = sheet.header.fields
    return StepLog(
        tuple(
            Issue(sheet.file, "merged_figure", row, fields[at], {"first": first})
            for at, first_rows in rows.merged_numbers.items()
            for row, first in first_rows.items()
            if row in entries
        )
    )
