"""Rows of text made into the frame of a `RawTable`, without holding them all as Python strings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest

import pandas as pd

# So many cells at once cost about 20 MB as Python strings.
_AT_ONCE = 250_000


def cells_of(
    rows: Iterable[Sequence[str]], least_rows: int = 0, least_width: int = 0
) -> pd.DataFrame:
    """Text in columns numbered from 0 and rows from 1, short rows filled up with "".

    Empty rows and columns at the end are left off, down to `least_rows` and `least_width`.
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
        # Taken out one by one, so that nothing is held twice.
        parts = [
            piece.pop(at) if at in piece else _texts([""] * height)
            for piece, height in zip(pieces, heights, strict=True)
        ]
        frame[at] = pd.concat(parts, ignore_index=True) if parts else _texts([])
    wide = max((at + 1 for at, column in frame.items() if (column != "").any()), default=0)
    kept = {at: frame[at] for at in range(max(wide, least_width))}
    index = pd.RangeIndex(count)
    cells = pd.DataFrame(kept, index=index, columns=pd.RangeIndex(len(kept)))
    tall = max(filled, least_rows)
    cells = cells.iloc[:tall] if tall <= count else cells.reindex(range(tall), fill_value="")
    return cells.set_axis(pd.RangeIndex(1, tall + 1), axis=0)


def _blocks(rows: Iterable[Sequence[str]]) -> Iterator[list[Sequence[str]]]:
    block: list[Sequence[str]] = []
    cells = 0
    for row in rows:
        block.append(row)
        cells += len(row) + 1
        if cells >= _AT_ONCE:
            yield block
            block, cells = [], 0
    if block:
        yield block


def _texts(values: Sequence[str]) -> pd.Series:
    return pd.Series(values, dtype="str")
