"""Columns with the people reached in one region, such as `reached_KG-B` or «Баткен: охвачено».

They are joined into one declared column, `reached_by_oblast`, at the position of the first.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from campaign.i18n.match_key import tidy_text
from campaign.ingest.parse import numbers
from campaign.ingest.parse.code_lists import CodeList
from campaign.ingest.parse.column_names import field_of
from campaign.ingest.parse.header_row import HeaderRow
from campaign.ingest.readers.raw_table import RawTable
from campaign.schema.reached_shares import COLUMN
from campaign.schema.region_codes import NO_REGION, is_several

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
    if regions is None or COLUMN in fields or not {"oblast", "reached"} <= set(fields):
        return raw, header
    columns = _find_columns(header, regions)
    if not columns:
        return raw, header
    first, *others = columns
    body = raw.cells.index >= header.body
    cells = raw.cells.copy()
    cells.loc[body, first] = _join_cells(cells.loc[body], columns)
    cells.loc[body, others] = ""
    joined_fields = [COLUMN if at == first else field for at, field in enumerate(fields)]
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
