"""The column widths and the font size of a table in a Word document."""

from __future__ import annotations

from collections.abc import Sequence

from campaign.render.text_width import width

SIZES = (9.0, 8.5, 8.0, 7.5, 7.0)
"""Font sizes in points: a table has the largest size that breaks none of its words."""

CELL_MARGIN = 2.5
"""Points between the text of a cell and its borders, on both sides."""

_BORDERS = 2 * CELL_MARGIN + 0.5  # with a line between two cells
_HEADER_LINES = 3  # a longer header widens its column


def fit_columns(
    headers: Sequence[str], rows: Sequence[Sequence[str]], room: float
) -> tuple[list[float], float]:
    """Return the column widths and the font size, all in points.

    The sum of the widths is `room`. A column is at least as wide as its longest word. The remaining
    width goes to columns with cells of several lines, and then in equal shares to all. Words are
    broken only if the smallest size is too large; the widths are then in proportion to them.
    """
    columns = list(zip(headers, *rows, strict=True))
    size = next((size for size in SIZES if sum(_least(columns, size)) <= room), SIZES[-1])
    least = _least(columns, size)
    if sum(least) > room:
        return [room * each / sum(least) for each in least], size
    wishes = [max(0.0, _wish(c, size) - each) for c, each in zip(columns, least, strict=True)]
    spare, wished = room - sum(least), sum(wishes)
    granted = min(1.0, spare / wished) if wished else 0.0
    share = (spare - granted * wished) / len(columns)
    return [each + granted * wish + share for each, wish in zip(least, wishes, strict=True)], size


def _least(columns: Sequence[Sequence[str]], size: float) -> list[float]:
    """Return for each column the width of its longest word."""
    return [
        max(
            width(word, size, bold=at == 0)
            for at, words in enumerate(column)
            for word in words.split(" ")
        )
        + _BORDERS
        for column in columns
    ]


def _wish(column: Sequence[str], size: float) -> float:
    """Return the width at which each cell fits on one line and the header on `_HEADER_LINES`."""
    header, *cells = column
    widest = max((width(words, size) for words in cells), default=0.0)
    return max(widest, width(header, size, bold=True) / _HEADER_LINES) + _BORDERS
