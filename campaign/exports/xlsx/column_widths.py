"""The widths of the columns of a table on a sheet, in characters."""

from __future__ import annotations

from collections.abc import Sequence

from campaign.exports.xlsx.sheet_column import SheetColumn, is_missing

NARROWEST, WIDEST = 8, 60
"""The limits of the width of every column."""

_HEADER_WORDS = 14
_FEW, _WIDEST_OF_MANY = 3, 36


def column_widths(columns: Sequence[SheetColumn]) -> list[int]:
    """Return the width of each column: that of its longest cell, within limits."""
    widest = WIDEST if len(columns) <= _FEW else _WIDEST_OF_MANY
    return [_width(column, widest) for column in columns]


def _width(column: SheetColumn, widest: int) -> int:
    """Return the width of the longest cell, within limits; a header wraps between words only."""
    longest_word = max(map(len, column.header.split()), default=0)
    header = max(longest_word + 3, min(len(column.header) + 3, _HEADER_WORDS))
    return max(NARROWEST, min(widest, max(header, _longest(column) + 3)))


def _longest(column: SheetColumn) -> int:
    if column.kind == "date":
        return len("00.00.0000")
    if column.kind in ("text", "sentence"):
        return max(
            (_longest_line(str(cell)) for cell in column.cells if not is_missing(cell)), default=0
        )
    numbers = [abs(float(cell)) for cell in column.cells if not is_missing(cell)]
    return len(f"{max(numbers, default=0):,.1f}") + len(column.unit)


def _longest_line(words: str) -> int:
    return len(words) if "\n" not in words else max(map(len, words.split("\n")))
