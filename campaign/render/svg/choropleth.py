"""The map as SVG: a path for each region, both cities enlarged in their corners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from campaign.charts.chart import Chart
from campaign.charts.geometry.projected_outlines import (
    COARSE,
    FINE,
    Inset,
    ProjectedOutlines,
    Rings,
    outlines,
)
from campaign.charts.spec import Choropleth, Datum
from campaign.render.region_names import NAME, Edges, RegionName, region_names
from campaign.render.size import WIDE_ROOM, Size
from campaign.render.svg.drawing import Drawing, Point, number
from campaign.render.svg.map_legend import draw_strip, strip_layout
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
_VALUE_UP, _NARROW_UP = 2.7, 1.0
"""Px by which a value below a name, and other labels on a phone, are higher."""
Line = tuple[str, float, bool]
"""Text, its font size in px, whether it is bold."""

_CAPTION, _CAPTION_UP = 18, 6.5  # px below the city of an inset, and px less on a phone

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
    edges = _phone_edges(paper, spec) if is_phone else None
    if size.beside:
        country = replace(size, width=size.width - round(size.beside * _BESIDE_GAP))
        sheet, below = _map_sheet(paper, country, 0, edges), 0.0
    else:
        sheet, below = _map_sheet(paper, size, legend.height, edges), legend.height
    drawing = Drawing(chart.key, size, sheet.bottom + below, style)
    _draw_country(drawing, sheet, spec)
    places = _places(spec)
    for inset in paper.insets:
        _draw_inset(drawing, sheet, spec.by_code[inset.code], inset, places.get(inset.code))
    if size.beside:
        sketch = Drawing(chart.key, beside, legend.height, style)
        draw_strip(sketch, spec, legend, 0)
        sketch.root.set("overflow", "visible")  # a long label may begin to the left of the strip
        drawing.place(sketch, (size.width - size.beside, sheet.bottom - legend.height))
    else:
        draw_strip(drawing, spec, legend, sheet.bottom)
    return drawing


def _places(spec: Choropleth) -> dict[str, float]:
    return {mark.code: mark.at for mark in spec.strip.regions}


def _draw_country(drawing: Drawing, sheet: _MapSheet, spec: Choropleth) -> None:
    size, paper, units, places = sheet.size, sheet.outlines, spec.by_code, _places(spec)
    with drawing.group(data_part="regions"):
        for code, rings in paper.rings.items():
            _draw_region(drawing, sheet, units[code], rings, places.get(code))
    for code, rings in paper.rings.items():
        if units[code].selected:
            _draw_outline(drawing, sheet, rings)
    names = region_names(spec) if size.narrow and size.height is not None else {}
    for code, (x, y, room) in paper.labels.items():
        name = names.get(code)
        # The script of the animation finds the labels of a region by its code.
        with drawing.group(data_value=code):
            if name and not name.leader:
                _draw_narrow_label(drawing, units[code], name, sheet)
            else:
                at, free = sheet.point(x, y), sheet.room(2 * room)
                _draw_label(drawing, units[code], at, free, narrow=size.narrow)
    for name in names.values():
        if name.leader:
            start, end = (sheet.point(*point) for point in name.leader)
            drawing.line(start, end, drawing.style.text, drawing.scale)
            _draw_name(drawing, name, sheet, drawing.style.text)


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
    drawing: Drawing, sheet: _MapSheet, datum: Datum, inset: Inset, place: float | None
) -> None:
    style, scale, size = drawing.style, drawing.scale, sheet.size
    sheet = _inset_sheet(sheet, inset)
    x, y = sheet.point(inset.frame[0], inset.frame[1])
    width, height = inset.frame[2] * sheet.step, inset.frame[3] * sheet.step
    is_above = size.narrow and size.height is not None
    if not is_above:
        drawing.rect(x, y, width, height, style.background, stroke=style.line)
    _draw_region(drawing, sheet, datum, inset.rings, place)
    if datum.selected:
        _draw_outline(drawing, sheet, inset.rings)
    left, height_of_value = sheet.point(inset.label[0], inset.label[1])
    middle = left, height_of_value - (_NARROW_UP if is_above else 0)
    looks = paint(datum.role, style)
    lines = [(datum.words, drawing.size, True)]
    if size.height is not None and not size.narrow and datum.note:
        lines.append((datum.note, drawing.size - 2 * scale, False))
    with drawing.group(data_value=inset.code):
        _draw_lines(drawing, lines, middle, looks, sheet.room(2 * inset.label[2]))
    if size.narrow and not is_above:
        return
    # On paper a city has room for one value: the count of people is beside its name.
    beside = datum.note if size.height is None else ""
    caption = " ".join(filter(None, (datum.label, beside)))
    small_size = drawing.size - scale
    room = size.width / 2 if is_above else sheet.room(inset.frame[2])
    while drawing.text_width(caption, small_size) > room - 4 and small_size > 8 * scale:
        small_size -= scale
    up = _CAPTION_UP if is_above else 0
    at = (x + width / 2, y + height - _CAPTION * scale / 2 - up)
    if datum.second_label:
        small_size *= _SECOND
        below = at[0], y + height - small_size * LINE * 0.6
        drawing.words(datum.second_label, below, TextStyle(anchor="middle", size=small_size))
        at = at[0], below[1] - small_size * LINE
    drawing.words(caption, at, TextStyle(anchor="middle", size=small_size))


def _draw_label(drawing: Drawing, datum: Datum, at: Point, room: float, *, narrow: bool) -> None:
    """Draw the name of a region above its value, or with `narrow` only the value."""
    small_size = drawing.size - drawing.scale
    at = (at[0], at[1] - _NARROW_UP) if narrow and not drawing.is_paper else at
    lines = [(datum.words, drawing.size, True)]
    if not narrow:
        if datum.second_label:
            lines.insert(0, (datum.second_label, small_size * _SECOND, False))
        lines.insert(0, (datum.label, small_size, False))
        if datum.note:
            lines.append((datum.note, small_size, False))
    _draw_lines(drawing, lines, at, paint(datum.role, drawing.style), room)


def _draw_narrow_label(drawing: Drawing, datum: Datum, name: RegionName, sheet: _MapSheet) -> None:
    """Draw a name above the value of its region, on a plate if the region is hatched."""
    looks = paint(datum.role, drawing.style)
    if looks.hatched:
        left, top, right, _ = name.edges
        (x, top), (_, bottom) = sheet.point(name.at[0], top), sheet.point(0, name.value_end)
        value = drawing.text_width(datum.words, bold=True)
        wide = max((right - left) * sheet.step, value)
        _draw_plate(drawing, (x - wide / 2, top, wide, bottom - top))
    text_color = drawing.style.text if looks.hatched else looks.text_color
    _draw_name(drawing, name, sheet, text_color)
    x, y = sheet.point(name.at[0], (name.at[1] + name.value_end) / 2)
    at = x, y - _VALUE_UP
    drawing.words(datum.words, at, TextStyle(anchor="middle", bold=True, colour=text_color))


def _draw_name(drawing: Drawing, name: RegionName, sheet: _MapSheet, colour: str) -> None:
    for line, place in zip(name.lines, name.middles, strict=True):
        x, y = sheet.point(*place)
        at = x, y - (_NARROW_UP if name.leader else _NARROW_UP / 2)
        drawing.words(line, at, TextStyle(anchor="middle", size=NAME, colour=colour))


def _draw_lines(
    drawing: Drawing, lines: Sequence[Line], at: Point, looks: Paint, room: float
) -> None:
    """Draw lines of text centred on a point, on a plate if the region is hatched.

    If they extend beyond their region, each letter has a halo in the colour of the region. On paper
    they have a plate instead, because a halo would add outlines of all letters to the file.
    """
    step = drawing.size * LINE
    width = max(drawing.text_width(words, size, bold=bold) for words, size, bold in lines)
    colour, halo = looks.text_color, {}
    reaches_over = width > room
    if looks.hatched or (reaches_over and drawing.is_paper):
        colour, height = drawing.style.text, len(lines) * step
        _draw_plate(drawing, (at[0] - width / 2, at[1] - height / 2, width, height))
    elif reaches_over:
        halo = drawing.halo(looks.fill)
    with drawing.group(**halo):
        for row, (words, size, bold) in enumerate(lines):
            place = (at[0], at[1] + (row - (len(lines) - 1) / 2) * step)
            style = TextStyle(anchor="middle", size=size, bold=bold, colour=colour)
            drawing.words(words, place, style)


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

    `room_step` is the px per step that decides which labels have room (see `Size`). `bottom` is the
    lower end of the map.
    """

    outlines: ProjectedOutlines
    step: float
    left: float
    top: float
    room_step: float
    bottom: float
    size: Size

    def point(self, x: float, y: float) -> Point:
        """Return a point of the outlines in px."""
        return self.left + x * self.step, self.top + y * self.step

    def room(self, steps: float) -> float:
        """Return the px for labels in this number of steps."""
        return steps * self.room_step


def _map_sheet(
    paper: ProjectedOutlines, size: Size, below: float, edges: Edges | None
) -> _MapSheet:
    """Return the outlines at the whole width, or smaller if the height above `below` is too low.

    Smaller outlines are in the middle of the width, with room around them.
    `edges` are those of the country on a phone, where it is below the cities; None for other sizes.
    """
    step = size.width / paper.width
    if size.height is None:
        room_step = size.fit_width / paper.width if size.fit_width else step
        return _MapSheet(paper, step, 0, 0, room_step, paper.height * step, size)
    bottom = size.height - below
    if edges is not None:
        return _phone_sheet(paper, size, bottom, edges)
    step = min(step, bottom / paper.height) / _AROUND
    top = (bottom - paper.height * step) / 2
    # In the narrowest column the font size and the height of the legend are the same as here.
    share = WIDE_ROOM / size.width
    room_step = step * (1 if size.beside else (size.height * share - below) / bottom)
    left = (size.width - paper.width * step) / 2
    return _MapSheet(paper, step, left, top, room_step, bottom, size)


def _phone_edges(paper: ProjectedOutlines, spec: Choropleth) -> Edges:
    """Return the edges of the country with the names beside it, in steps of the outlines."""
    aside, above = paper.width * _MARGIN, paper.height * _MARGIN
    country = (-aside, -above, paper.width + aside, paper.height + above)
    names = (name.edges for name in region_names(spec).values())
    left, top, right, bottom = zip(country, *names, strict=True)
    return min(left), min(top), max(right), max(bottom)


def _phone_sheet(paper: ProjectedOutlines, size: Size, bottom: float, edges: Edges) -> _MapSheet:
    left, upper, right, lower = edges
    top = bottom * _COUNTRY_TOP
    step = min(size.width / (right - left), (bottom - top) / (lower - upper))
    room_step = size.fit_width / paper.width if size.fit_width else step
    x = size.width / 2 - (left + right) / 2 * step
    y = (top + bottom) / 2 - (upper + lower) / 2 * step
    return _MapSheet(paper, step, x, y, room_step, bottom, size)


def _inset_sheet(sheet: _MapSheet, inset: Inset) -> _MapSheet:
    """Return the outlines for an enlarged city: in a corner, or above the country on a phone."""
    size, (x, y, width, height) = sheet.size, inset.frame
    if size.height is None:
        return sheet
    share = x / sheet.outlines.width
    if not size.narrow:
        # In the corners of the drawing, if the country does not take its whole width.
        return replace(sheet, left=sheet.left * 2 * share, top=sheet.top * 2 * (share > 0.5))
    most = sheet.bottom * _CITIES / height
    step = min(size.width * _CITY / width, most)
    room_step = min((size.fit_width or size.width) * _CITY / width, most)
    left = _CITY_MIDDLES[round(share)] * size.width - (x + width / 2) * step
    top = _CITY_TOP - y * step
    return replace(sheet, step=step, left=left, top=top, room_step=room_step)
