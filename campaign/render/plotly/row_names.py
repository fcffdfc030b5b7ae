"""The names beside rows of bars or cells."""

from __future__ import annotations

from collections.abc import Sequence

from campaign.render.plotly.words import escape_lines, one_line, second_words
from campaign.render.size import Size

_MOST_TALL_ROWS = 8
_SECOND_LINE = 42  # characters of a name below another, in smaller letters
_HALF = 28  # characters of each of two names on one line


def row_names(
    names: Sequence[str], width: int, size: Size, seconds: Sequence[str] = ()
) -> list[str]:
    """Return the names in Plotly's form, broken into lines of about `width` characters.

    Where words are large and rows many, each row has the height of one line. `seconds` are the
    names in a second language, "" for one that is the same: each stands below the first, on the
    same line where that is all the row has.
    """
    is_flat = has_flat_rows(len(names), size)
    if any(seconds):
        return [
            _in_both(name, second, is_flat) for name, second in zip(names, seconds, strict=True)
        ]
    if is_flat:
        return [one_line(name) for name in names]
    return [escape_lines(name, width) for name in names]


def has_flat_rows(count: int, size: Size) -> bool:
    """Return whether each of so many rows has the height of one line of words."""
    return size.scale > 1 and count > _MOST_TALL_ROWS


def _in_both(name: str, second: str, is_flat: bool) -> str:
    if not second:
        return one_line(name)
    if is_flat:
        return f"{one_line(name, _HALF)} {second_words('/ ' + second, _HALF + 2)}"
    return f"{one_line(name)}<br>{second_words(second, _SECOND_LINE)}"
