"""The map as SVG: a path for each region, both cities enlarged in their corners."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from campaign.charts.body import Choropleth, Datum
from campaign.charts.chart import Chart
from campaign.charts.geometry.paper import COARSE, FINE, Inset, PaperOutlines, Rings, outlines
from campaign.render.region_names import NAME, STEP, RegionName, region_names
from campaign.render.size import Size
from campaign.render.svg.drawing import Drawing
from campaign.render.svg.path_data import Point, number
from campaign.render.svg.strip import draw_strip, strip_layout
from campaign.render.svg.text_style import TextStyle
from campaign.render.text_width import LINE
from campaign.theme.paint import Paint, paint
from campaign.theme.style import REGION_BORDER, SELECTED_BORDER, Style

_CAPTION = 18  # px below an inset's city
_PLATE = "0.85"
_AROUND = 1.07  # of the country's size: the room around it in a page
_CITIES, _CITY = 0.27, 0.34  # of the height above the country, and of the width, on a phone
Line = tuple[str, float, bool]
"""Words, their size, whether they are bold."""

_CASING = 2  # times the outline of a chosen region, so that it is seen on the darkest class too


@dataclass(frozen=True)
class MapSheet:
    """The outlines on the drawing: `step` is the px of one of their steps, `left` and `top` their
    upper left corner.

    `room_step` is the px of one of them where it is decided which words have room (see `Size`),
    `bottom` where the map ends.
    """

    outlines: PaperOutlines
    step: float
    left: float
    top: float
    room_step: float
    bottom: float
    size: Size

    def point(self, x: float, y: float) -> Point:
        """Return a place of the outlines in px."""
        return self.left + x * self.step, self.top + y * self.step

    def room(self, steps: float) -> float:
        """Px for words in so many steps."""
        return steps * self.room_step


def draw(chart: Chart, style: Style, size: Size) -> Drawing:
    """Draw the regions, their names and values, and the legend below."""
    body = chart.body
    assert isinstance(body, Choropleth)
    paper = outlines(body.places, FINE if size.height is None else COARSE)
    sketch = Drawing(chart.key, size, 0, style)
    legend = strip_layout(sketch, body, size)
    sheet = _sheet(paper, size, legend.height)
    drawing = Drawing(chart.key, size, sheet.bottom + legend.height, style)
    units = body.by_code
    places = {mark.code: mark.at for mark in body.strip.regions}
    with drawing.group(data_part="regions"):
        for code, rings in paper.rings.items():
            _draw_region(drawing, sheet, units[code], rings, places.get(code))
    for code, rings in paper.rings.items():
        if units[code].selected:
            _draw_outline(drawing, sheet, rings)
    names = region_names(body) if size.narrow and size.height is not None else {}
    for code, (x, y, room) in paper.labels.items():
        name = names.get(code)
        # A script that plays the days finds the words of a region by its code.
        with drawing.group(data_value=code):
            if name and not name.leader:
                _draw_narrow_label(drawing, units[code], name, sheet)
            else:
                at, free = sheet.point(x, y), sheet.room(2 * room)
                _draw_label(drawing, units[code], at, free, narrow=size.narrow)
    for name in names.values():
        _draw_name_beside(drawing, name, sheet)
    for inset in paper.insets:
        _draw_inset(drawing, sheet, units[inset.code], inset, places.get(inset.code))
    draw_strip(drawing, body, legend, sheet.bottom)
    return drawing


def _sheet(paper: PaperOutlines, size: Size, below: float) -> MapSheet:
    """The outlines over the whole width, or smaller where the height leaves no more above `below`.

    They then stand in the middle of the width, with room around them as Plotly leaves it.
    """
    step = size.width / paper.width
    if size.height is None:
        room_step = size.fit_width / paper.width if size.fit_width else step
        return MapSheet(paper, step, 0, 0, room_step, paper.height * step, size)
    bottom = size.height - below
    top = bottom * _CITIES if size.narrow else 0.0
    step = min(step, (bottom - top) / paper.height) / _AROUND
    top += (bottom - top - paper.height * step) / 2
    room_step = size.fit_width / paper.width if size.fit_width else step
    left = (size.width - paper.width * step) / 2
    return MapSheet(paper, step, left, top, room_step, bottom, size)


def _inset_sheet(sheet: MapSheet, inset: Inset) -> MapSheet:
    """The outlines as an enlarged city stands: in a corner, or above the country on a phone."""
    size, (x, y, width, height) = sheet.size, inset.frame
    if size.height is None:
        return sheet
    share = x / sheet.outlines.width
    if not size.narrow:
        # In the corners of the drawing, where the country does not take its whole width.
        return replace(sheet, left=sheet.left * 2 * share, top=sheet.top * 2 * (share > 0.5))
    most = sheet.bottom * _CITIES / height
    step = min(size.width * _CITY / width, most)
    room_step = min((size.fit_width or size.width) * _CITY / width, most)
    left = (round(share) + 0.5) * size.width / 2 - (x + width / 2) * step
    return replace(sheet, step=step, left=left, top=-y * step, room_step=room_step)


def _path_data(rings: Rings) -> str:
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


def _draw_region(
    drawing: Drawing, sheet: MapSheet, datum: Datum, rings: Rings, at: float | None
) -> None:
    fill = drawing.fill(paint(datum.role, drawing.style), sheet.step)
    thickness = REGION_BORDER * drawing.scale
    # A script marks the region that is pointed at on the legend.
    place = {} if at is None else {"data_at": f"{at:.3f}"}
    with drawing.group(**place), drawing.mark(datum):
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
        "transform": f"translate({number(sheet.left)} {number(sheet.top)}) scale({sheet.step:.5f})",
    }
    drawing.path(_path_data(rings), fill, **line)


def _draw_inset(
    drawing: Drawing, sheet: MapSheet, datum: Datum, inset: Inset, place: float | None
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
    middle = sheet.point(inset.label[0], inset.label[1])
    looks = paint(datum.role, style)
    lines = [(datum.words, drawing.size, True)]
    if size.height is not None and not size.narrow and datum.note:
        lines.append((datum.note, drawing.size - 2 * scale, False))
    with drawing.group(data_value=inset.code):
        _draw_lines(drawing, lines, middle, looks, sheet.room(2 * inset.label[2]))
    if size.narrow and not is_above:
        return
    # On paper a city has room for one value: the people stand beside its name.
    beside = datum.note if size.height is None else ""
    caption = " ".join(filter(None, (datum.label, beside)))
    small_size = drawing.size - scale
    room = size.width / 2 if is_above else sheet.room(inset.frame[2])
    while drawing.text_width(caption, small_size) > room - 4 and small_size > 8 * scale:
        small_size -= scale
    at = (x + width / 2, y + height - _CAPTION * scale / 2)
    drawing.words(caption, at, TextStyle(anchor="middle", size=small_size))


def _draw_label(drawing: Drawing, datum: Datum, at: Point, room: float, *, narrow: bool) -> None:
    small_size = drawing.size - drawing.scale
    lines = [(datum.words, drawing.size, True)]
    if not narrow:
        lines.insert(0, (datum.label, small_size, False))
        if datum.note:
            lines.append((datum.note, small_size, False))
    _draw_lines(drawing, lines, at, paint(datum.role, drawing.style), room)


def _draw_narrow_label(drawing: Drawing, datum: Datum, name: RegionName, sheet: MapSheet) -> None:
    """Draw a name over the value of its region, both on a plate where they lie on a hatch."""
    looks = paint(datum.role, drawing.style)
    if looks.hatched:
        left, top, right, _ = name.edges
        (x, top), (_, bottom) = sheet.point(name.at[0], top), sheet.point(0, name.value_end)
        value = drawing.text_width(datum.words, bold=True)
        wide = max((right - left) * sheet.step, value)
        _draw_plate(drawing, (x - wide / 2, top, wide, bottom - top))
    ink = drawing.style.text if looks.hatched else looks.ink
    _draw_name(drawing, name, sheet, ink)
    at = sheet.point(name.at[0], (name.at[1] + name.value_end) / 2)
    drawing.words(datum.words, at, TextStyle(anchor="middle", bold=True, colour=ink))


def _draw_name_beside(drawing: Drawing, name: RegionName, sheet: MapSheet) -> None:
    """Draw a name beside the country, and the line from it to its region."""
    if name.leader:
        start, end = (sheet.point(*point) for point in name.leader)
        drawing.line(start, end, drawing.style.text, drawing.scale)
        _draw_name(drawing, name, sheet, drawing.style.text)


def _draw_name(drawing: Drawing, name: RegionName, sheet: MapSheet, colour: str) -> None:
    for line, place in zip(name.lines, name.middles, strict=True):
        at = sheet.point(*place)
        size = NAME * STEP * sheet.step
        drawing.words(line, at, TextStyle(anchor="middle", size=size, colour=colour))


def _draw_lines(
    drawing: Drawing, lines: Sequence[Line], at: Point, looks: Paint, room: float
) -> None:
    """Lines around a point, on a plate where they reach over their region or lie on a hatch."""
    step = drawing.size * LINE
    width = max(drawing.text_width(words, size, bold=bold) for words, size, bold in lines)
    has_plate = width > room or looks.hatched
    if has_plate:
        height = len(lines) * step
        _draw_plate(drawing, (at[0] - width / 2, at[1] - height / 2, width, height))
    for row, (words, size, bold) in enumerate(lines):
        drawing.words(
            words,
            (at[0], at[1] + (row - (len(lines) - 1) / 2) * step),
            TextStyle(
                anchor="middle",
                size=size,
                bold=bold,
                colour=drawing.style.text if has_plate else looks.ink,
            ),
        )


def _draw_plate(drawing: Drawing, box: tuple[float, float, float, float]) -> None:
    """Draw a plate under words, from their left and upper edge as wide and high as they are."""
    left, top, wide, high = box
    ground, pad = drawing.style.background, 2 * drawing.scale
    drawing.rect(left - pad, top, wide + 2 * pad, high, ground, fill_opacity=_PLATE, rx=number(pad))
