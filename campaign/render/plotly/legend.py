"""Legend entries as traces without data; an area is a bar, because only bars can be hatched."""

from __future__ import annotations

from typing import Any

from campaign.charts.body import LegendKey
from campaign.render.plotly.looks import hatch_pattern
from campaign.theme.roles import paint
from campaign.theme.style import Style


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
