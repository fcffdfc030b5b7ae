"""Charts as Plotly figures: the renderer of each kind of body."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from campaign.charts.body import Bars, Choropleth, Grid, Lines, Pairs, Panels, Spans, Timeline
from campaign.charts.chart import Chart
from campaign.render.animation import animation as animation
from campaign.render.height import height as height
from campaign.render.height import omitted_rows as omitted_rows
from campaign.render.plotly import bars, choropleth, grid, lines, pairs, panels, spans, timeline
from campaign.render.plotly.renderer import Highlight, Renderer
from campaign.render.size import SCREEN, Size
from campaign.theme.style import Style

_LENGTHS = frozenset(
    (
        *("xshift", "yshift", "ax", "ay", "arrowwidth"),
        *("ticklabelstandoff", "ticklen", "borderpad", "borderwidth", "standoff"),
    )
)
_NUMBER = re.compile(r"-?[\d.]+")
_MARGINS = frozenset("tblr")

RENDERERS: Mapping[type, Renderer] = {
    Bars: bars,
    Choropleth: choropleth,
    Grid: grid,
    Lines: lines,
    Pairs: pairs,
    Panels: panels,
    Spans: spans,
    Timeline: timeline,
}


def draw(chart: Chart, style: Style, size: Size = SCREEN) -> dict[str, Any]:
    """Return the figure of a chart, without the changes of `narrow` and `highlight`.

    All lengths are multiplied by `size.scale`.
    """
    return _scale(_renderer(chart).draw(chart, style, size), size)


def draw_selected(chart: Chart, style: Style, size: Size = SCREEN) -> dict[str, Any]:
    """Return the figure of a chart with its selection."""
    figure, change = _renderer(chart).draw(chart, style, size), highlight(chart, style)
    if isinstance(chart.body, Choropleth):
        change = choropleth.highlight(chart, style, size)
    traces = [
        {**trace, **change.trace_changes.get(position, {})}
        for position, trace in enumerate(figure["data"])
    ]
    layout = dict(figure["layout"])
    for name, items in (("shapes", change.shapes), ("annotations", change.annotations)):
        if items:
            layout[name] = [*layout.get(name, ()), *items]
    return _scale({**figure, "data": [*traces, *change.extra_traces], "layout": layout}, size)


def narrow(chart: Chart, style: Style) -> dict[str, Any]:
    """Return the changes of the layout for a phone: {path: value}; {} for none."""
    return _renderer(chart).narrow(chart, style)


def highlight(chart: Chart, style: Style) -> Highlight:
    """Return the changes that show the selection, if `draw` does not include it."""
    return _renderer(chart).highlight(chart, style)


def _scale(figure: dict[str, Any], size: Size) -> dict[str, Any]:
    return figure if size.scale == 1 else magnify(figure, size.scale)


def _renderer(chart: Chart) -> Renderer:
    return RENDERERS[type(chart.body)]


def magnify(figure: Mapping[str, Any], scale: float) -> dict[str, Any]:
    """Return the figure with all lengths in px and all font sizes multiplied by `scale`."""
    large_figure: dict[str, Any] = _enlarge(figure, "", scale)
    return large_figure


def _enlarge(value: Any, parent: str, scale: float) -> Any:
    if isinstance(value, Mapping):
        value = {**value, **_pixels(value, scale)}
        return {
            name: _multiply(item, scale)
            if _is_length(str(name), parent)
            else _enlarge(item, str(name), scale)
            for name, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [_enlarge(item, parent, scale) for item in value]
    return value


def _pixels(shape: Mapping[str, Any], scale: float) -> dict[str, Any]:
    """Return those coordinates of a shape that are in px from its anchor, multiplied by `scale`."""
    names = [
        f"{axis}{end}"
        for axis in ("x", "y")
        if shape.get(f"{axis}sizemode") == "pixel"
        for end in (0, 1)
    ]
    lengths = {name: shape[name] * scale for name in names if name in shape}
    if len(names) == 4 and "path" in shape:
        lengths["path"] = _NUMBER.sub(lambda n: f"{float(n[0]) * scale:g}", shape["path"])
    return lengths


def _is_length(name: str, parent: str) -> bool:
    if name == "size":
        return parent.endswith("font") or parent in ("marker", "pattern")
    if name in ("width", "dash"):
        return parent == "line"
    return name in _LENGTHS or (parent == "margin" and name in _MARGINS)


def _multiply(value: Any, scale: float) -> Any:
    if isinstance(value, str):
        lengths = (float(length.removesuffix("px")) * scale for length in value.split(","))
        return ",".join(f"{length:g}px" for length in lengths)
    if isinstance(value, list | tuple):
        return [_multiply(item, scale) for item in value]
    return value * scale if isinstance(value, int | float) else value
