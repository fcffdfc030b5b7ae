"""The names beside rows of bars or cells."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from campaign.render.plotly.words import escape, escape_lines, one_line, second_words
from campaign.render.size import Size
from campaign.render.text_width import width as text_width
from campaign.theme.style import Style

_MOST_TALL_ROWS = 8
_LETTERS, _ONE_LINE = 14, 214  # px: font size and most width of names beside bars on a page
_WIDER = 1.4  # the factor by which lines may be wider, so that two lines are enough
_SECOND_LINE = 42  # characters of a name below another, in smaller type
_HALF = 28  # characters of each of two names on one line


def row_names(
    names: Sequence[str],
    width: int,
    size: Size,
    seconds: Sequence[str] = (),
    *,
    in_two_lines: bool = False,
) -> list[str]:
    """Return the names as text for Plotly, wrapped into lines of about `width` characters.

    `in_two_lines` is for rows of one height: a third line would touch the names above and below.

    With large text and many rows, each row has the height of one line. `seconds` are the names in a
    second language, "" for a name that is the same: each is below the first name, or on the same
    line if rows have one line.
    """
    is_flat = has_flat_rows(len(names), size)
    if any(seconds):
        return [
            _in_both(name, second, is_flat) for name, second in zip(names, seconds, strict=True)
        ]
    if is_flat:
        return [one_line(name) for name in names]
    return [
        _in_two_lines(name, width) if in_two_lines else escape_lines(name, width) for name in names
    ]


def name_font(names: Sequence[str], style: Style, size: Size) -> dict[str, Any]:
    """Return a smaller font for the names of an axis on a page if a name has two lines, or {}.

    With it, two such names below each other do not touch.
    """
    is_long = size.scale == 1 and any("<br>" in name for name in names)
    return {"tickfont": {"size": style.size - 1}} if is_long else {}


def _in_two_lines(name: str, width: int) -> str:
    """Return a name in at most two lines, wider if necessary; a longer name is cut.

    It has one line if it fits on one line in the server's drawing of a page.
    """
    if text_width(name, _LETTERS) <= _ONE_LINE:
        return escape(name)
    most = round(width * _WIDER)
    for length in range(width, most + 1):
        if len(_lines(name, length)) <= 2:
            return escape_lines(name, length)
    first, second, *_ = _lines(name, most)
    return f"{escape(first)}<br>{escape(second)}…"


def _lines(name: str, width: int) -> list[str]:
    return textwrap.wrap(name, width, break_long_words=False)


def has_flat_rows(count: int, size: Size) -> bool:
    """Return whether each of `count` rows has the height of one line of text."""
    return size.scale > 1 and count > _MOST_TALL_ROWS


def _in_both(name: str, second: str, is_flat: bool) -> str:
    if not second:
        return one_line(name)
    if is_flat:
        return f"{one_line(name, _HALF)} {second_words('/ ' + second, _HALF + 2)}"
    return f"{one_line(name)}<br>{second_words(second, _SECOND_LINE)}"
