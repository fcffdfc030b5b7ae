"""Parts of charts that are still drawn as Plotly figures; it goes with the last of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from campaign.i18n.translator import Text
from campaign.theme.style import Style, base_layout, hatch_pattern

CLEAR = "rgba(0,0,0,0)"
"""The colour of a bar through which its hatching is seen."""


def legend_key(name: str, colour: str, **marker: Any) -> go.Bar:
    """An entry of the legend without a bar of its own."""
    return go.Bar(
        x=[None], y=[None], name=name, marker={"color": colour, **marker}, hoverinfo="skip"
    )


def hatching(picture: go.Bar, hatched: Sequence[bool], style: Style) -> list[go.Bar]:
    """The bars that were not reported, hatched, behind the picture's own, which are `CLEAR` there.

    It has a place for every bar of the picture, so that what steps back there does so here.
    """
    if not any(hatched):
        return []
    opacity = picture.marker.opacity
    return [
        go.Bar(
            orientation=picture.orientation,
            base=picture.base,
            x=[x if h else None for x, h in zip(picture.x, hatched, strict=True)],
            y=picture.y,
            marker={
                "color": style.not_reported,
                "pattern": hatch_pattern(style),
                **({} if opacity is None else {"opacity": opacity}),
            },
            hoverinfo="skip",
            meta={"selected": []},
            showlegend=False,
            zorder=-1,
        )
    ]


def blank(text: Text, style: Style) -> go.Figure:
    """A figure that says that nothing was chosen to be shown."""
    layout = base_layout(style)
    layout |= {
        "dragmode": False,
        "xaxis": {"visible": False, "fixedrange": True},
        "yaxis": {"visible": False, "fixedrange": True},
        "annotations": [
            {
                "text": text("No activities in this selection."),
                "xref": "paper",
                "yref": "paper",
                "x": 0.5,
                "y": 0.5,
                "showarrow": False,
                "font": {"color": style.muted},
            }
        ],
    }
    return go.Figure(data=[], layout=layout)
