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
"""Words, their size, whether they are bold."""

_CASING = 2  # times the outline of a chosen region, so that it is seen on the darkest class too


@dataclass(frozen=True)
class MapSheet:
    """The outlines on the drawing: `step` is the px of one of their steps."""

    outlines: PaperOutlines
    step: float

    def point(self, x: float, y: float) -> Point:
        """A place of the outlines in px."""
        return x * self.step, y * self.step


def draw(chart: Chart, style: Style, size: Size) -> Drawing:
    """The regions, their names and values, and the legend below."""
    body, scale = chart.body, size.scale
    assert isinstance(body, Choropleth)
    paper = outlines(body.places)
    sheet = MapSheet(paper, size.width / paper.width)
    map_height = paper.height * sheet.step
    sketch = Drawing(chart.key, size.width, 0, style, scale)
    title = [sketch.wrap(words, size.width) for words in body.legend_title]
    legend_top = map_height + (14 * scale) + sum(map(len, title)) * sketch.size * LINE
    high = legend_top + legend_height(sketch, body.legend_at_rest, size.width)
    drawing = Drawing(chart.key, size.width, high, style, scale)
    units = body.by_code
    with drawing.group(data_part="regions"):
        for code, rings in paper.rings.items():
            _draw_region(drawing, sheet, units[code], rings)
    for code, rings in paper.rings.items():
        if units[code].selected:
            _draw_outline(drawing, sheet, rings)
    for code, (x, y, room) in paper.labels.items():
        at = sheet.point(x, y)
        _draw_label(drawing, units[code], at, 2 * room * sheet.step, narrow=size.narrow)
    for inset in paper.insets:
        _draw_inset(drawing, sheet, units[inset.code], inset, narrow=size.narrow)
    below = map_height + 8 * scale + drawing.size * LINE / 2
    for lines in title:
        with drawing.group(data_part="legend-title"):
            for line in lines:
                drawing.words(line, (0.0, below), bold=lines is title[0])
                below += drawing.size * LINE
    draw_legend(drawing, body.legend_at_rest, (0, legend_top), size.width)
    return drawing


def path_data(rings: Rings) -> str:
    """Rings of whole steps as path data, each point as its distance from the one before."""
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
    thick = REGION_BORDER * drawing.scale
    with drawing.mark(datum):
        _draw_rings(drawing, sheet, rings, fill, drawing.style.outline, thick)


def _draw_outline(drawing: Drawing, sheet: MapSheet, rings: Rings) -> None:
    style, thick = drawing.style, SELECTED_BORDER * drawing.scale
    _draw_rings(drawing, sheet, rings, "none", style.background, thick * _CASING)
    _draw_rings(drawing, sheet, rings, "none", style.text, thick)


def _draw_rings(
    drawing: Drawing, sheet: MapSheet, rings: Rings, fill: str, colour: str, thick: float
) -> None:
    line = {
        "stroke": colour,
        "stroke_width": number(thick / sheet.step),
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
    wide, high = sheet.point(inset.frame[2], inset.frame[3])
    drawing.rect(x, y, wide, high, style.background, stroke=style.line)
    _draw_region(drawing, sheet, datum, inset.rings)
    if datum.selected:
        _draw_outline(drawing, sheet, inset.rings)
    middle = sheet.point(inset.label[0], inset.label[1])
    looks = paint(datum.role, style)
    line = (datum.words, drawing.size, True)
    _draw_lines(drawing, [line], middle, looks, 2 * inset.label[2] * sheet.step)
    if narrow:
        return
    # A city has room for one value: the people stand beside its name.
    caption = " ".join(filter(None, (datum.label, datum.note)))
    small = drawing.size - scale
    while drawing.wide_of(caption, small) > wide - 4 and small > 8 * scale:
        small -= scale
    at = (x + wide / 2, y + high - _CAPTION * scale / 2)
    drawing.words(caption, at, anchor="middle", size=small)


def _draw_label(drawing: Drawing, datum: Datum, at: Point, room: float, *, narrow: bool) -> None:
    small = drawing.size - drawing.scale
    lines = [(datum.words, drawing.size, True)]
    if not narrow:
        lines.insert(0, (datum.label, small, False))
        if datum.note:
            lines.append((datum.note, small, False))
    _draw_lines(drawing, lines, at, paint(datum.role, drawing.style), room)


def _draw_lines(
    drawing: Drawing, lines: Sequence[Line], at: Point, looks: Paint, room: float
) -> None:
    """Lines around a point, on a plate where they reach over their region or lie on a hatch."""
    step = drawing.size * LINE
    wide = max(drawing.wide_of(words, size, bold=bold) for words, size, bold in lines)
    plated = wide > room or looks.hatched
    if plated:
        high = len(lines) * step
        left, top, pad = at[0] - wide / 2, at[1] - high / 2, 2 * drawing.scale
        ground, rounded = drawing.style.background, number(pad)
        drawing.rect(left - pad, top, wide + 2 * pad, high, ground, fill_opacity=_PLATE, rx=rounded)
    for row, (words, size, bold) in enumerate(lines):
        drawing.words(
            words,
            (at[0], at[1] + (row - (len(lines) - 1) / 2) * step),
            anchor="middle",
            size=size,
            bold=bold,
            colour=drawing.style.text if plated else looks.ink,
        )
