"""Registers with the region only in a heading above its rows, as the program 1C writes them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

import pandas as pd

from campaign.i18n.match_key import plain, tidy_text
from campaign.ingest.parse.code_lists import CodeList
from campaign.ingest.parse.column_names import COUNTS
from campaign.ingest.parse.header_row import NO_HEADER_ROW, HeaderRow
from campaign.ingest.parse.joined_headers import is_entry_cell
from campaign.ingest.parse.periods import parse_month
from campaign.ingest.parse.region_lists import DISTRICTS
from campaign.ingest.parse.signature_words import starts_line
from campaign.ingest.parse.total_words import has_total_word
from campaign.ingest.readers.raw_table import RawTable
from campaign.ingest.vocabulary import load_vocabulary
from campaign.schema.region_codes import NO_REGION

_NUMBERING = re.compile(r"(?:\d{1,2}|[IVX]{1,5})[.)]\s*")
_LONGEST = 60
_WORDS = load_vocabulary("parse", "place_words")
_OBLAST_WORDS = frozenset(_WORDS.words("oblast_words"))
_DISTRICT_WORDS = frozenset(_WORDS.words("district_words"))
_FEWEST_CELLS = 2
"""An entry has at least this many filled cells without its numbers."""


def read_group_rows(
    raw: RawTable, header: HeaderRow, regions: CodeList | None, value_columns: Collection[str]
) -> tuple[RawTable, HeaderRow]:
    """Return the table with the region of each heading in the rows below the heading.

    A heading names a region (or «Ош», which may be two) or, below another heading, the whole
    country; its other cells are empty or numbers, the sums of its rows. The headings are listed in
    `HeaderRow.groups` and not changed. If there is no column of regions, one is added at the end. A
    table is returned unchanged if it has no heading, if a row below a heading has a region of its
    own, if several columns may have the region, or if it lacks date or type and `value_columns`
    (which have one value in every row) do not contain them. In a table without a header row, a
    heading right above the first entry counts only if others follow.
    """
    is_known = {"date", "type"} <= {*header.fields, *value_columns}
    if regions is None or not is_known or "oblast" in header.ambiguous:
        return raw, header
    body = raw.cells.loc[header.body :]
    at = header.fields.index("oblast") if "oblast" in header.fields else None
    numbers = [position for position, field in enumerate(header.fields) if field in COUNTS]
    words = body.drop(columns=numbers)
    headings = dict(_find_headings(words, regions))
    with_groups = header
    if headings and (first := _heading_above(raw, header, regions)):
        ((row, _),) = first.items()
        titles = tuple(title for title in header.titles if title < row)
        with_groups = replace(header, body=row, titles=titles)
        words = raw.cells.loc[row:].drop(columns=numbers)
        headings = first | headings
    entries = _entries_below(words, headings, at)
    if not entries:
        return raw, header
    cells = raw.cells.copy()
    if at is None:
        at = cells.shape[1]
        cells[at] = ""
        with_groups = replace(
            with_groups,
            headers=(*header.headers, ""),
            fields=(*header.fields, "oblast"),
            first_added=at,
        )
    cells.loc[list(entries), at] = list(entries.values())
    return replace(raw, cells=cells), replace(with_groups, groups=tuple(headings))


def _heading_above(raw: RawTable, header: HeaderRow, regions: CodeList) -> dict[int, str]:
    """Return {row: name} of the heading above the first entry of a table without a header row.

    {} if there is none. Only a line with a month may be between heading and entry. The heading
    needs a word for an oblast, because the name of a city above a letter belongs to the sender.
    """
    if header.row != NO_HEADER_ROW:
        return {}
    for row in reversed(header.titles):
        cells = raw.cells.loc[[row]]
        if headings := dict(_find_headings(cells, regions)):
            (name,) = headings.values()
            return headings if _OBLAST_WORDS & set(plain(name).split()) else {}
        filled = [cell for cell in map(tidy_text, map(str, cells.loc[row])) if cell]
        if len(filled) > 1 or parse_month(filled[0]) is None:
            break
    return {}


def _find_headings(words: pd.DataFrame, regions: CodeList) -> Iterator[tuple[int, str]]:
    """Yield (row, name) for each row that has the name of a region and otherwise only numbers.

    `words` are the cells without the columns of numbers.
    """
    names: dict[str, str] = {}
    has_region = False
    alone = words[(words != "").sum(axis=1) == 1]
    for row, cells in zip(alone.index, alone.to_numpy(dtype=object), strict=True):
        cell = str(next(filter(None, cells)))
        if cell not in names:
            names[cell] = _region_name(cell, regions)
        is_country = regions.match(names[cell]).code in NO_REGION
        # The name of the country above the first region is a title.
        if names[cell] and (has_region or not is_country):
            has_region = True
            yield int(row), names[cell]


def _region_name(cell: str, regions: CodeList) -> str:
    """Return the name of a region or the country in a cell, without numbering; "" for none."""
    words = _NUMBERING.sub("", tidy_text(cell), count=1).rstrip(" :.")
    if not words or len(words) > _LONGEST:
        return ""
    match = regions.match(words)
    if match.code is None:
        return words if match.candidates else ""
    return words


def _entries_below(words: pd.DataFrame, headings: dict[int, str], at: int | None) -> dict[int, str]:
    """Return the name of the heading above each entry; {} if an entry has its own region.

    Entries below a heading that names no region («Прочее») are not in the result.
    """
    if not headings:
        return {}
    is_filled = words != ""
    heading_columns = words.loc[:, is_filled.loc[list(headings)].any()]
    entries: dict[int, str] = {}
    name = ""
    for position, (row, count) in enumerate(is_filled.sum(axis=1).items()):
        if row in headings:
            name = headings[int(str(row))]
        elif count == 1:
            line = "".join(map(str, heading_columns.iloc[position]))
            name = name if not line or _stays_in_region(line) else ""
        elif name and count >= _FEWEST_CELLS:
            own = "" if at is None else str(words.at[row, at])
            if own and not has_total_word(own):
                return {}
            if not own:
                entries[int(str(row))] = name
    return entries


def _stays_in_region(cell: str) -> bool:
    """Return True for a line between entries of one region: a district, month, total or note.

    Also for a number or a date.
    """
    key = plain(cell)
    is_district = key in DISTRICTS or bool(_DISTRICT_WORDS & set(key.split()))
    is_line = has_total_word(cell) or starts_line(cell) or is_entry_cell(cell)
    return is_district or is_line or parse_month(cell) is not None
