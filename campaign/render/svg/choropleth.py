"""The map as SVG: a path for each region, both cities enlarged in their corners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from campaign.charts.body import Choropleth, Datum
from campaign.charts.chart import Chart
from campaign.charts.geometry.paper import Inset, PaperOutlines, Rings, outlines
from campaign.render.size import Size
from campaign.render.svg.drawing import Drawing, Point, number
from campaign.render.svg.legend import draw_legend, legend_height
from campaign.render.text_width import LINE
from campaign.theme.paint import Paint, paint
from campaign.theme.style import REGION_BORDER, SELECTED_BORDER, Style

_CAPTION = 18  # px below an inset's city
_PLATE = "0.85"
Line = tuple[str, float, bool]
"""Words, their size, and whether they are bold."""

_CASING = 2  # times a selected region's outline, so that it is visible on the darkest class


@dataclass(frozen=True)
class MapSheet:
    """The outlines on the drawing; `step` is the length of one of their steps in px."""

    outlines: PaperOutlines
    step: float

    def point(self, x: float, y: float) -> Point:
        """Return a point of the outlines in px."""
        return x * self.step, y * self.step


def draw(chart: Chart, style: Style, size: Size) -> Drawing:
    """Draw the regions, their names and values, and the legend below."""
    body, scale = chart.body, size.scale
    assert isinstance(body, Choropleth)
    paper = outlines(body.places)
    sheet = MapSheet(paper, size.width / paper.width)
    map_height = paper.height * sheet.step
    sketch = Drawing(chart.key, size.width, 0, style, scale)
    title = [sketch.wrap(words, size.width) for words in body.legend_title]
    legend_top = map_height + (14 * scale) + sum(map(len, title)) * sketch.size * LINE
    height = legend_top + legend_height(sketch, body.legend_at_rest, size.width)
    drawing = Drawing(chart.key, size.width, height, style, scale)
    regions = body.by_code
    with drawing.group(data_part="regions"):
        for code, rings in paper.rings.items():
            _draw_region(drawing, sheet, regions[code], rings)
    for code, rings in paper.rings.items():
        if regions[code].selected:
            _draw_outline(drawing, sheet, rings)
    for code, (x, y, room) in paper.labels.items():
        at = sheet.point(x, y)
        _draw_label(drawing, regions[code], at, 2 * room * sheet.step, narrow=size.narrow)
    for inset in paper.insets:
        _draw_inset(drawing, sheet, regions[inset.code], inset, narrow=size.narrow)
    middle = map_height + 8 * scale + drawing.size * LINE / 2
    for lines in title:
        with drawing.group(data_part="legend-title"):
            for line in lines:
                drawing.words(line, (0.0, middle), bold=lines is title[0])
                middle += drawing.size * LINE
    draw_legend(drawing, body.legend_at_rest, (0, legend_top), size.width)
    return drawing


def path_data(rings: Rings) -> str:
    """Return rings of whole steps as path data, each point as its distance from the previous."""
    parts = []
    for ring in rings:
        (left, top), *rest = ring
        parts.append(f"M{left} {top}l")
        steps = []
        for x, y in rest:
            steps.append(f"{x - left} {y - top}")
            left, top = x, y
        parts.append(" ".join(steps) + "z")
    return "".join(parts).replace(" -", "-")


def _draw_region(drawing: Drawing, sheet: MapSheet, datum: Datum, rings: Rings) -> None:
    fill = drawing.fill(paint(datum.role, drawing.style), sheet.step)
    thickness = REGION_BORDER * drawing.scale
    with drawing.mark(datum):
        _draw_rings(drawing, sheet, rings, fill, drawing.style.outline, thickness)


def _draw_outline(drawing: Drawing, sheet: MapSheet, rings: Rings) -> None:
    style, thickness = drawing.style, SELECTED_BORDER * drawing.scale
    _draw_rings(drawing, sheet, rings, "none", style.background, thickness * _CASING)
    _draw_rings(drawing, sheet, rings, "none", style.text, thickness)


def _draw_rings(
    drawing: Drawing, sheet: MapSheet, rings: Rings, fill: str, colour: str, thickness: float
) -> None:
    line = {
        "stroke": colour,
        "stroke_width": number(thickness / sheet.step),
        "stroke_linejoin": "round",
        "fill_rule": "evenodd",
        "transform": f"scale({sheet.step:.5g})",
    }
    drawing.path(path_data(rings), fill, **line)


def _draw_inset(
    drawing: Drawing, sheet: MapSheet, datum: Datum, inset: Inset, *, narrow: bool
) -> None:
    style, scale = drawing.style, drawing.scale
    x, y = sheet.point(inset.frame[0], inset.frame[1])
    width, height = sheet.point(inset.frame[2], inset.frame[3])
    drawing.rect(x, y, width, height, style.background, stroke=style.line)
    _draw_region(drawing, sheet, datum, inset.rings)
    if datum.selected:
        _draw_outline(drawing, sheet, inset.rings)
    middle = sheet.point(inset.label[0], inset.label[1])
    looks = paint(datum.role, style)
    line = (datum.words, drawing.size, True)
    _draw_lines(drawing, [line], middle, looks, 2 * inset.label[2] * sheet.step)
    if narrow:
        return
    # A city has room for one value: the number of people is beside its name.
    caption = " ".join(filter(None, (datum.label, datum.note)))
    small_size = drawing.size - scale
    while drawing.text_width(caption, small_size) > width - 4 and small_size > 8 * scale:
        small_size -= scale
    at = (x + width / 2, y + height - _CAPTION * scale / 2)
    drawing.words(caption, at, anchor="middle", size=small_size)


def _draw_label(drawing: Drawing, datum: Datum, at: Point, room: float, *, narrow: bool) -> None:
    small_size = drawing.size - drawing.scale
    lines = [(datum.words, drawing.size, True)]
    if not narrow:
        lines.insert(0, (datum.label, small_size, False))
        if datum.note:
            lines.append((datum.note, small_size, False))
    _draw_lines(drawing, lines, at, paint(datum.role, drawing.style), room)


def _draw_lines(
    drawing: Drawing, lines: Sequence[Line], at: Point, looks: Paint, room: float
) -> None:
    """Draw lines around a point, on a plate where they exceed their region or are on a hatch."""
    step = drawing.size * LINE
    width = max(drawing.text_width(words, size, bold=bold) for words, size, bold in lines)
    has_plate = width > room or looks.hatched
    if has_plate:
        height = len(lines) * step
        left, top, padding = at[0] - width / 2, at[1] - height / 2, 2 * drawing.scale
        ground, radius = drawing.style.background, number(padding)
        drawing.rect(
            left - padding, top, width + 2 * padding, height, ground, fill_opacity=_PLATE, rx=radius
        )
    for row, (words, size, bold) in enumerate(lines):
        drawing.words(
            words,
            (at[0], at[1] + (row - (len(lines) - 1) / 2) * step),
            anchor="middle",
            size=size,
            bold=bold,
            colour=drawing.style.text if has_plate else looks.ink,
        )
