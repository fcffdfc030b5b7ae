"""Cells merged downwards: texts apply to every row that they cover, numbers to the first."""

from __future__ import annotations

import numpy as np
import pandas as pd

from campaign.i18n.match_key import map_cells, tidy_text
from campaign.ingest.parse.column_names import COUNTS
from campaign.ingest.parse.header_row import HeaderRow
from campaign.ingest.readers.raw_table import RawTable

# Each activity has its own counts and its own code: a merged cell of these is used once.
_NOT_FILLED = COUNTS | {"activity_id"}


def fill_merged_cells(
    body: pd.DataFrame, raw: RawTable, header: HeaderRow
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
    body: pd.DataFrame, raw: RawTable, header: HeaderRow
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
