"""Draws any chart on a slide, with the module for its type of spec."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from campaign.analysis.view import View
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
from campaign.render.pptx import bars, calendar, drawing_shapes, lines, tables, timeline
from campaign.render.pptx.shapes import Box, Canvas

RENDERERS: Mapping[type, Callable[[Canvas, Box, View, Chart], None]] = {
    Bars: bars.draw,
    Choropleth: drawing_shapes.draw_map,
    Heatmap: tables.draw,
    Lines: lines.draw,
    Dumbbell: bars.draw_pairs,
    SmallMultiples: calendar.draw_panels,
    Gantt: drawing_shapes.draw_schedule,
    Timeline: timeline.draw,
}


def draw(canvas: Canvas, box: Box, view: View, chart: Chart) -> None:
    """Draw the chart in a box of the slide; nothing if its data table is empty.

    Language, style and the notes on a data sheet are those of the view. Raises KeyError for a chart
    without a spec.
    """
    if not chart.table.frame.empty:
        RENDERERS[type(chart.spec)](canvas, box, view, chart)
