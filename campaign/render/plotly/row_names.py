"""The names beside rows of bars or cells."""

from __future__ import annotations

from collections.abc import Sequence

from campaign.render.plotly.escape import escape_lines
from campaign.render.plotly.words import one_line
from campaign.render.size import Size

_MOST_TALL_ROWS = 8


def row_names(names: Sequence[str], width: int, size: Size) -> list[str]:
    """Return the names in Plotly's form, broken into lines of about `width` characters.

    Where words are large and rows many, each row has the height of one line.
    """
    if size.scale > 1 and len(names) > _MOST_TALL_ROWS:
        return [one_line(name) for name in names]
    return [escape_lines(name, width) for name in names]
