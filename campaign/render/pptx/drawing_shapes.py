"""A drawing of the page as native shapes of a slide: areas, lines, circles and text boxes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from xml.etree import ElementTree

from campaign.analysis.view import View
from campaign.charts.chart import Chart
from campaign.charts.spec import Choropleth, Gantt, LegendKey
from campaign.charts.two_languages import with_joined_names
from campaign.render.pptx.shapes import (
    NO_FILL,
    NO_LINE,
    Align,
    Box,
    Canvas,
    Look,
    Paragraph,
    Point,
    hatch,
    solid,
    stroke,
)
from campaign.render.size import HALL, Size
from campaign.render.svg import choropleth, gantt
from campaign.render.svg.drawing import BASELINE, Drawing
from campaign.render.svg.legend import draw_legend, legend_height
from campaign.render.typography import LINE, SMALLEST, width
from campaign.theme.roles import mix_colours
from campaign.theme.style import Style

POINT = 0.5
"""Points of a slide per px of a drawing for a hall."""
OMITTED = 16
"""Height in points of the line that counts omitted items."""

_SPARE = 6  # points: a text box is wider than its text by this
_SCALE = 1.9  # of the letters of a page, in a drawing for a hall
_LEGEND_SCALES = (2.0, 1.7)  # of a legend in at most two rows, in more
_NUMBER = re.compile(r"-?\d*\.?\d+")
_STEP = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_MOVE = re.compile(r"translate\((\S+) (\S+)\)")
_GROWTH = re.compile(r"scale\((\S+)\)")
_ALIGNS: dict[str, Align] = {"start": "l", "middle": "ctr", "end": "r"}


def draw_map(canvas: Canvas, box: Box, view: View, chart: Chart) -> None:
    """Draw the regions with their labels, and the legend at their right, in one group."""
    assert isinstance(chart.spec, Choropleth)
    # Days do not play on a slide.
    still = replace(chart, spec=replace(chart.spec, animation={}))
    drawing = choropleth.draw(still, view.style, _hall(box))
    add_drawing(canvas.group(chart.title, chart.description, box), drawing, box, view.style)


def draw_schedule(canvas: Canvas, box: Box, view: View, chart: Chart) -> None:
    """Draw the lanes of activities in one group; lanes that have no room are counted below."""
    spec = chart.spec
    assert isinstance(spec, Gantt)
    lanes = spec.lanes
    drawing = _schedule(chart, spec, box, view.style)
    while drawing.height * POINT > box.h and len(lanes) > 1:
        lanes = lanes[:-1]
        end = lanes[-1].top + lanes[-1].rows
        spans = tuple(span for span in spec.spans if span.row < end)
        shorter = replace(spec, lanes=lanes, spans=spans)
        room = Box(box.x, box.y, box.w, box.h - OMITTED)
        drawing = _schedule(chart, shorter, room, view.style)
    if len(lanes) < len(spec.lanes):
        box = draw_omitted_count(canvas, box, len(spec.lanes) - len(lanes), view)
    add_drawing(canvas.group(chart.title, chart.description, box), drawing, box, view.style)


def _hall(box: Box) -> Size:
    size = (round(box.w / POINT), box.h / POINT)
    return Size(HALL.name, size[0], _SCALE, height=size[1], beside=HALL.beside)


def _schedule(chart: Chart, spec: Gantt, box: Box, style: Style) -> Drawing:
    return gantt.draw(with_joined_names(replace(chart, spec=spec)), style, _hall(box))


def draw_keys(canvas: Canvas, box: Box, keys: Sequence[LegendKey], view: View) -> float:
    """Draw the legend of a chart from the corner of the box; return its height in points."""
    wide = round(box.w / POINT)
    for scale in _LEGEND_SCALES:
        sketch = Drawing("legend", Size(HALL.name, wide, scale), 0, view.style)
        height = legend_height(sketch, keys, wide)
        if height <= 60 * scale:
            break
    drawing = Drawing("legend", Size(HALL.name, wide, scale), height, view.style)
    draw_legend(drawing, keys, (0, 0), wide)
    add_drawing(canvas, drawing, box, view.style)
    return height * POINT + 4 if keys else 0


def draw_omitted_count(canvas: Canvas, box: Box, count: int, view: View) -> Box:
    """Write the number of omitted items at the bottom of the box; return the box above it."""
    words = view.text("not shown here: {n}", n=count)
    room = Box(box.x, box.bottom - 14, box.w, 14)
    canvas.fit_words(words, room, Paragraph(words, 11, view.style.text), SMALLEST)
    return Box(box.x, box.y, box.w, box.h - OMITTED)


def add_drawing(canvas: Canvas, drawing: Drawing, box: Box, style: Style) -> None:
    """Add the shapes of a drawing from the upper left corner of the box, `POINT` points a px.

    A mark has the first line of its tooltip as its name and all lines as its description; a part of
    a legend and a text have their words as their name.
    """
    _Shapes(canvas, style, box.x, box.y, POINT, drawing.size).add(drawing.root)


@dataclass(frozen=True)
class _Shapes:
    """The place of a part of a drawing on the slide, and the name and description of its shapes.

    A px of the part at (x, y) is at `left` + x × `unit` and `top` + y × `unit` points.
    `font` is the font size of its texts in px.
    """

    canvas: Canvas
    style: Style
    left: float
    top: float
    unit: float
    font: float
    name: str = ""
    descr: str = ""

    def add(self, group: ElementTree.Element) -> None:
        """Add the shapes of a group and of the groups in it."""
        title = group.find("title")
        if title is not None and title.text and group.tag == "g":
            lines = title.text.split("\n")
            self = replace(self, name=lines[0], descr="; ".join(lines))
        elif {"data-legend", "data-marked", "data-line"} & group.attrib.keys():
            words = " ".join(text.text or "" for text in group.iter("text"))
            self = replace(self, name=words, descr=words)
        for child in group:
            if child.tag in ("g", "svg"):
                self._moved(child).add(child)
            elif child.tag == "text":
                self._add_text(child)
            elif child.tag not in ("defs", "title", "desc") and child.get("fill") != "transparent":
                self._add_shape(child)

    def _moved(self, shape: ElementTree.Element) -> _Shapes:
        """Return the place of a part or of a shape that is moved or scaled."""
        transform = shape.get("transform", "")
        x, y = _numbers(shape, "x", "y") if shape.tag == "svg" else (0.0, 0.0)
        if move := _MOVE.search(transform):
            x, y = float(move[1]), float(move[2])
        growth = _GROWTH.search(transform)
        left, top = self._at(x, y)
        unit = self.unit * (float(growth[1]) if growth else 1)
        font = float(shape.get("font-size", self.font))
        return replace(self, left=left, top=top, unit=unit, font=font)

    def _at(self, x: float, y: float) -> Point:
        return self.left + x * self.unit, self.top + y * self.unit

    def _add_shape(self, shape: ElementTree.Element) -> None:
        fill, line = self._fill(shape), self._line(shape)
        match shape.tag:
            case "rect":
                (x, y), (wide, high) = _numbers(shape, "x", "y"), _numbers(shape, "width", "height")
                box = Box(*self._at(x, y), wide * self.unit, high * self.unit)
                preset = "roundRect" if "rx" in shape.attrib else "rect"
                self.canvas.shape(self.name, box, Look(fill, line, preset), self.descr)
            case "circle":
                (x, y), (radius,) = _numbers(shape, "cx", "cy"), _numbers(shape, "r")
                size = 2 * radius * self.unit
                box = Box(*self._at(x - radius, y - radius), size, size)
                self.canvas.shape(self.name, box, Look(fill, line, "ellipse"), self.descr)
            case "line":
                x1, y1, x2, y2 = _numbers(shape, "x1", "y1", "x2", "y2")
                start, end = sorted((self._at(x1, y1), self._at(x2, y2)))
                self.canvas.line(self.name, start, end, line, self.descr)
            case "path":
                place = self._moved(shape)
                rings = [[place._at(*point) for point in ring] for ring in _rings(shape)]
                line = place._line(shape)
                self.canvas.freeform(self.name, self.descr, rings, fill, line)

    def _add_text(self, text: ElementTree.Element) -> None:
        words, bold = text.text or "", text.get("font-weight") == "700"
        font = float(text.get("font-size", self.font)) * self.unit
        size = max(font, SMALLEST)
        wide, high = width(words, size, bold) + _SPARE, size * LINE
        x, y = self._at(*_numbers(text, "x", "y"))
        anchor = text.get("text-anchor", "start")
        left = x - {"start": 0.0, "middle": wide / 2, "end": wide}[anchor]
        box = Box(left, y - font * BASELINE - high / 2, wide, high)
        part = Paragraph(words, size, text.get("fill", ""), bold, align=_ALIGNS[anchor])
        self.canvas.words(words, box, [part], anchor="ctr")

    def _fill(self, shape: ElementTree.Element) -> str:
        colour, opacity = shape.get("fill", "none"), float(shape.get("fill-opacity", 1))
        if colour.startswith("url"):
            lines = mix_colours(self.style.hatch, self.style.background, opacity)
            ground = mix_colours(self.style.not_reported, self.style.background, opacity)
            return hatch(lines, ground)
        return NO_FILL if colour == "none" else solid(colour, opacity)

    def _line(self, shape: ElementTree.Element) -> str:
        if shape.get("stroke", "none") == "none":
            return NO_LINE
        (weight,) = _numbers(shape, "stroke-width", default=1.0)
        dash = [float(n) * self.unit for n in shape.get("stroke-dasharray", "").split()]
        return stroke(shape.attrib["stroke"], weight * self.unit, dash)


def _numbers(shape: ElementTree.Element, *names: str, default: float = 0.0) -> tuple[float, ...]:
    return tuple(float(shape.get(name, default)) for name in names)


def _rings(path: ElementTree.Element) -> list[list[Point]]:
    """Return the closed rings of a path, whose steps are those of a drawing (M, L, H, V)."""
    rings: list[list[Point]] = []
    x = y = 0.0
    for step, arguments in _STEP.findall(path.get("d", "")):
        numbers = [float(number) for number in _NUMBER.findall(arguments)]
        size = 1 if step in "HhVv" else 2
        for at in range(0, len(numbers), size):
            own = numbers[at : at + size]
            across, down = (
                (own[0], None) if step in "Hh" else (None, own[0]) if step in "Vv" else own
            )
            if step.islower():
                x, y = x + (across or 0), y + (down or 0)
            else:
                x, y = x if across is None else across, y if down is None else down
            if step == "M" and at == 0:
                rings.append([])
            rings[-1].append((x, y))
    return rings
