"""Draws any chart on a slide, with the module for its type of body."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from campaign.analysis.view import View
from campaign.charts.body import Bars, Choropleth, Grid, Lines, Pairs, Panels, Spans, Timeline
from campaign.charts.chart import Chart
from campaign.render.pptx import bars, calendar, choropleth, lines, tables, timeline
from campaign.render.pptx.shapes import Box, Canvas

RENDERERS: Mapping[type, Callable[[Canvas, Box, View, Chart], None]] = {
    Bars: bars.draw,
    Choropleth: choropleth.draw,
    Grid: tables.draw,
    Lines: lines.draw,
    Pairs: bars.draw_pairs,
    Panels: calendar.draw_panels,
    Spans: calendar.draw_spans,
    Timeline: timeline.draw,
}


def draw(canvas: Canvas, box: Box, view: View, chart: Chart) -> None:
    """Draw the chart in a box of the slide; nothing if its data table is empty.

    Language, style and the notes on a data sheet are those of the view. Raises KeyError for a chart
    without a body.
    """
    if not chart.table.frame.empty:
        RENDERERS[type(chart.body)](canvas, box, view, chart)
