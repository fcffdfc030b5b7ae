"""Which native drawing stands on the slide of each figure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from campaign.analysis.view import View
from campaign.charts import by_region
from campaign.charts.chart import Chart
from campaign.render.pptx import bars, grid, panels, spans, timeline
from campaign.render.pptx.choropleth import choropleth
from campaign.render.pptx.shapes import Box, Canvas
from campaign.render.text_width import SMALLEST


def draw(canvas: Canvas, box: Box, view: View, chart: Chart, figure: str) -> None:
    """The figure of a scene on the slide; `figure` is a key of `scenes.FIGURES`."""
    if chart.table.frame.empty:
        return
    DRAWN[figure](canvas, box, view, chart)


def map_or_table(canvas: Canvas, box: Box, view: View, chart: Chart) -> None:
    """The map; the units as bars where their boundaries cannot be read, and a line that says so."""
    if chart.has_drawing:
        choropleth(canvas, box, view, chart)
        return
    said = view.text("The map needs the boundaries, and their file cannot be read.")
    canvas.fitted(said, Box(box.x, box.y, box.w, 22), said, 14, SMALLEST, view.style.text)
    # The words stay those of the map.
    listed = replace(chart, body=by_region.region_ranking(view).body)
    bars.draw_bars(canvas, box.below(28), view, listed)


DRAWN: Mapping[str, Callable[[Canvas, Box, View, Chart], None]] = {
    "map": map_or_table,
    "ranking": bars.draw_bars,
    "timeline": timeline.draw_timeline,
    "multiples": panels.draw_panels,
    "schedule": spans.draw_spans,
    "breakdown": bars.draw_bars,
    "leading_types": bars.draw_bars,
    "heatmap": grid.draw_grid,
    "audience": bars.draw_bars,
    "media": bars.draw_bars,
}
