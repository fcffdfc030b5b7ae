"""Which native drawing stands on the slide of each figure."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from campaign.analysis.view import View
from campaign.charts.chart import Picture
from campaign.exports import bars_pptx, calendar_pptx, heatmap_pptx
from campaign.exports.lettering import SMALLEST
from campaign.exports.map_pptx import choropleth
from campaign.exports.shapes_pptx import Box, Canvas


def draw(canvas: Canvas, box: Box, view: View, picture: Picture, figure: str) -> None:
    """The figure of a scene on the slide; `figure` is a key of `scenes.FIGURES`."""
    if picture.table.frame.empty:
        return
    DRAWN[figure](canvas, box, view, picture)


def map_or_table(canvas: Canvas, box: Box, view: View, picture: Picture) -> None:
    """The map; the units as bars where their boundaries cannot be read, and a line that says so."""
    if picture.figure is not None:
        choropleth(canvas, box, view, picture)
        return
    said = view.text("The map needs the boundaries, and their file cannot be read.")
    canvas.fitted(said, Box(box.x, box.y, box.w, 22), said, 14, SMALLEST, view.style.text)
    bars_pptx.ranking(canvas, box.below(28), view, picture)


DRAWN: Mapping[str, Callable[[Canvas, Box, View, Picture], None]] = {
    "map": map_or_table,
    "ranking": bars_pptx.ranking,
    "timeline": calendar_pptx.timeline,
    "multiples": calendar_pptx.multiples,
    "breakdown": bars_pptx.types,
    "leading_types": bars_pptx.types,
    "heatmap": heatmap_pptx.heatmap,
    "audience": bars_pptx.audience,
    "media": bars_pptx.media,
}
