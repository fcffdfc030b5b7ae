"""The choropleth as native shapes: a named shape a unit, in the colours and classes on screen."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from campaign.analysis.view import View
from campaign.charts import choropleth as map_figure
from campaign.charts.by_region import hover
from campaign.charts.chart import Chart
from campaign.charts.choropleth import FIRST_CLASS, NOT_REPORTED
from campaign.charts.geometry.paper import PaperOutlines, Rings, outlines
from campaign.exports.pptx.shapes import NO_FILL, Box, Canvas, Point, Words, hatch, solid, stroke
from campaign.exports.pptx.text_width import LINE, SMALLEST, fit_text, width
from campaign.theme.style import BORDER, CHOSEN, SLIDE_POINT

LEGEND, GAP = 200, 22
"""Points at the right of the map, and between the two."""

_NAME, _VALUE, _HEAD = 11, 14, 13
_ROW = 24
_SWATCH = (26, 15)


@dataclass(frozen=True)
class MapKey:
    """An entry of the legend: its colour slot, and its words with the number of units."""

    slot: int
    said: str


def choropleth(canvas: Canvas, box: Box, view: View, picture: Chart) -> None:
    """The map with labels, legend and both cities enlarged, all in one group.

    Raises ValueError where the boundaries are not known.
    """
    drawn = outlines(view.campaign.places)
    group = canvas.group(picture.title, picture.description, box)
    scale = min((box.w - LEGEND - GAP) / drawn.width, box.h / drawn.height)
    country = Box(
        box.x,
        box.y + (box.h - drawn.height * scale) / 2,
        drawn.width * scale,
        drawn.height * scale,
    )
    _units(group, country, scale, drawn, view)
    left = country.right + GAP
    _legend(group, Box(left, box.y, box.right - left, box.h), view, picture)


def keys(picture: Chart, slots: Collection[int]) -> list[MapKey]:
    """The legend beside the figure on screen, of the states only those among `slots`."""
    if picture.figure is None:
        return []
    found = [MapKey(slot, said) for slot, said in map_figure.legend_keys(picture.figure)]
    # Slides do not unfold: a state that is met on the way only has no place in their legend.
    return [key for key in found if key.slot >= FIRST_CLASS or key.slot in slots]


def _units(canvas: Canvas, country: Box, scale: float, drawn: PaperOutlines, view: View) -> None:
    places, text, style = view.campaign.places, view.text, view.style
    colours = map_figure.palette(view.indicator, view.classes, style)
    slots = {str(code): map_figure.slot(row, view.classes) for code, row in view.units.iterrows()}
    said = {code: _plain(tip) for code, tip in hover(view).items()}

    def placed(point: tuple[int, int]) -> Point:
        return country.x + point[0] * scale, country.y + point[1] * scale

    def unit(code: str, name: str, rings: Rings) -> None:
        canvas.freeform(
            name,
            said[code],
            [[placed(point) for point in ring] for ring in rings],
            fill(slots[code], colours, view),
            stroke(style.outline, BORDER * SLIDE_POINT),
        )

    def outline(code: str, name: str, rings: Rings) -> None:
        if code in view.selection.oblasts:
            points = [[placed(point) for point in ring] for ring in rings]
            line = stroke(style.text, CHOSEN * SLIDE_POINT)
            canvas.freeform(text("{place}: chosen", place=name), "", points, NO_FILL, line)

    # The chosen units last, so that no neighbour covers their outline.
    for draw in (unit, outline):
        for code in places.codes:
            draw(code, places.name(code, text), drawn.rings[code])
    for inset in drawn.insets:
        x, y = placed((inset.frame[0], inset.frame[1]))
        frame = Box(x, y, inset.frame[2] * scale, inset.frame[3] * scale)
        place = places.name(inset.code, text)
        canvas.shape(
            text("{place}: frame", place=place),
            frame,
            solid(style.background),
            stroke(style.line, SLIDE_POINT),
        )
        enlarged = text("{place}, enlarged", place=place)
        unit(inset.code, enlarged, inset.rings)
        outline(inset.code, enlarged, inset.rings)
        x, y, room = inset.label
        _label(
            canvas, inset.code, placed((x, y)), 2 * room * scale, slots, colours, view, named=False
        )
        # A city has room for one figure: the people stand beside its name.
        count = map_figure.people(view.units, inset.code, view.indicator, text)
        words = " ".join(part for part in (places.short(inset.code, text), count) if part)
        caption = fit_text(words, frame.w - 4, 16, _NAME, 8)
        canvas.words(
            text("{place}: label", place=place),
            Box(frame.x + 2, frame.bottom - 16, frame.w - 4, 15),
            [Words(caption.words, caption.size, style.text)],
            align="ctr",
            anchor="ctr",
        )
    for code, (x, y, room) in drawn.labels.items():
        _label(canvas, code, placed((x, y)), 2 * room * scale, slots, colours, view)


def _label(
    canvas: Canvas,
    code: str,
    middle: Point,
    room: float,
    slots: Mapping[str, int],
    colours: Sequence[str],
    view: View,
    *,
    named: bool = True,
) -> None:
    places, text, style = view.campaign.places, view.text, view.style
    value = map_figure.label(
        str(view.units["state"][code]), float(view.units["value"][code]), view.indicator, text
    )
    count = map_figure.people(view.units, code, view.indicator, text) if named else ""
    short = places.short(code, text)
    # A city has little room: its value is as large as that allows.
    sizes = [_VALUE] if named else range(_VALUE, SMALLEST - 1, -1)
    size = next((s for s in sizes if width(value, s, True) <= room), sizes[-1])
    under = width(short, _NAME) if named else 0
    wide = max(width(value, size, True), width(count, _NAME), under)
    inside = wide <= room and slots[code] != NOT_REPORTED
    # Words that reach over their unit, or lie on a hatch, need a ground of their own.
    ink = style.on(colours[slots[code]]) if inside else style.text
    ground = NO_FILL if inside else solid(style.background, 0.82)
    words = [Words(value, size, ink, bold=True)]
    if count:
        words.append(Words(count, _NAME, ink))
    if named:
        words.insert(0, Words(short, _NAME, ink))
    name = places.name(code, text)
    said = text("{place}: label", place=name) if named else text("{place}: value", place=name)
    canvas.chip(said, middle, words, ground)


def fill(slot: int, colours: Sequence[str], view: View) -> str:
    """The fill of a colour slot: hatched where nothing was reported."""
    if slot == NOT_REPORTED:
        return hatch(view.style)
    return solid(colours[slot])


def _legend(canvas: Canvas, box: Box, view: View, picture: Chart) -> None:
    style = view.style
    colours = map_figure.palette(view.indicator, view.classes, style)
    slots = {map_figure.slot(row, view.classes) for _, row in view.units.iterrows()}
    entries = keys(picture, slots)
    title, *average = map_figure.legend_title(view.indicator, view.classes, view.average, view.text)
    head = fit_text(title, box.w, 4 * _HEAD * LINE, _HEAD, 10, True)
    named = [fit_text(line, box.w, 3 * _HEAD * LINE, _HEAD, 10) for line in average]
    tall = head.height + sum(line.height for line in named)
    row = min(_ROW, (box.h - tall - 8) / max(len(entries), 1))
    top = box.y + max((box.h - tall - 8 - row * len(entries)) / 2, 0)
    canvas.words(
        view.text("Legend"),
        Box(box.x, top, box.w, tall),
        [
            Words(head.words, head.size, style.text, bold=True),
            *(Words(line.words, line.size, style.text) for line in named),
        ],
    )
    top += tall + 8
    for number, key in enumerate(entries):
        y = top + number * row
        swatch = Box(box.x, y + (row - _SWATCH[1]) / 2, *_SWATCH)
        canvas.shape(
            key.said, swatch, fill(key.slot, colours, view), stroke(style.outline, SLIDE_POINT)
        )
        room = Box(swatch.right + 8, y, box.right - swatch.right - 8, row)
        canvas.fitted(key.said, room, key.said, 14, 10, style.text, anchor="ctr")


def _plain(tip: str) -> str:
    """A tooltip of the screen as one line of plain words."""
    words = re.sub(r"<br>", "; ", tip)
    words = re.sub(r"<[^>]+>", "", words)
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
