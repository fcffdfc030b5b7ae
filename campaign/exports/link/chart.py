"""The chart on the preview picture of a link: fewer elements and larger text than on a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from campaign.charts.body import Bars, Choropleth, LegendKey, Pairs, Strip, Timeline
from campaign.charts.chart import Chart
from campaign.render.size import Size
from campaign.render.svg.drawing import Drawing
from campaign.render.svg.figure import RENDERERS
from campaign.theme.style import LIGHT

_ROW, _ROWS = 30, range(8, 2, -1)
"""The height of a row in px, and the numbers of rows to try."""
_SCALES = (1.2, 1.1, 1.0, 0.9)
_MAP_SCALE = 1.3


def draw_chart(chart: Chart, width: float, height: float) -> Drawing:
    """Draw the chart in the largest size that fits the width and height, in px."""
    chart = _simplify(chart)
    if isinstance(chart.body, Choropleth):
        return _draw_map(chart, width, height)
    for size in _sizes(chart, width, height):
        drawing = RENDERERS[type(chart.body)](chart, LIGHT, size)
        if drawing.height <= height:
            break
    return drawing


def _draw_map(chart: Chart, width: float, height: float) -> Drawing:
    """Draw the map over the whole width; if it is too high, scale it with its text and legend."""
    drawing = RENDERERS[Choropleth](chart, LIGHT, Size("link", round(width), _MAP_SCALE))
    share = height / drawing.height
    if share >= 1:
        return drawing
    return RENDERERS[Choropleth](chart, LIGHT, Size("link", int(width * share), _MAP_SCALE * share))


def _sizes(chart: Chart, width: float, height: float) -> Iterator[Size]:
    """Yield the sizes to try, from large to small: fewer rows, or smaller letters."""
    if isinstance(chart.body, Bars | Pairs):
        for rows in _ROWS:
            yield Size("link", round(width), 1.35, rows, _ROW)
    else:
        for scale in _SCALES:
            yield Size("link", round(width), scale, height=height)


def _simplify(chart: Chart) -> Chart:
    """Return a map without classes in its legend, and a timeline without events.

    Each region on the map has its value. States stay in the legend: it explains their hatches and
    hollow marks.
    """
    match chart.body:
        case Choropleth() as body:
            data = tuple(replace(datum, note="") for datum in body.data)
            states = tuple(key for key in body.legend if key.role.startswith("state:"))
            less = replace(body, data=data, legend=states, legend_title="", strip=Strip())
            return replace(chart, body=less)
        case Timeline() as body:
            keys = tuple(key for key in body.legend if not _is_event(key))
            return replace(chart, body=replace(body, marks=(), legend=keys))
    return chart


def _is_event(key: LegendKey) -> bool:
    return key.mark in ("milestone", "event")
