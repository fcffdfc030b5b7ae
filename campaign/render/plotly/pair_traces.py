"""The traces of a chart of pairs: points, areas for tooltips, and the legend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from campaign.charts.body import Datum, LegendKey, Pair, Pairs
from campaign.render.plotly.legend import mark_key
from campaign.render.plotly.looks import halo
from campaign.render.plotly.words import escape, tooltip
from campaign.theme.roles import paint
from campaign.theme.style import PAIR_MARK, PAIR_RING, Style


def point_traces(rows: Sequence[Pair], at: int, style: Style) -> dict[str, Any]:
    """Return the first or the second value of each row, its words on the outer side of both."""
    points = [
        (position, pair, pair.data[at])
        for position, pair in enumerate(rows)
        if pair.data[at] in pair.points
    ]
    looks = [paint(datum.role, style, faded=datum.faded) for _, _, datum in points]
    sides = ["right" if pair.is_descending == (at == 0) else "left" for _, pair, _ in points]
    fills = [look.fill for look in looks]
    marker: dict[str, Any] = {
        "size": PAIR_MARK,
        "color": fills,
        "opacity": [look.opacity for look in looks],
    }
    if at == 1:
        marker |= _ring(fills, style)
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [datum.value for _, _, datum in points],
        "y": [position for position, _, _ in points],
        "text": [_value_words(datum) for _, _, datum in points],
        "textposition": [f"middle {side}" for side in sides],
        "textfont": {"shadow": halo(style.background)},
        "marker": marker,
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _value_words(datum: Datum) -> str:
    words = escape(datum.words)
    return f" <b>{words}</b> " if datum.selected else f" {words} "


def row_areas(body: Pairs) -> dict[str, Any]:
    """Return an invisible area over both points of each row, for pointer, keyboard and touch."""
    margin = body.ticks[-1].at * 0.04
    ends = [[datum.value for datum in pair.points] or [0.0] for pair in body.rows]
    return {
        "type": "bar",
        "orientation": "h",
        "base": [min(values) - margin for values in ends],
        "x": [max(values) - min(values) + 2 * margin for values in ends],
        "y": list(range(len(ends))),
        "width": 1,
        "marker": {"color": "rgba(0,0,0,0)"},
        "hoverinfo": "text",
        "hovertext": [tooltip(pair.first.tooltip) for pair in body.rows],
        "customdata": [pair.first.code for pair in body.rows],
        "meta": {
            "walk": True,
            "selected": [pair.first.code for pair in body.rows if pair.first.selected],
        },
        "showlegend": False,
    }


def legend_entry(key: LegendKey, style: Style) -> dict[str, Any]:
    is_ring, fill = key.mark == "hollow", paint(key.role, style).fill
    look = _ring(fill, style) if is_ring else {"color": fill}
    return mark_key(key, {"size": PAIR_MARK, **look})


def _ring(colours: str | list[str], style: Style) -> dict[str, Any]:
    """Return the marker of a ring, with the ground inside."""
    return {"color": style.background, "line": {"color": colours, "width": PAIR_RING}}
