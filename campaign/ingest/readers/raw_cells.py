"""The frame of a `RawTable` built from rows of text, in blocks that save memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

import pandas as pd

# This many cells take about 20 MB as Python strings.
_BLOCK_CELLS = 250_000


def build_cells(
    rows: Iterable[Sequence[str]], least_rows: int = 0, least_width: int = 0
) -> pd.DataFrame:
    """Return a frame of text with columns from 0 and rows from 1, short rows filled with "".

    Empty rows and columns at the end are removed, down to `least_rows` and `least_width`.
    """
    pieces: list[dict[int, pd.Series]] = []
    heights: list[int] = []
    count = filled = 0
    for block in _blocks(rows):
        filled = max((at for at, row in enumerate(block, count + 1) if any(row)), default=filled)
        count += len(block)
        heights.append(len(block))
        columns = enumerate(zip_longest(*block, fillvalue=""))
        pieces.append({at: _texts(column) for at, column in columns})
    width = max((len(piece) for piece in pieces), default=0)
    frame = {}
    for at in range(max(width, least_width)):
        # Removed one by one, so that no column is in memory twice.
        parts = [
            piece.pop(at) if at in piece else _texts([""] * height)
            for piece, height in zip(pieces, heights, strict=True)
        ]
        frame[at] = pd.concat(parts, ignore_index=True) if parts else _texts([])
    filled_width = max((at + 1 for at, column in frame.items() if (column != "").any()), default=0)
    columns_of_text = {at: frame[at] for at in range(max(filled_width, least_width))}
    index = pd.RangeIndex(count)
    cells = pd.DataFrame(columns_of_text, index=index, columns=pd.RangeIndex(len(columns_of_text)))
    height = max(filled, least_rows)
    cells = cells.iloc[:height] if height <= count else cells.reindex(range(height), fill_value="")
    return cells.set_axis(pd.RangeIndex(1, height + 1), axis=0)


def _blocks(rows: Iterable[Sequence[str]]) -> Iterator[list[Sequence[str]]]:
    block: list[Sequence[str]] = []
    cells = 0
    for row in rows:
        block.append(row)
        cells += len(row) + 1
        if cells >= _BLOCK_CELLS:
            yield block
            block, cells = [], 0
    if block:
        yield block


def _texts(values: Sequence[str]) -> pd.Series:
    return pd.Series(values, dtype="str")
