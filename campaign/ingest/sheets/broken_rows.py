"""Rows of delimited text that are divided by a line break in a cell without quotation marks."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from campaign.ingest.parse.column_names import COUNTS
from campaign.ingest.parse.joined_headers import is_entry_cell, is_number_cell
from campaign.ingest.report import StepLog
from campaign.ingest.sheet import Sheet
from campaign.schema.issues import Issue


def find_broken_rows(entries: pd.DataFrame, sheet: Sheet) -> StepLog:
    """Return an error for each row whose numbers are in the next row, after a line break.

    The first part alone would be an activity without people reached. `entries` have positions as
    columns. The two parts are adjacent rows, and together they have the cells of one row.
    """
    if sheet.raw.delimiter is None:
        return StepLog()
    pairs = _find_pairs(entries, sheet)
    issues = (Issue(sheet.file, "broken_row", row, params={"next": row + 1}) for row in pairs)
    return StepLog(tuple(issues))


def _find_pairs(entries: pd.DataFrame, sheet: Sheet) -> Iterator[int]:
    """Yield the first row of each pair."""
    own = {name: at for name, at in sheet.positions.items() if not sheet.is_added(at)}
    counts = [at for name, at in own.items() if name in COUNTS]
    if not counts or "date" not in own:
        return
    date = own["date"]
    cells = entries[[at for at in entries.columns if not sheet.is_added(int(at))]]
    behind = [at for at in map(int, cells.columns) if at >= min(counts)]
    is_short = (cells[behind] == "").all(axis=1)
    dated = [cell for cell in cells[date].unique() if is_entry_cell(str(cell).strip())]
    has_date = cells[date].isin(dated)
    # A row with a date that ends before the first number, above a row without a date.
    first_parts = is_short & has_date & ~has_date.shift(-1, fill_value=True)
    for row in cells.index[first_parts]:
        if row + 1 not in cells.index:
            continue
        first, second = (_filled(cells.loc[one].tolist()) for one in (row, row + 1))
        whole = [*first, *second[1:]]
        has_number = any(is_number_cell(whole[at]) for at in counts if at < len(whole))
        if len(second) > 1 and has_number:
            yield int(row)


def _filled(cells: list[str]) -> list[str]:
    """Return the cells up to the last filled one."""
    while cells and not cells[-1].strip():
        cells = cells[:-1]
    return cells
