"""Columns that a file lacks: from columns of single regions, ranges of days, and replies."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from campaign.i18n.match_key import tidy_text
from campaign.ingest.cells.automatic_corrections import log_cells
from campaign.ingest.cells.cell_formats import CellFormats
from campaign.ingest.cells.column_parsers import ParsedColumns
from campaign.ingest.cells.place_regions import count_named_regions, find_named_regions
from campaign.ingest.normalise.sheet_rows import SheetRows
from campaign.ingest.readers.raw_table import RawTable
from campaign.ingest.replies import PERIOD_SIGN, PLACE_REGION
from campaign.ingest.report import StepLog
from campaign.ingest.sheet import Sheet
from campaign.ingest.understand.column_names import COUNTS, field_of
from campaign.ingest.understand.layout import Layout
from campaign.ingest.understand.number_columns import row_number_columns
from campaign.ingest.understand.shared_cells import filled_cells
from campaign.ingest.values import numbers
from campaign.ingest.values.codes import CodeList, match_column
from campaign.ingest.values.numbers import guess_decimal, parse_numbers
from campaign.ingest.values.periods import parse_day_ranges
from campaign.schema import tables
from campaign.schema.region_codes import NO_REGION, SHARES, is_several

_FIRST, _LAST = "date", "end_date"

_CODE = re.compile(r"reached[ _](KG-[A-Z]{1,2})", re.IGNORECASE)
_PARTS = re.compile(r"(.+?)\s*(?:[:,(–—]|\s-\s)\s*(.+?)\)?")


def join_share_columns(
    raw: RawTable, header: Layout, regions: CodeList | None
) -> tuple[RawTable, Layout]:
    """Return the table and its header row with the columns of single regions joined into the first.

    The others are blank. A table without the columns `oblast` and `reached`, or with
    `reached_by_oblast`, is unchanged.
    """
    fields = header.fields
    if regions is None or SHARES in fields or not {"oblast", "reached"} <= set(fields):
        return raw, header
    columns = _find_columns(header, regions)
    if not columns:
        return raw, header
    first, *others = columns
    body = raw.cells.index >= header.body
    cells = raw.cells.copy()
    cells.loc[body, first] = _join_cells(cells.loc[body], columns)
    cells.loc[body, others] = ""
    joined_fields = [SHARES if at == first else field for at, field in enumerate(fields)]
    headers = ["" if at in others else name for at, name in enumerate(header.headers)]
    header = replace(header, fields=tuple(joined_fields), headers=tuple(headers))
    return replace(raw, cells=cells), header


def _find_columns(header: Layout, regions: CodeList) -> Mapping[int, str]:
    """Return {position: region} of the columns of single regions; {} if a region occurs twice."""
    columns = {
        at: code
        for at, (name, field) in enumerate(zip(header.headers, header.fields, strict=False))
        if field is None and (code := _region_of(tidy_text(name or ""), regions)) is not None
    }
    return columns if len(set(columns.values())) == len(columns) else {}


def _region_of(name: str, regions: CodeList) -> str | None:
    """Return the region of a header that names a region and people reached; None for any other."""
    if match := _CODE.fullmatch(name):
        return regions.match(match[1].upper()).code
    parts = _PARTS.fullmatch(name)
    if parts is None:
        return None
    for region, people in (parts.groups(), parts.groups()[::-1]):
        code = regions.match(region).code
        if code and code not in NO_REGION and not is_several(code):
            return code if field_of(people, "activities") == "reached" else None
    return None


def _join_cells(cells: pd.DataFrame, columns: Mapping[int, str]) -> pd.Series:
    """Return one text per row, as “KG-B=40; KG-O=60”, without regions that are not reported."""
    shares = pd.Series("", index=cells.index, dtype="object")
    for at, code in columns.items():
        texts = cells[at].map(tidy_text)
        counts, is_word = numbers.parse_numbers(texts, ".", False)
        is_filled = (texts != "") & ~(counts.isna() & is_word)
        is_whole = counts.notna() & (counts % 1 == 0)
        people = texts.where(~is_whole, counts.where(is_whole, 0).astype("int64").astype("str"))
        share = f"{code}=" + people
        shares = shares.where(~is_filled, shares.where(shares == "", shares + "; ") + share)
    return shares


def split_day_ranges(
    columns: ParsedColumns, sheet: Sheet, formats: CellFormats
) -> tuple[ParsedColumns, StepLog]:
    """Return the columns with the last day of each range of days in the column of last days.

    A cell that is not a range, or whose row has a last day, is unchanged. The column of last days
    is created if any cell is a range; a range of one day has no last day.
    """
    values = columns.values
    if sheet.table is not tables.ACTIVITIES or _FIRST not in values:
        return columns, StepLog()
    cells = values[_FIRST]
    is_open = ~cells.str.fullmatch(r"\d{4}-\d{2}-\d{2}|")
    if _LAST in values:
        is_open &= values[_LAST] == ""
    if not is_open.any():
        return columns, StepLog()
    first, last = (
        days.dropna().dt.strftime("%Y-%m-%d")
        for days in parse_day_ranges(cells[is_open], formats.date_order, sheet.raw.from_1904)
    )
    if first.empty:
        return columns, StepLog()
    is_range = cells.index.to_series().isin(first.index)
    is_long = last != first
    days = first.where(~is_long, first + " – " + last)
    log = log_cells(sheet, "date_range", _FIRST, is_range, cells, days)
    last = last[is_long]
    split = {_FIRST: first.reindex(cells.index).fillna(cells)}
    before = values.get(_LAST, cells.where(cells == "", ""))
    split[_LAST] = last.reindex(cells.index).fillna(before)
    order = [column.name for column in sheet.table.columns]
    all_values = {**values, **split}
    sorted_values = {name: all_values[name] for name in sorted(all_values, key=order.index)}
    return replace(columns, values=sorted_values), log


VALUE_COLUMNS = ("date", "oblast", "type", "reached")
"""The declared columns that may have one value in every row."""
FEWEST_CELLS = 2
"""An activity has this many filled cells or more, or one that is enough (`_are_activities`).
"""
_PERIOD = re.compile(rf"\d{{4}}-\d\d-\d\d{PERIOD_SIGN}\d{{4}}-\d\d-\d\d")


def add_file_values(rows: SheetRows, sheet: Sheet) -> tuple[SheetRows, Sheet]:
    """Return the entries with a column for each replied value for every row that fits.

    A value fits if the file has no such column; a period fits only a file without last days, and
    `PLACE_REGION` only a file in which places name regions. The columns follow those of the file
    and have no header. A row that is a line of text and not an activity (`_are_activities`) has no
    value. The note of rows with a period states that their day is not known.
    """
    replied = sheet.replies.of("file_value")
    if not replied:
        return rows, sheet
    columns = _columns(rows.entries[_are_activities(rows.entries, sheet)], sheet)
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
    first_added = width if sheet.header.first_added is None else sheet.header.first_added
    header = replace(
        sheet.header, headers=tuple(headers), fields=tuple(fields), first_added=first_added
    )
    file_values = {name: replied[name] for name in columns if name in VALUE_COLUMNS}
    sheet = replace(
        sheet, raw=replace(sheet.raw, cells=cells), header=header, file_values=file_values
    )
    return replace(rows, entries=entries, totals=totals), sheet


def _are_activities(entries: pd.DataFrame, sheet: Sheet) -> pd.Series:
    """Return a mask of rows with several filled cells, or with one that is enough.

    One cell is enough if it is a known type or region, or a number of people. It is not enough in a
    type or region that may be a heading (the next row has other cells and the same type or region
    or none), nor in a number that may be a sum (below all rows of several cells).
    """
    if entries.empty:
        return pd.Series(False, index=entries.index)
    filled = filled_cells(entries)
    several = filled.sum(axis=1) >= FEWEST_CELLS
    counts = [at for name, at in sheet.positions.items() if name in COUNTS]
    is_known = pd.Series(False, index=entries.index)
    for name in ("oblast", "type"):
        if name not in sheet.positions:
            continue
        at = sheet.positions[name]
        answers = sheet.replies.of(name)
        matches = match_column(entries[at], sheet.reference.codes[name], answers)
        codes = matches.codes.where(matches.codes.notna(), entries[at])
        below = codes.shift(-1, fill_value="")
        has_more = filled.drop(columns=[at, *counts]).any(axis=1) & several
        is_heading = has_more.shift(-1, fill_value=False) & ((below == "") | (below == codes))
        is_known |= filled[at] & ~matches.is_unknown & ~is_heading
    if "reached" in sheet.positions:
        cells = entries[sheet.positions["reached"]]
        decimal = sheet.replies.value("decimal") or guess_decimal([cells])
        is_sum = several.any() & (entries.index > several[several].index.max())
        is_known |= parse_numbers(cells, decimal, is_stored=False)[0].notna() & ~is_sum
    return several | is_known


def number_equal_rows(entries: pd.DataFrame, sheet: Sheet) -> pd.DataFrame:
    """Return the parsed entries; equal rows with a period have a number in their note.

    Two equal rows without a day are two activities, or two totals. The first has no number, so that
    it is equal to the same row of another file or version.
    """
    if "date" not in sheet.file_values and not sheet.are_totals:
        return entries
    cells = entries.drop(columns=row_number_columns(entries, sheet.positions))
    numbers = cells.groupby(pd.util.hash_pandas_object(cells, index=False).to_numpy()).cumcount()
    notes = entries["note"].astype("str")
    numbered = notes + " (" + (numbers + 1).astype("str") + ")"
    return entries.assign(note=notes.where(numbers == 0, numbered))


def _columns(entries: pd.DataFrame, sheet: Sheet) -> Mapping[str, pd.Series]:
    """Return the cells of each column to add; also of the note if the rows have a period."""
    values = sheet.replies.of("file_value")
    columns: dict[str, pd.Series] = {}
    for name in VALUE_COLUMNS:
        if name not in values or name in sheet.positions:
            continue
        if name == "date":
            columns |= _period_columns(values, entries, sheet)
        elif name == "oblast" and values[name] == PLACE_REGION:
            if count_named_regions(entries, sheet):
                columns[name] = find_named_regions(entries, sheet)
        else:
            columns[name] = _every_row(values[name], entries)
    return columns


def _period_columns(
    values: Mapping[str, str], entries: pd.DataFrame, sheet: Sheet
) -> Mapping[str, pd.Series]:
    """Return the columns of first day, last day and note; {} if the period does not fit."""
    if "end_date" in sheet.positions or not _PERIOD.fullmatch(values["date"]):
        return {}
    start, end = values["date"].split(PERIOD_SIGN)
    notes = _every_row(values.get("note", ""), entries)
    if "note" in sheet.positions:
        own = entries[sheet.positions["note"]].map(tidy_text)
        notes = notes.where(own == "", own + "; " + notes)
    return {
        "date": _every_row(start, entries),
        "end_date": _every_row(end, entries),
        "note": notes,
    }


def _every_row(value: str, entries: pd.DataFrame) -> pd.Series:
    return pd.Series(value, index=entries.index, dtype="str")
