"""The traces of a chart of pairs: points, areas for tooltips, and the legend."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from campaign.charts.body import Datum, LegendKey, Pair, Pairs
from campaign.render.plotly.legend import mark_key
from campaign.render.plotly.words import escape, tooltip
from campaign.render.text_width import LINE, PAGE_LETTERS, width
from campaign.theme.roles import paint
from campaign.theme.style import PAIR_MARK, PAIR_RING, Style

_AROUND = 10  # px of space beside the label of a point


def point_traces(rows: Sequence[Pair], at: int, style: Style) -> dict[str, Any]:
    """Return the first or the second value of each row, labelled on the outer side of the pair."""
    points = [
        (position, pair, pair.data[at])
        for position, pair in enumerate(rows)
        if pair.data[at] in pair.points
    ]
    looks = [paint(datum.role, style, faded=datum.faded) for _, _, datum in points]
    sides = ["right" if _is_right(pair, at) else "left" for _, pair, _ in points]
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
        "marker": marker,
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }


def value_covers(rows: Sequence[Pair], style: Style) -> Iterator[dict[str, Any]]:
    """Yield an area in the background colour behind each value label, over the grid lines."""
    for position, pair in enumerate(rows):
        for at, datum in enumerate(pair.data):
            if datum not in pair.points:
                continue
            length = width(datum.words, style.size, bold=datum.selected) * PAGE_LETTERS
            ends = (PAIR_MARK / 2 + 1, PAIR_MARK / 2 + _AROUND + length)
            side = 1 if _is_right(pair, at) else -1
            yield {
                "type": "rect",
                "layer": "between",
                "xsizemode": "pixel",
                "xanchor": datum.value,
                "x0": side * ends[0],
                "x1": side * round(ends[1]),
                "ysizemode": "pixel",
                "yanchor": position,
                "y0": -style.size * LINE / 2,
                "y1": style.size * LINE / 2,
                "fillcolor": style.background,
                "line": {"width": 0},
            }


def _is_right(pair: Pair, at: int) -> bool:
    """Return whether the label of a value is to the right of its point, outside of the pair."""
    return pair.is_descending == (at == 0)


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
    """Return the marker of a ring filled with the background colour, as large as a point."""
    size = PAIR_MARK - PAIR_RING
    return {"size": size, "color": style.background, "line": {"color": colours, "width": PAIR_RING}}
