"""Hatched bars behind those that were not reported.

Plotly draws the lines of a pattern in the colour of each bar where bars have colours of their own:
the bars are clear there, and one trace of a single colour is seen through them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from campaign.charts.body import Datum
from campaign.render.plotly.looks import hatch_pattern
from campaign.theme.paint import paint
from campaign.theme.style import Style

CLEAR = "rgba(0,0,0,0)"
"""The colour of a bar through which its hatching is seen."""


def is_hatched(datum: Datum, style: Style) -> bool:
    """True where the value was not reported."""
    return paint(datum.role, style).hatched


def bar_colours(data: Sequence[Datum], style: Style) -> list[str]:
    """The colour of each bar, clear where it is hatched."""
    looks = [paint(datum.role, style) for datum in data]
    return [CLEAR if look.hatched else look.fill for look in looks]


def hatch_bars(
    bars: Mapping[str, Any], data: Sequence[Datum], style: Style
) -> list[dict[str, Any]]:
    """The trace behind horizontal `bars`, one for each of the data; none where nothing is hatched.

    It has a place for every bar, so that what steps back there does so here.
    """
    hatched = [is_hatched(datum, style) for datum in data]
    if not any(hatched):
        return []
    shared = {name: bars["marker"][name] for name in ("opacity",) if name in bars["marker"]}
    return [
        {
            "type": "bar",
            "orientation": "h",
            **({"base": bars["base"]} if "base" in bars else {}),
            "x": [x if h else None for x, h in zip(bars["x"], hatched, strict=True)],
            "y": bars["y"],
            "marker": {
                "color": style.not_reported,
                "pattern": hatch_pattern(style),
                **shared,
            },
            "hoverinfo": "skip",
            "meta": {"selected": []},
            "showlegend": False,
            "zorder": -1,
        }
    ]
