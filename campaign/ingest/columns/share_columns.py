"""Columns of one region each, which are joined, and cells with two days, which are split.

Columns such as `reached_KG-B` or «Баткен: охвачено» become one declared column,
`reached_by_oblast`, at the position of the first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from campaign.i18n.match_key import tidy_text
from campaign.ingest.cells.automatic_corrections import log_cells
from campaign.ingest.cells.cell_formats import CellFormats
from campaign.ingest.cells.column_parsers import ParsedColumns
from campaign.ingest.parse import day_ranges, numbers
from campaign.ingest.parse.code_lists import CodeList
from campaign.ingest.parse.column_names import field_of
from campaign.ingest.parse.header_row import HeaderRow
from campaign.ingest.readers.raw_table import RawTable
from campaign.ingest.report import StepLog
from campaign.ingest.sheet import Sheet
from campaign.schema import tables
from campaign.schema.region_codes import NO_REGION, SHARES, is_several

_FIRST, _LAST = "date", "end_date"

_CODE = re.compile(r"reached[ _](KG-[A-Z]{1,2})", re.IGNORECASE)
_PARTS = re.compile(r"(.+?)\s*(?:[:,(–—]|\s-\s)\s*(.+?)\)?")


def join_share_columns(
    raw: RawTable, header: HeaderRow, regions: CodeList | None
) -> tuple[RawTable, HeaderRow]:
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


def _find_columns(header: HeaderRow, regions: CodeList) -> Mapping[int, str]:
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
        for days in day_ranges.parse_day_ranges(
            cells[is_open], formats.date_order, sheet.raw.from_1904
        )
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
