"""The map as SVG: a path for each region, both cities enlarged in their corners."""

from __future__ import annotations

from campaign.charts.body import Choropleth, Datum
from campaign.charts.chart import Chart
from campaign.charts.geometry.projected_outlines import COARSE, FINE, Inset, Rings, outlines
from campaign.render.phone_map import CITY_MIDDLES, country_edges
from campaign.render.region_names import region_names
from campaign.render.size import Size
from campaign.render.svg.drawing import Drawing
from campaign.render.svg.map_labels import (
    NARROW_UP,
    draw_label,
    draw_lines,
    draw_name_beside,
    draw_narrow_label,
)
from campaign.render.svg.map_legend import draw_strip, strip_layout
from campaign.render.svg.map_sheet import MapSheet, inset_sheet, map_sheet
from campaign.render.svg.path_data import number
from campaign.render.svg.text_style import TextStyle
from campaign.theme.roles import paint
from campaign.theme.style import REGION_BORDER, SELECTED_BORDER, Style

_CAPTION, _CAPTION_UP = 18, 6.5  # px below the city of an inset, and px less on a phone
_LETTERS = {"class": "map-label"}
"""The class of text with the font size of the page, whatever the size of the map."""

_CASING = 2  # widths of the outline of a selected region, so that it is visible on dark classes


def draw(chart: Chart, style: Style, size: Size) -> Drawing:
    """Draw the regions, their names and values, and the legend below."""
    body = chart.body
    assert isinstance(body, Choropleth)
    paper = outlines(body.places, FINE if size.height is None else COARSE)
    sketch = Drawing(chart.key, size, 0, style)
    legend = strip_layout(sketch, body, size)
    is_phone = size.narrow and size.height is not None
    edges = country_edges(body) if is_phone else None
    sheet = map_sheet(paper, size, legend.height, edges)
    drawing = Drawing(chart.key, size, sheet.bottom + legend.height, style)
    if _is_scaled(size):
        drawing.root.set("style", f"--legend:{round(legend.height)}")
    with drawing.group(**_part(size, "50%", sheet.middle)):
        _draw_country(drawing, sheet, body)
    places = _places(body)
    for inset in paper.insets:
        at_right = inset.frame[0] > paper.width / 2
        with drawing.group(**_city_part(size, at_right=at_right)):
            _draw_inset(drawing, sheet, body.by_code[inset.code], inset, places.get(inset.code))
    draw_strip(drawing, body, legend, sheet.bottom)
    return drawing


def _is_scaled(size: Size) -> bool:
    """Return whether the page scales the map, but not the legend, to the width of its card."""
    return size.height is not None and not size.narrow


def _part(size: Size, side: str, middle: float = 0.0) -> dict[str, str]:
    """Return the attributes of a part that the live app scales separately.

    On a screen it is scaled to the height that the legend leaves; the point `side` of its upper
    edge is fixed. On a phone its height depends on its width; its `middle` is fixed.
    """
    if size.height is None:
        return {}
    return {"class": "map-part", "transform_origin": f"{side} {number(middle)}"}


def _city_part(size: Size, *, at_right: bool) -> dict[str, str]:
    """Return the attributes of a city; on phones of all widths it has the same size."""
    if _is_scaled(size):
        return _part(size, "100%" if at_right else "0")
    if size.height is None:
        return {}
    return {"class": "city-part", "transform_origin": f"{CITY_MIDDLES[at_right]:.0%}"}


def _places(body: Choropleth) -> dict[str, float]:
    return {mark.code: mark.at for mark in body.strip.regions}


def _draw_country(drawing: Drawing, sheet: MapSheet, body: Choropleth) -> None:
    size, paper, units, places = sheet.size, sheet.outlines, body.by_code, _places(body)
    with drawing.group(data_part="regions"):
        for code, rings in paper.rings.items():
            _draw_region(drawing, sheet, units[code], rings, places.get(code))
    for code, rings in paper.rings.items():
        if units[code].selected:
            _draw_outline(drawing, sheet, rings)
    names = region_names(body) if size.narrow and size.height is not None else {}
    for code, (x, y, room) in paper.labels.items():
        name = names.get(code)
        # The script of the animation finds the labels of a region by its code.
        with drawing.group(**_LETTERS, data_value=code):
            if name and not name.leader:
                draw_narrow_label(drawing, units[code], name, sheet)
            else:
                at, free = sheet.point(x, y), sheet.room(2 * room)
                draw_label(drawing, units[code], at, free, narrow=size.narrow)
    for name in names.values():
        draw_name_beside(drawing, name, sheet, _LETTERS)


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
    drawing: Drawing, sheet: MapSheet, datum: Datum, rings: Rings, at: float | None
) -> None:
    fill = drawing.fill(paint(datum.role, drawing.style), sheet.step)
    thickness = REGION_BORDER * drawing.scale
    # A script marks the region under the pointer on the legend.
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
    sheet = inset_sheet(sheet, inset)
    x, y = sheet.point(inset.frame[0], inset.frame[1])
    width, height = inset.frame[2] * sheet.step, inset.frame[3] * sheet.step
    is_above = size.narrow and size.height is not None
    if not is_above:
        drawing.rect(x, y, width, height, style.background, stroke=style.line)
    _draw_region(drawing, sheet, datum, inset.rings, place)
    if datum.selected:
        _draw_outline(drawing, sheet, inset.rings)
    left, height_of_value = sheet.point(inset.label[0], inset.label[1])
    middle = left, height_of_value - (NARROW_UP if is_above else 0)
    looks = paint(datum.role, style)
    lines = [(datum.words, drawing.size, True)]
    if size.height is not None and not size.narrow and datum.note:
        lines.append((datum.note, drawing.size - 2 * scale, False))
    with drawing.group(**_LETTERS, data_value=inset.code):
        draw_lines(drawing, lines, middle, looks, sheet.room(2 * inset.label[2]))
    if size.narrow and not is_above:
        return
    # On paper a city has room for one value: the count of people is beside its name.
    beside = datum.note if size.height is None else ""
    caption = " ".join(filter(None, (datum.label, beside)))
    small_size = drawing.size - scale
    room = size.width / 2 if is_above else sheet.room(inset.frame[2])
    while drawing.text_width(caption, small_size) > room - 4 and small_size > 8 * scale:
        small_size -= scale
    # On a phone the caption is where Plotly ends the part of the city.
    up = _CAPTION_UP if is_above else 0
    at = (x + width / 2, y + height - _CAPTION * scale / 2 - up)
    with drawing.group(**_LETTERS):
        drawing.words(caption, at, TextStyle(anchor="middle", size=small_size))
