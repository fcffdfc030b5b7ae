"""Draws a chart as a native chart of a workbook, with the module for its type of body."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from campaign.charts.body import Bars, Lines, Pairs, Timeline
from campaign.charts.chart import Chart
from campaign.render.xlsx import bars, lines, pairs, timeline
from campaign.render.xlsx.cells import ChartCells
from campaign.theme.style import Style

RENDERERS: Mapping[type, Callable[[Chart, Style, ChartCells], None]] = {
    Bars: bars.draw,
    Lines: lines.draw,
    Pairs: pairs.draw,
    Timeline: timeline.draw,
}
"""Other bodies have no native chart in Excel: their values are only in the tables."""


def draw(chart: Chart, style: Style, cells: ChartCells) -> None:
    """Draw the chart beside its table; it refers to the cells and changes with them.

    Raises KeyError for a body that is not in `RENDERERS`.
    """
    RENDERERS[type(chart.body)](chart, style, cells)
