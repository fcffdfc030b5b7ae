"""Draws any chart as SVG, with the module for its type of body."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from campaign.charts.body import Bars, Choropleth, Grid, Lines, Pairs, Panels, Spans, Timeline
from campaign.charts.chart import Chart
from campaign.render.size import SCREEN, Size
from campaign.render.svg import bars, choropleth, grid, lines, pairs, panels, spans, timeline
from campaign.render.svg.drawing import Drawing
from campaign.theme.style import Style

RENDERERS: Mapping[type, Callable[[Chart, Style, Size], Drawing]] = {
    Bars: bars.draw,
    Choropleth: choropleth.draw,
    Grid: grid.draw,
    Lines: lines.draw,
    Pairs: pairs.draw,
    Panels: panels.draw,
    Spans: spans.draw,
    Timeline: timeline.draw,
}


def draw(chart: Chart, style: Style, size: Size = SCREEN, spell: Callable[[str], str] = str) -> str:
    """Return the chart as one SVG element with its title and its description.

    Each value is a group with `data-code`, `data-state` and `data-role`; its tooltip is its title.
    `spell` changes every text that is drawn, for a typeface that lacks letters. Raises KeyError for
    a chart without a body.
    """
    drawing = to_drawing(chart, style, size)
    drawing.describe(chart.heading, chart.description)
    return drawing.to_svg(spell)


def to_drawing(chart: Chart, style: Style, size: Size) -> Drawing:
    """Return the chart as a drawing. Raises KeyError for a chart without a body."""
    return RENDERERS[type(chart.body)](chart, style, size)
