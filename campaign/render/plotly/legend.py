"""Legend entries as bars without data: only bars have a border and a hatch in Plotly."""

from __future__ import annotations

from typing import Any

from campaign.charts.body import LegendKey
from campaign.render.plotly.looks import hatch_pattern
from campaign.theme.paint import paint
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
