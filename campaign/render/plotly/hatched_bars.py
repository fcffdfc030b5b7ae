"""Hatched bars behind the bars of values that were not reported.

If each bar has its own colour, Plotly draws the lines of a pattern in that colour. Therefore these
bars are transparent, and a hatched trace of a single colour is visible through them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from campaign.charts.body import Datum
from campaign.render.plotly.looks import hatch_pattern
from campaign.theme.roles import paint
from campaign.theme.style import Style

CLEAR = "rgba(0,0,0,0)"
"""The colour of a hatched bar: the hatched trace behind it is visible."""


def is_hatched(datum: Datum, style: Style) -> bool:
    """Return whether the value was not reported."""
    return paint(datum.role, style).hatched


def bar_colours(data: Sequence[Datum], style: Style) -> list[str]:
    """Return the colour of each bar, transparent for a hatched bar."""
    looks = [paint(datum.role, style) for datum in data]
    return [CLEAR if look.hatched else look.fill for look in looks]


def hatch_bars(
    bars: Mapping[str, Any], data: Sequence[Datum], style: Style
) -> list[dict[str, Any]]:
    """Return the trace with the hatches of horizontal `bars`; [] if no bar is hatched.

    It has an element for every bar, so that both traces fade in the same way.
    """
    hatch_flags = [is_hatched(datum, style) for datum in data]
    if not any(hatch_flags):
        return []
    common = {name: bars["marker"][name] for name in ("opacity",) if name in bars["marker"]}
    return [
        {
            "type": "bar",
            "orientation": "h",
            **({"base": bars["base"]} if "base" in bars else {}),
            "x": [x if flag else None for x, flag in zip(bars["x"], hatch_flags, strict=True)],
            "y": bars["y"],
            "marker": {
                "color": style.not_reported,
                "pattern": hatch_pattern(style),
                **common,
            },
            "hoverinfo": "skip",
            "meta": {"selected": []},
            "showlegend": False,
        }
    ]
