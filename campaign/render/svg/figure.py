"""Draws any chart as SVG, with the module for its type of spec."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from campaign.charts.chart import Chart
from campaign.charts.spec import (
    Bars,
    Choropleth,
    Dumbbell,
    Gantt,
    Heatmap,
    Lines,
    SmallMultiples,
    Timeline,
)
from campaign.render.size import SCREEN, Size
from campaign.render.svg import (
    bars,
    choropleth,
    dumbbell,
    gantt,
    heatmap,
    lines,
    small_multiples,
    timeline,
)
from campaign.render.svg.drawing import Drawing
from campaign.theme.style import Style

RENDERERS: Mapping[type, Callable[[Chart, Style, Size], Drawing]] = {
    Bars: bars.draw,
    Choropleth: choropleth.draw,
    Heatmap: heatmap.draw,
    Lines: lines.draw,
    Dumbbell: dumbbell.draw,
    SmallMultiples: small_multiples.draw,
    Gantt: gantt.draw,
    Timeline: timeline.draw,
}


def draw(chart: Chart, style: Style, size: Size = SCREEN, spell: Callable[[str], str] = str) -> str:
    """Return the chart as one SVG element with its title and its description.

    Each value is a group with `data-code`, `data-state` and `data-role`; its tooltip is its title.
    `spell` changes every text that is drawn, for a typeface that lacks letters. Raises KeyError for
    a chart without a spec.
    """
    drawing = to_drawing(chart, style, size)
    drawing.describe(chart.heading, chart.description)
    return drawing.to_svg(spell)


def to_drawing(chart: Chart, style: Style, size: Size) -> Drawing:
    """Return the chart as a drawing. Raises KeyError for a chart without a spec."""
    return RENDERERS[type(chart.spec)](chart, style, size)
