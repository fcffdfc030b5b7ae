"""Any chart as a Plotly figure: which module draws which body."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from campaign.charts.body import Bars, Choropleth, Grid, Panels, Spans, Timeline
from campaign.charts.chart import Chart
from campaign.render.plotly import bars, choropleth, grid, panels, spans, timeline
from campaign.render.plotly.magnify import magnify
from campaign.render.plotly.renderer import Choice, Height, Renderer
from campaign.render.size import SCREEN, Size
from campaign.theme.style import Style

RENDERERS: Mapping[type, Renderer] = {
    Bars: bars,
    Choropleth: choropleth,
    Grid: grid,
    Panels: panels,
    Spans: spans,
    Timeline: timeline,
}


def draw(chart: Chart, style: Style, size: Size = SCREEN) -> dict[str, Any]:
    """The figure of a chart, without `narrow` and without what `choice` changes.

    Every length in it is so many times as large as `size` says.
    """
    return _scaled(_renderer(chart).draw(chart, style, size), size)


def draw_selected(chart: Chart, style: Style, size: Size = SCREEN) -> dict[str, Any]:
    """The figure of a chart with what is chosen on it."""
    figure, chosen = _renderer(chart).draw(chart, style, size), choice(chart, style)
    traces = [{**trace, **chosen.changed.get(at, {})} for at, trace in enumerate(figure["data"])]
    return _scaled({**figure, "data": [*traces, *chosen.over]}, size)


def narrow(chart: Chart, style: Style) -> dict[str, Any]:
    """What changes of the layout on a phone: {path: value}; {} for nothing."""
    return _renderer(chart).narrow(chart, style)


def height(chart: Chart) -> Height:
    """How high the figure of a chart stands in a page."""
    return _renderer(chart).height(chart)


def choice(chart: Chart, style: Style) -> Choice:
    """What is chosen on the figure of a chart, where `draw` leaves that out."""
    return _renderer(chart).choice(chart, style)


def animation(chart: Chart, style: Style) -> dict[str, Any]:
    """How the figure of a chart plays day by day; {} where it does not."""
    return choropleth.animation(chart, style) if isinstance(chart.body, Choropleth) else {}


def omitted_rows(chart: Chart, size: Size) -> int:
    """How many rows of bars, cells or lanes have no room."""
    match chart.body:
        case Bars(data=rows) | Grid(rows=rows) | Spans(lanes=rows):
            return max(0, len(rows) - (size.most_rows or len(rows)))
    return 0


def _scaled(figure: dict[str, Any], size: Size) -> dict[str, Any]:
    return figure if size.scale == 1 else magnify(figure, size.scale)


def _renderer(chart: Chart) -> Renderer:
    return RENDERERS[type(chart.body)]
