"""Bars of shares, each on a track to 100 %, with texts above and below it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from campaign.charts.body import Bars, Datum
from campaign.charts.two_languages import both
from campaign.render.plotly.looks import base_layout, hatch_pattern
from campaign.render.plotly.words import escape, second_words, tooltip
from campaign.render.size import Size
from campaign.theme.roles import TRACK, paint
from campaign.theme.style import Style

NARROW: Mapping[str, Any] = {"margin.l": 4, "margin.r": 4}

_THICK, _THICK_LARGE = 0.26, 0.2  # of a row


def draw(body: Bars, style: Style, size: Size) -> dict[str, Any]:
    """Draw the bars; a share that was not reported has a hatched track."""
    is_large = size.scale > 1
    common: dict[str, Any] = {
        "type": "bar",
        "orientation": "h",
        "width": _THICK_LARGE if is_large else _THICK,
        "showlegend": False,
        "hoverinfo": "text",
    }
    reported_bars = [
        (position, datum)
        for position, datum in enumerate(body.data)
        if datum.state != "not_reported"
    ]
    shapes = ["/" if datum.state == "not_reported" else "" for datum in body.data]
    tracks = {
        **common,
        "y": list(range(len(body.data))),
        "x": [body.end] * len(body.data),
        "marker": {
            "color": paint(TRACK, style).fill,
            "line": {"color": style.line, "width": 1},
            "pattern": hatch_pattern(style) | {"shape": shapes},
        },
        "hovertext": [tooltip(datum.tooltip) for datum in body.data],
    }
    bars = {
        **common,
        "y": [position for position, _ in reported_bars],
        "x": [round(datum.value, 4) for _, datum in reported_bars],
        "marker": {"color": [paint(datum.role, style).fill for _, datum in reported_bars]},
        "hovertext": [tooltip(datum.tooltip) for _, datum in reported_bars],
    }
    rows = len(body.data)
    layout = base_layout(style) | {
        "margin": {"l": 4, "r": 4, "t": 4, "b": 4},
        "barmode": "overlay",
        "hovermode": "closest",
        "dragmode": False,
        "xaxis": {"visible": False, "range": [0, body.end], "fixedrange": True},
        "yaxis": {
            "visible": False,
            # Larger text needs more room above the first bar and below the last.
            "range": [rows - 0.4, -0.5] if is_large else [rows - 0.45, -0.6],
            "fixedrange": True,
        },
        "annotations": [
            note
            for position, datum in enumerate(body.data)
            for note in _notes(position, datum, style)
        ],
    }
    return {"data": [tracks, bars], "layout": layout}


def _notes(position: int, datum: Datum, style: Style) -> list[dict[str, Any]]:
    """Return the name and value above a bar, and the base of the value below."""
    common = {"xref": "paper", "y": position, "showarrow": False}
    left = {"x": 0, "xanchor": "left"}
    above = {"yanchor": "bottom", "yshift": 11}
    value, name = escape(datum.words), f"<b>{escape(datum.label)}</b>"
    if datum.second_label:
        name += f" {second_words('/ ' + datum.second_label)}"
    notes = [
        {"text": name, **common, **left, **above},
        {
            "text": value if datum.state == "not_reported" else f"<b>{value}</b>",
            "x": 1,
            "xanchor": "right",
            **common,
            **above,
        },
    ]
    other = datum.translation
    if datum.note:
        notes.append(
            {
                "text": escape(both(datum.note, other.note if other else "")),
                "yanchor": "top",
                "yshift": -10,
                "font": {"size": style.size - 1, "color": style.muted},
                **common,
                **left,
            }
        )
    return notes
