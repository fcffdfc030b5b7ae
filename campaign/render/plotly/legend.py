"""Legend entries as traces without data; an area is a bar, because only bars can be hatched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from campaign.charts.body import LegendKey
from campaign.render.plotly.looks import hatch_pattern
from campaign.render.size import NARROW_ROOM
from campaign.render.text_width import width, wrap_text
from campaign.theme.roles import paint
from campaign.theme.style import Style

_SIGN, _GAP, _LETTERS = 22, 18, 14  # px: before a label, between entries, font size
_COLUMN_SIGN = 40  # px: before a label as Plotly draws it


def legend_lines(keys: Sequence[LegendKey], room: float) -> int:
    """Return how many lines a legend takes in a width of `room` px."""
    lines, used = 0, room
    for key in keys:
        wide = _SIGN + width(key.label, _LETTERS)
        if used + wide > room:
            lines, used = lines + len(wrap_text(key.label, room - _SIGN, _LETTERS)), 0
        used += wide + _GAP
    return lines


def phone_legend_lines(keys: Sequence[LegendKey]) -> int:
    """Return the most lines of a phone's legend, in rows or in columns of its widest entry.

    If there are labels at the ends of lines, the legend is narrower than the chart.
    """
    if not keys:
        return 0
    widest = _COLUMN_SIGN + max(width(key.label, _LETTERS) for key in keys)
    columns = max(int(NARROW_ROOM / widest), 1)
    lines = [len(wrap_text(key.label, NARROW_ROOM - _COLUMN_SIGN, _LETTERS)) for key in keys]
    rows = (max(lines[at : at + columns]) for at in range(0, len(keys), columns))
    return max(legend_lines(keys, NARROW_ROOM), sum(rows))


def area_key(key: LegendKey, style: Style, **marker: Any) -> dict[str, Any]:
    """Return an entry with the fill and hatch of its role."""
    looks = paint(key.role, style)
    hatch = {"pattern": hatch_pattern(style)} if looks.hatched else {}
    return {
        "type": "bar",
        "x": [None],
        "y": [None],
        "name": key.label,
        "marker": {"color": looks.fill, **marker, **hatch},
        "hoverinfo": "skip",
    }


def mark_key(key: LegendKey, marker: dict[str, Any]) -> dict[str, Any]:
    """Return an entry with a marker."""
    return _scatter_key(key, {"mode": "markers", "marker": marker})


def line_key(key: LegendKey, line: dict[str, Any]) -> dict[str, Any]:
    """Return an entry with a line."""
    return _scatter_key(key, {"mode": "lines", "line": line})


def _scatter_key(key: LegendKey, look: dict[str, Any]) -> dict[str, Any]:
    no_point = {"x": [None], "y": [None], "hoverinfo": "skip"}
    return {"type": "scatter", "name": key.label, **no_point, **look}
