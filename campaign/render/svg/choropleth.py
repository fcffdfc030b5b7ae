"""The map as SVG: a path for each region, both cities enlarged in their corners."""

from __future__ import annotations

from dataclasses import dataclass

from campaign.charts.body import Choropleth, Unit
from campaign.charts.chart import Chart
from campaign.charts.geometry.paper import Inset, PaperOutlines, Rings, outlines
from campaign.render.size import Size
from campaign.render.svg.drawing import Drawing, Point, number
from campaign.render.svg.legend import draw_legend, legend_height
from campaign.render.text_width import LINE
from campaign.theme.paint import Paint, paint
from campaign.theme.style import BORDER, CHOSEN, Style

_CAPTION = 18  # px below an inset's city
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
    title = [line for words in body.legend_title for line in sketch.wrap(words, size.width)]
    legend_top = map_height + (14 * scale) + len(title) * sketch.size * LINE
    high = legend_top + legend_height(sketch, body.legend, size.width)
    drawing = Drawing(chart.key, size.width, high, style, scale)
    units = {unit.datum.code.removeprefix("oblast="): unit for unit in body.units}
    with drawing.group(data_part="regions"):
        for code, rings in paper.rings.items():
            _draw_unit(drawing, sheet, units[code], rings)
    for code, rings in paper.rings.items():
        if units[code].datum.selected:
            _draw_outline(drawing, sheet, rings)
    for code, (x, y, room) in paper.labels.items():
        at = sheet.point(x, y)
        _draw_label(drawing, units[code], at, 2 * room * sheet.step, narrow=size.narrow)
    for inset in paper.insets:
        _draw_inset(drawing, sheet, units[inset.code], inset, narrow=size.narrow)
    for row, line in enumerate(title):
        at = (0.0, map_height + 8 * scale + (row + 0.5) * drawing.size * LINE)
        drawing.words(line, at, bold=row == 0)
    draw_legend(drawing, body.legend, (0, legend_top), size.width)
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


def _draw_unit(drawing: Drawing, sheet: MapSheet, unit: Unit, rings: Rings) -> None:
    fill = drawing.fill(paint(unit.datum.role, drawing.style), sheet.step)
    thick = BORDER * drawing.scale
    with drawing.mark(unit.datum):
        _draw_rings(drawing, sheet, rings, fill, drawing.style.outline, thick)


def _draw_outline(drawing: Drawing, sheet: MapSheet, rings: Rings) -> None:
    style, thick = drawing.style, CHOSEN * drawing.scale
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
    drawing: Drawing, sheet: MapSheet, unit: Unit, inset: Inset, *, narrow: bool
) -> None:
    style, scale, datum = drawing.style, drawing.scale, unit.datum
    x, y = sheet.point(inset.frame[0], inset.frame[1])
    wide, high = sheet.point(inset.frame[2], inset.frame[3])
    drawing.rect(x, y, wide, high, style.background, stroke=style.line)
    _draw_unit(drawing, sheet, unit, inset.rings)
    if datum.selected:
        _draw_outline(drawing, sheet, inset.rings)
    middle = sheet.point(inset.label[0], inset.label[1])
    looks = paint(datum.role, style)
    _draw_plain(drawing, datum.words, middle, looks, 2 * inset.label[2] * sheet.step)
    if narrow:
        return
    # A city has room for one value: the people stand beside its name.
    caption = " ".join(filter(None, (unit.short, datum.note)))
    small = drawing.size - scale
    while drawing.wide_of(caption, small) > wide - 4 and small > 8 * scale:
        small -= scale
    at = (x + wide / 2, y + high - _CAPTION * scale / 2)
    drawing.words(caption, at, anchor="middle", size=small)


def _draw_label(drawing: Drawing, unit: Unit, at: Point, room: float, *, narrow: bool) -> None:
    looks, scale, datum = paint(unit.datum.role, drawing.style), drawing.scale, unit.datum
    if narrow:
        _draw_plain(drawing, datum.words, at, looks, room)
        return
    lines = [unit.short, datum.words, *([datum.note] if datum.note else [])]
    small = drawing.size - scale
    step = drawing.size * LINE
    for row, words in enumerate(lines):
        bold = row == 1
        size = drawing.size if bold else small
        fits = drawing.wide_of(words, size, bold=bold) <= room and not looks.hatched
        drawing.words(
            words,
            (at[0], at[1] + (row - (len(lines) - 1) / 2) * step),
            anchor="middle",
            size=size,
            bold=bold,
            colour=looks.ink if fits else drawing.style.text,
            ground=None if fits else drawing.style.background,
        )


def _draw_plain(drawing: Drawing, words: str, at: Point, looks: Paint, room: float) -> None:
    fits = drawing.wide_of(words, bold=True) <= room and not looks.hatched
    drawing.words(
        words,
        at,
        anchor="middle",
        bold=True,
        colour=looks.ink if fits else drawing.style.text,
        ground=None if fits else drawing.style.background,
    )
