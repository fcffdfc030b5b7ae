"""Names and values on the regions of a map, and names beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from campaign.charts.body import Datum
from campaign.render.region_names import NAME, RegionName
from campaign.render.svg.drawing import Drawing
from campaign.render.svg.map_sheet import MapSheet
from campaign.render.svg.path_data import Point, number
from campaign.render.svg.text_style import TextStyle
from campaign.render.text_width import LINE
from campaign.theme.roles import Paint, paint

_PLATE = "0.85"
"""The opacity of the background of labels."""
_VALUE_UP, NARROW_UP = 2.7, 1.0
"""Px by which Plotly draws a value below a name, and other labels on a phone, higher."""
Line = tuple[str, float, bool]
"""Text, its font size in px, whether it is bold."""


def draw_label(drawing: Drawing, datum: Datum, at: Point, room: float, *, narrow: bool) -> None:
    """Draw the name of a region above its value, or with `narrow` only the value."""
    small_size = drawing.size - drawing.scale
    at = (at[0], at[1] - NARROW_UP) if narrow and not drawing.is_paper else at
    lines = [(datum.words, drawing.size, True)]
    if not narrow:
        lines.insert(0, (datum.label, small_size, False))
        if datum.note:
            lines.append((datum.note, small_size, False))
    draw_lines(drawing, lines, at, paint(datum.role, drawing.style), room)


def draw_narrow_label(drawing: Drawing, datum: Datum, name: RegionName, sheet: MapSheet) -> None:
    """Draw a name above the value of its region, on a plate if the region is hatched."""
    looks = paint(datum.role, drawing.style)
    if looks.hatched:
        left, top, right, _ = name.edges
        (x, top), (_, bottom) = sheet.point(name.at[0], top), sheet.point(0, name.value_end)
        value = drawing.text_width(datum.words, bold=True)
        wide = max((right - left) * sheet.step, value)
        _draw_plate(drawing, (x - wide / 2, top, wide, bottom - top))
    ink = drawing.style.text if looks.hatched else looks.ink
    _draw_name(drawing, name, sheet, ink)
    x, y = sheet.point(name.at[0], (name.at[1] + name.value_end) / 2)
    at = x, y - _VALUE_UP
    drawing.words(datum.words, at, TextStyle(anchor="middle", bold=True, colour=ink))


def draw_name_beside(
    drawing: Drawing, name: RegionName, sheet: MapSheet, attributes: Mapping[str, str]
) -> None:
    """Draw a name beside the country, in its own group, and the line to its region."""
    if name.leader:
        start, end = (sheet.point(*point) for point in name.leader)
        drawing.line(start, end, drawing.style.text, drawing.scale)
        with drawing.group(**attributes):
            _draw_name(drawing, name, sheet, drawing.style.text)


def _draw_name(drawing: Drawing, name: RegionName, sheet: MapSheet, colour: str) -> None:
    for line, place in zip(name.lines, name.middles, strict=True):
        x, y = sheet.point(*place)
        at = x, y - (NARROW_UP if name.leader else NARROW_UP / 2)
        drawing.words(line, at, TextStyle(anchor="middle", size=NAME, colour=colour))


def draw_lines(
    drawing: Drawing, lines: Sequence[Line], at: Point, looks: Paint, room: float
) -> None:
    """Draw lines of text centred on a point, on a plate if the region is hatched.

    If they extend beyond their region, each letter has a halo in the colour of the region. On paper
    they have a plate instead, because a halo would add outlines of all letters to the file.
    """
    step = drawing.size * LINE
    width = max(drawing.text_width(words, size, bold=bold) for words, size, bold in lines)
    colour, halo = looks.ink, {}
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
    ground, pad = drawing.style.background, 2 * drawing.scale
    drawing.rect(left - pad, top, wide + 2 * pad, high, ground, fill_opacity=_PLATE, rx=number(pad))
