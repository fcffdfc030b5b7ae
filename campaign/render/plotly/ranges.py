"""Ranges: for bars a trace of thin lines below their labels, for lines shapes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from campaign.charts.body import Datum, LegendKey
from campaign.render.end_ranges import EndRange
from campaign.theme.style import RANGE_AT, RANGE_END, RANGE_TICK, RANGE_WIDTH, Style


def range_lines(
    rows: Sequence[Datum], style: Style, *, upward: bool = False
) -> list[dict[str, Any]]:
    """Return the ranges of the bars in `rows`, which are drawn at 0, 1, …; [] if there are none.

    With `upward` the rows are counted from the bottom. The browser hides the ranges during an
    animation, because they are for the whole period.
    """
    points: list[tuple[float | None, float | None, float]] = []
    below = -RANGE_AT if upward else RANGE_AT
    for position, datum in enumerate(rows):
        if datum.has_range:
            y = position + below
            points += [(datum.low, y, 0), (datum.middle, y, RANGE_TICK), (datum.high, y, RANGE_END)]
            points.append((None, None, 0))
    if not points:
        return []
    return [
        {
            **_look(style, [size for _, _, size in points]),
            "x": [x for x, _, _ in points],
            "y": [y for _, y, _ in points],
            "cliponaxis": False,
            "showlegend": False,
            "meta": {"play": "ranges"},
        }
    ]


def end_ranges(ranges: Sequence[EndRange], style: Style) -> list[dict[str, Any]]:
    """Return shapes for each range at the end of a line: its line, its tick and its upper end."""
    return [
        {
            "type": "line",
            "name": "range",
            # Relative to the paper, because Plotly cuts off shapes at the ends of their axis.
            "xref": "paper",
            "xanchor": one.x,
            "xsizemode": "pixel",
            "x0": one.apart - across / 2,
            "x1": one.apart + across / 2,
            "yref": "paper",
            "y0": low,
            "y1": high,
            "line": {"color": style.text, "width": RANGE_WIDTH},
        }
        for one in ranges
        for low, high, across in (
            (one.low, one.high, 0),
            (one.middle, one.middle, RANGE_TICK),
            (one.high, one.high, RANGE_END),
        )
    ]


def range_key(key: LegendKey, style: Style) -> dict[str, Any]:
    """Return the legend entry of the ranges."""
    return {**_look(style, RANGE_END), "x": [None], "y": [None], "name": key.label}


def _look(style: Style, size: Any) -> dict[str, Any]:
    line = {"color": style.text, "width": RANGE_WIDTH}
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "line": line,
        "marker": {"symbol": "line-ns", "line": line, "size": size},
        "hoverinfo": "skip",
    }
