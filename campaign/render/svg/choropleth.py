"""The map as SVG: a path for each region, both cities enlarged in their corners."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from campaign.charts.chart import Chart
from campaign.charts.outlines import COARSE, FINE, Inset, ProjectedOutlines, Rings, outlines
from campaign.charts.spec import Choropleth, Datum
from campaign.render.size import Size
from campaign.render.svg.drawing import Drawing, Point, number
from campaign.render.svg.map_legend import draw_strip, strip_layout
from campaign.render.svg.region_labels import (
    Edges,
    LabelLine,
    LabelSizes,
    RegionLabel,
    region_labels,
)
from campaign.render.typography import LINE, TextStyle
from campaign.theme.roles import Paint, paint
from campaign.theme.style import REGION_BORDER, SELECTED_BORDER, Style

_AROUND = 1.07  # of the country's size: the room around it in a page
_CITIES, _CITY = 0.27, 0.34  # of the height above the country, and of the width, on a phone
_CITY_TOP = 2.0  # px above them
_CITY_MIDDLES = (0.25, 0.75)  # of the width: the middle of each city, on a phone
_COUNTRY_TOP = 0.28  # of the height: the upper edge of the country below them
_MARGIN = 0.015  # of the country's size: the room around it on a phone

_BESIDE_GAP, _BESIDE_SCALE = 1.06, 0.95  # of the width of a legend beside a map, and of its text

_PLATE = "0.85"
"""The opacity of the background of labels."""
_COUNTRY = 308  # px: the width of the country on a phone for which its labels are placed
_NAME, _PHONE_NAME = 1, 3  # px by which names are smaller than values
_ABOVE, _ASIDE = 28, 2  # px around the country on a phone in which a name can be
_CAPTION, _CAPTION_UP = 18, 6.5  # px below the city of an inset, and px less on a phone
_LEAST_VALUE = 0.76  # of its font size: a value in a city

_SECOND = 0.85  # of the font size of a name: that of the name in a second language
_CASING = 2  # widths of the outline of a selected region, so that it is visible on dark classes


def draw(chart: Chart, style: Style, size: Size) -> Drawing:
    """Draw the regions, their names and values, and the legend below."""
    spec = chart.spec
    assert isinstance(spec, Choropleth)
    paper = outlines(spec.places, FINE if size.height is None else COARSE)
    beside = size
    if size.beside:
        beside = replace(size, width=size.beside, scale=size.scale * _BESIDE_SCALE)
    sketch = Drawing(chart.key, beside, 0, style)
    legend = strip_layout(sketch, spec, beside)
    is_phone = size.narrow and size.height is not None
    labels = _phone_labels(sketch, paper, spec) if is_phone else {}
    edges = _phone_edges(paper, labels) if is_phone else None
    if size.beside:
        country = replace(size, width=size.width - round(size.beside * _BESIDE_GAP))
        sheet, below = _map_sheet(paper, country, 0, edges), 0.0
    else:
        sheet, below = _map_sheet(paper, size, legend.height, edges), legend.height
    drawing = Drawing(chart.key, size, sheet.bottom + below, style)
    if not is_phone:
        labels = _labels(drawing, sheet, spec)
    _draw_country(drawing, sheet, spec, labels)
    for inset in paper.insets:
        _draw_inset(drawing, sheet, spec.by_code[inset.code], inset, spec)
    if size.beside:
        sketch = Drawing(chart.key, beside, legend.height, style)
        draw_strip(sketch, spec, legend, 0)
        sketch.root.set("overflow", "visible")  # a long label may begin to the left of the strip
        drawing.place(sketch, (size.width - size.beside, sheet.bottom - legend.height))
    else:
        draw_strip(drawing, spec, legend, sheet.bottom)
    return drawing


def _phone_labels(
    drawing: Drawing, paper: ProjectedOutlines, spec: Choropleth
) -> Mapping[str, RegionLabel]:
    px = paper.width / _COUNTRY
    sizes = LabelSizes(drawing.size - _PHONE_NAME * drawing.scale, drawing.size, px)
    aside, above = _ASIDE * px, _ABOVE * px
    return region_labels(
        spec, paper, sizes, (-aside, -above, paper.width + aside, paper.height + above)
    )


def _labels(drawing: Drawing, sheet: _MapSheet, spec: Choropleth) -> Mapping[str, RegionLabel]:
    """Return the labels of a map that is not on a phone; names can be up to its edges."""
    name = drawing.size - _NAME * drawing.scale
    sizes = LabelSizes(name, drawing.size, 1 / sheet.step)
    corner, end = sheet.steps(0, 0), sheet.steps(sheet.size.width, sheet.bottom)
    insets = []
    for inset in sheet.outlines.insets:
        own, (x, y, wide, high) = _inset_sheet(sheet, inset), inset.frame
        left, top = sheet.steps(*own.point(x, y))
        insets.append((left, top, left + wide, top + high))
    return region_labels(spec, sheet.outlines, sizes, (*corner, *end), insets)


def _draw_country(
    drawing: Drawing, sheet: _MapSheet, spec: Choropleth, labels: Mapping[str, RegionLabel]
) -> None:
    units, places = spec.by_code, {mark.code: mark.at for mark in spec.strip.regions}
    with drawing.group(data_part="regions"):
        for code, rings in sheet.outlines.rings.items():
            _draw_region(drawing, sheet, units[code], rings, places.get(code))
    for code, rings in sheet.outlines.rings.items():
        if units[code].selected:
            _draw_outline(drawing, sheet, rings)
    for code, label in labels.items():
        # The script of the animation finds the labels of a region by its code.
        with drawing.group(data_value=code):
            _draw_label(drawing, label.inside, paint(units[code].role, drawing.style), sheet)
    for label in labels.values():
        if label.leader:
            start, end = (sheet.point(*point) for point in label.leader)
            drawing.line(start, end, drawing.style.text, drawing.scale)
            _draw_lines(drawing, label.beside, drawing.style.text, sheet)


def _path_data(rings: Rings) -> str:
    """Return rings of integer points as path data, each point relative to the one before."""
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


def _draw_region(
    drawing: Drawing, sheet: _MapSheet, datum: Datum, rings: Rings, at: float | None
) -> None:
    fill = drawing.fill(paint(datum.role, drawing.style), sheet.step)
    thickness = REGION_BORDER * drawing.scale
    # A script marks the region under the pointer on the legend.
    place = {} if at is None else {"data_at": f"{at:.3f}"}
    with drawing.group(**place), drawing.mark(datum):
        _draw_rings(drawing, sheet, rings, fill, drawing.style.outline, thickness)


def _draw_outline(drawing: Drawing, sheet: _MapSheet, rings: Rings) -> None:
    style, thickness = drawing.style, SELECTED_BORDER * drawing.scale
    _draw_rings(drawing, sheet, rings, "none", style.background, thickness * _CASING)
    _draw_rings(drawing, sheet, rings, "none", style.text, thickness)


def _draw_rings(
    drawing: Drawing, sheet: _MapSheet, rings: Rings, fill: str, colour: str, thickness: float
) -> None:
    line = {
        "stroke": colour,
        "stroke_width": number(thickness / sheet.step),
        "stroke_linejoin": "round",
        "fill_rule": "evenodd",
        "transform": f"translate({number(sheet.left)} {number(sheet.top)}) scale({sheet.step:.5f})",
    }
    drawing.path(_path_data(rings), fill, **line)


def _draw_inset(
    drawing: Drawing, sheet: _MapSheet, datum: Datum, inset: Inset, spec: Choropleth
) -> None:
    style, scale, size = drawing.style, drawing.scale, sheet.size
    sheet = _inset_sheet(sheet, inset)
    x, y = sheet.point(inset.frame[0], inset.frame[1])
    width, height = inset.frame[2] * sheet.step, inset.frame[3] * sheet.step
    is_above = size.narrow and size.height is not None
    if not is_above:
        drawing.rect(x, y, width, height, style.background, stroke=style.line)
    place = next((mark.at for mark in spec.strip.regions if mark.code == inset.code), None)
    _draw_region(drawing, sheet, datum, inset.rings, place)
    if datum.selected:
        _draw_outline(drawing, sheet, inset.rings)
    looks, room = paint(datum.role, style), 2 * inset.label[2] * sheet.step
    value = drawing.size
    while drawing.text_width(datum.words, value, bold=True) > room and (
        value - scale / 2 >= _LEAST_VALUE * drawing.size
    ):
        value -= scale / 2
    wide = drawing.text_width(datum.words, value, bold=True)
    line = LabelLine("value", datum.words, value, wide / sheet.step, inset.label[:2])
    with drawing.group(data_value=inset.code):
        _draw_label(drawing, (line,), looks, sheet)
    small_size = drawing.size - scale
    room = size.width / 2 if is_above else width
    while drawing.text_width(datum.label, small_size) > room - 4 and small_size > 8 * scale:
        small_size -= scale
    up = _CAPTION_UP if is_above else 0
    at = (x + width / 2, y + height - _CAPTION * scale / 2 - up)
    if datum.second_label:
        small_size *= _SECOND
        below = at[0], y + height - small_size * LINE * 0.6
        drawing.words(datum.second_label, below, TextStyle(anchor="middle", size=small_size))
        at = at[0], below[1] - small_size * LINE
    drawing.words(datum.label, at, TextStyle(anchor="middle", size=small_size))


def _draw_label(
    drawing: Drawing, lines: Sequence[LabelLine], looks: Paint, sheet: _MapSheet
) -> None:
    """Draw the label of a region in its text colour, on a plate if the region is hatched."""
    if looks.hatched:
        edges = LabelSizes(0, 0, 1 / sheet.step).edges(lines)
        (left, top), (right, bottom) = sheet.point(*edges[:2]), sheet.point(*edges[2:])
        _draw_plate(drawing, (left, top, right - left, bottom - top))
    _draw_lines(drawing, lines, drawing.style.text if looks.hatched else looks.text_color, sheet)


def _draw_lines(
    drawing: Drawing, lines: Sequence[LabelLine], colour: str, sheet: _MapSheet
) -> None:
    for line in lines:
        look = TextStyle(anchor="middle", size=line.size, bold=line.kind == "value", colour=colour)
        drawing.words(line.text, sheet.point(*line.at), look)


def _draw_plate(drawing: Drawing, box: tuple[float, float, float, float]) -> None:
    """Draw a plate behind text; `box` is left, top, width and height of the text."""
    left, top, wide, high = box
    background, pad = drawing.style.background, 2 * drawing.scale
    drawing.rect(
        left - pad, top, wide + 2 * pad, high, background, fill_opacity=_PLATE, rx=number(pad)
    )


@dataclass(frozen=True)
class _MapSheet:
    """The outlines on the drawing: `step` is px per step, `left` and `top` the upper left corner.

    `bottom` is the lower end of the map.
    """

    outlines: ProjectedOutlines
    step: float
    left: float
    top: float
    bottom: float
    size: Size

    def point(self, x: float, y: float) -> Point:
        """Return a point of the outlines in px."""
        return self.left + x * self.step, self.top + y * self.step

    def steps(self, x: float, y: float) -> Point:
        """Return a point in px as a point of the outlines."""
        return (x - self.left) / self.step, (y - self.top) / self.step


def _map_sheet(
    paper: ProjectedOutlines, size: Size, below: float, edges: Edges | None
) -> _MapSheet:
    """Return the outlines at the whole width, or smaller if the height above `below` is too low.

    Smaller outlines are in the middle of the width, with room around them.
    `edges` are those of the country on a phone, where it is below the cities; None for other sizes.
    """
    step = size.width / paper.width
    if size.height is None:
        return _MapSheet(paper, step, 0, 0, paper.height * step, size)
    bottom = size.height - below
    if edges is not None:
        left, upper, right, lower = edges
        top = bottom * _COUNTRY_TOP
        step = min(size.width / (right - left), (bottom - top) / (lower - upper))
        x = size.width / 2 - (left + right) / 2 * step
        y = (top + bottom) / 2 - (upper + lower) / 2 * step
        return _MapSheet(paper, step, x, y, bottom, size)
    step = min(step, bottom / paper.height) / _AROUND
    left, top = (size.width - paper.width * step) / 2, (bottom - paper.height * step) / 2
    return _MapSheet(paper, step, left, top, bottom, size)


def _phone_edges(paper: ProjectedOutlines, labels: Mapping[str, RegionLabel]) -> Edges:
    """Return the edges of the country with the names beside it, in steps of the outlines."""
    aside, above = paper.width * _MARGIN, paper.height * _MARGIN
    country = (-aside, -above, paper.width + aside, paper.height + above)
    sizes = LabelSizes(0, 0, paper.width / _COUNTRY)
    names = (sizes.edges(label.beside) for label in labels.values() if label.beside)
    left, top, right, bottom = zip(country, *names, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _inset_sheet(sheet: _MapSheet, inset: Inset) -> _MapSheet:
    """Return the outlines for an enlarged city: in a corner, or above the country on a phone."""
    size, (x, y, width, height) = sheet.size, inset.frame
    if size.height is None:
        return sheet
    share = x / sheet.outlines.width
    if not size.narrow:
        # In the corners of the drawing, if the country does not take its whole width.
        return replace(sheet, left=sheet.left * 2 * share, top=sheet.top * 2 * (share > 0.5))
    step = min(size.width * _CITY / width, sheet.bottom * _CITIES / height)
    left = _CITY_MIDDLES[round(share)] * size.width - (x + width / 2) * step
    return replace(sheet, step=step, left=left, top=_CITY_TOP - y * step)
