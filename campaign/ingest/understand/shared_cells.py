"""Values written once for several rows: in merged cells, and in headings with a region."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from campaign.i18n.match_key import map_cells, plain, tidy_text
from campaign.ingest.readers.raw_table import RawTable
from campaign.ingest.understand.column_names import COUNTS
from campaign.ingest.understand.layout import NO_HEADER_ROW, Layout
from campaign.ingest.understand.row_words import has_total_word, starts_line
from campaign.ingest.values.codes import CodeList
from campaign.ingest.values.dates import is_entry_cell
from campaign.ingest.values.periods import parse_month
from campaign.ingest.values.regions import DISTRICTS
from campaign.ingest.vocabulary import load_vocabulary
from campaign.schema.region_codes import NO_REGION

# Each activity has its own counts and its own code: a merged cell of these is used once.
_NOT_FILLED = COUNTS | {"activity_id"}


def fill_merged_cells(
    body: pd.DataFrame, raw: RawTable, header: Layout
) -> tuple[pd.DataFrame, dict[int, pd.Series]]:
    """Return the rows with cells merged downwards filled in, and the masks of filled-in cells.

    The masks are by position. Only declared columns of text, codes and dates are filled: a merged
    number is one number and belongs to its first row. A row that is otherwise blank stays blank.
    """
    filled_masks: dict[int, pd.Series] = {}
    downwards = [
        (top, left, bottom)
        for top, left, bottom, _ in raw.merged
        if bottom > top and top in body.index and left < len(header.fields)
        if header.fields[left] is not None and header.fields[left] not in _NOT_FILLED
    ]
    if not downwards:
        return body, filled_masks
    index = body.index
    is_filled = filled_cells(body)
    has_entry = is_filled.any(axis=1).to_numpy()
    positions = sorted({left for _, left, _ in downwards})
    is_empty = {left: ~is_filled[left].to_numpy() for left in positions}
    columns = {left: body[left].to_numpy(dtype=object, copy=True) for left in positions}
    masks = {left: np.zeros(len(body), dtype=bool) for left in positions}
    for top, left, bottom in downwards:
        first = int(index.searchsorted(top))
        rows = slice(first + 1, int(index.searchsorted(bottom, side="right")))
        value = columns[left][first]
        if has_text(value):
            is_covered = has_entry[rows] & is_empty[left][rows]
            columns[left][rows][is_covered] = value
            masks[left][rows] |= is_covered
    filled = body.copy()
    for left in positions:
        if masks[left].any():
            filled[left] = pd.Series(columns[left], index=index, dtype=body[left].dtype)
            filled_masks[left] = pd.Series(masks[left], index=index)
    return filled, filled_masks


def find_merged_numbers(
    body: pd.DataFrame, raw: RawTable, header: Layout
) -> dict[int, dict[int, int]]:
    """Return, by position, {row: first row} for the rows that a merged number covers.

    Only rows without any other number are in the result: their share of the number is unknown.
    """
    merged_numbers: dict[int, dict[int, int]] = {}
    index = body.index
    for top, left, bottom, _ in raw.merged:
        if bottom == top or top not in index or left >= len(header.fields):
            continue
        if header.fields[left] not in COUNTS:
            continue
        first = int(index.searchsorted(top))
        cells = body[left].array[first : int(index.searchsorted(bottom, side="right"))]
        if has_text(str(cells[0])):
            rows = merged_numbers.setdefault(left, {})
            for row, cell in zip(index[first + 1 :], cells[1:], strict=False):
                if not has_text(str(cell)):
                    rows[int(row)] = top
    return merged_numbers


def has_text(cell: str) -> bool:
    """Return True for a cell with more than spaces."""
    return cell != "" and (cell[0].isalnum() or tidy_text(cell) != "")


def filled_cells(body: pd.DataFrame) -> pd.DataFrame:
    """Return a mask of cells with more than spaces."""
    return body.apply(lambda cells: map_cells(cells, has_text, bool))


_NUMBERING = re.compile(r"(?:\d{1,2}|[IVX]{1,5})[.)]\s*")
_LONGEST = 60
_WORDS = load_vocabulary("values", "place_words")
_OBLAST_WORDS = frozenset(_WORDS.words("oblast_words"))
_DISTRICT_WORDS = frozenset(_WORDS.words("district_words"))
_FEWEST_CELLS = 2
"""An entry has at least this many filled cells without its numbers."""


def read_group_rows(
    raw: RawTable, header: Layout, regions: CodeList | None, value_columns: Collection[str]
) -> tuple[RawTable, Layout]:
    """Return the table with the region of each heading in the rows below the heading.

    A heading names a region (or «Ош», which may be two) or, below another heading, the whole
    country; its other cells are empty or numbers, the sums of its rows. The headings are listed in
    `Layout.groups` and not changed. If there is no column of regions, one is added at the end. A
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


def _heading_above(raw: RawTable, header: Layout, regions: CodeList) -> dict[int, str]:
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
