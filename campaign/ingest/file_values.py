"""What the owner of a file says of a column that it lacks: one value, in every row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from campaign.i18n import match_key
from campaign.i18n.match_key import tidy_text
from campaign.ingest.options import PERIOD_SIGN, PLACE_REGION
from campaign.ingest.place_regions import find_named_regions
from campaign.ingest.sheet import Sheet
from campaign.ingest.sheet_rows import SheetRows

VALUE_COLUMNS = ("date", "oblast", "type", "reached")
"""The declared columns that may have one value in every row."""
FEWEST_CELLS = 2
"""An activity fills at least this many cells."""
_PERIOD = re.compile(rf"\d{{4}}-\d\d-\d\d{PERIOD_SIGN}\d{{4}}-\d\d-\d\d")


def add_file_values(rows: SheetRows, sheet: Sheet) -> tuple[SheetRows, Sheet]:
    """Return the entries with a column for each value of `requested.file_values` that fits.

    A value fits where the file has no such column, and a period where it has no last days either.
    The columns are behind those of the file and have no header. A row with a single filled cell is
    a line of text rather than an activity: it has no value. Rows of a period keep their number in
    the file in the note: two of them that are alike are two activities.
    """
    if not sheet.requested.file_values:
        return rows, sheet
    filled = rows.entries.apply(lambda cells: match_key.map_cells(cells, _has_text, bool))
    has_value = filled.sum(axis=1) >= FEWEST_CELLS
    columns = _columns(rows.entries[has_value], sheet)
    if not columns:
        return rows, sheet
    width = sheet.raw.cells.shape[1]
    cells, entries, totals = sheet.raw.cells.copy(), rows.entries.copy(), rows.totals.copy()
    headers, fields = list(sheet.header.headers), list(sheet.header.fields)
    for name, values in columns.items():
        at = sheet.positions.get(name, len(fields))
        if at == len(fields):
            headers.append("")
            fields.append(name)
            cells[at], totals[at] = "", ""
        if at not in entries:
            entries[at] = ""
        entries.loc[values.index, at] = values
        cells.loc[values.index, at] = values
    added = width if sheet.header.added is None else sheet.header.added
    header = replace(sheet.header, headers=tuple(headers), fields=tuple(fields), added=added)
    used = {name: sheet.requested.file_values[name] for name in columns if name in VALUE_COLUMNS}
    sheet = replace(sheet, raw=replace(sheet.raw, cells=cells), header=header, file_values=used)
    return replace(rows, entries=entries, totals=totals), sheet


def _columns(entries: pd.DataFrame, sheet: Sheet) -> Mapping[str, pd.Series]:
    """Return the cells of each column to be added, and of the note where the rows have a period."""
    values = sheet.requested.file_values
    columns: dict[str, pd.Series] = {}
    for name in VALUE_COLUMNS:
        if name not in values or name in sheet.positions:
            continue
        if name == "date":
            columns |= _period_columns(values, entries, sheet)
        elif name == "oblast" and values[name] == PLACE_REGION:
            columns[name] = find_named_regions(entries, sheet)
        else:
            columns[name] = _every_row(values[name], entries)
    return columns


def _period_columns(
    values: Mapping[str, str], entries: pd.DataFrame, sheet: Sheet
) -> Mapping[str, pd.Series]:
    """Return the first and the last day of the period, and the note; {} where it does not fit."""
    if "end_date" in sheet.positions or not _PERIOD.fullmatch(values["date"]):
        return {}
    start, end = values["date"].split(PERIOD_SIGN)
    numbers = [f"{values.get('note', '')}: {row}" for row in entries.index]
    notes = pd.Series(numbers, index=entries.index, dtype="str")
    if "note" in sheet.positions:
        own = entries[sheet.positions["note"]].map(tidy_text)
        notes = notes.where(own == "", own + "; " + notes)
    return {
        "date": _every_row(start, entries),
        "end_date": _every_row(end, entries),
        "note": notes,
    }


def _has_text(cell: str) -> bool:
    return tidy_text(cell) != ""


def _every_row(value: str, entries: pd.DataFrame) -> pd.Series:
    return pd.Series(value, index=entries.index, dtype="str")
