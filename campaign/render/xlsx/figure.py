"""Charts as native charts of a workbook: which module draws which body."""

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
"""The other bodies have no native chart in Excel: their values stand in the tables alone."""


def draw(chart: Chart, style: Style, cells: ChartCells) -> None:
    """Draw the chart beside its table: it draws the very cells, which a reader can change.

    Raises KeyError for a body that is not among the `RENDERERS`.
    """
    RENDERERS[type(chart.body)](chart, style, cells)
