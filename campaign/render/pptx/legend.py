"""The legend of a chart on a slide, and the line that counts omitted items."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from campaign.analysis.view import View
from campaign.charts.spec import LegendKey
from campaign.render.pptx.shapes import NO_FILL, Box, Canvas, Look, Paragraph, hatch, solid, stroke
from campaign.render.typography import SMALLEST, width
from campaign.theme.roles import Paint, mix_colours, paint
from campaign.theme.style import (
    DASHES,
    DAY_MARK,
    LANE_MARK,
    LINE_DASHES,
    RANGE_END,
    RANGE_TICK,
    RANGE_WIDTH,
    SLIDE_POINT,
    TOTAL_WIDTH,
    Style,
)

OMITTED = 16
"""Height in points of the line that counts omitted items."""
_SIZE, _SMALL = 14, 12  # points: in at most two rows, in more
_BROKEN = (2 * DASHES["dash"][0] + DASHES["dash"][1]) * SLIDE_POINT  # two dashes and the gap


@dataclass(frozen=True)
class Sign:
    """The symbol of a legend entry: the look of a shape, and its size in points.

    `strokes` are vertical lines on it: (distance to the right of its middle, height), in points.
    """

    look: Look
    wide: float = 14
    tall: float = 12
    strokes: tuple[tuple[float, float], ...] = ()


def sign_of(key: LegendKey, style: Style, dot: float = DAY_MARK) -> Sign:
    """Return the symbol of a legend entry; a round mark has the diameter `dot` in px."""
    look = paint(key.role, style)
    match key.mark:
        case "hollow" | "dot":
            fill = style.background if key.mark == "hollow" else look.fill
            size = dot * SLIDE_POINT
            return Sign(Look(solid(fill), stroke(look.fill, SLIDE_POINT), "ellipse"), size, size)
        case "solid" | "dashed" | "dotted":
            line = stroke(look.fill, TOTAL_WIDTH * SLIDE_POINT, LINE_DASHES[key.mark])
            return Sign(Look(NO_FILL, line, "line"), _BROKEN, 0)
        case "range":
            line = stroke(look.fill, RANGE_WIDTH * SLIDE_POINT)
            strokes = (0, RANGE_TICK * SLIDE_POINT), (_BROKEN / 2, RANGE_END * SLIDE_POINT)
            return Sign(Look(NO_FILL, line, "line"), _BROKEN, 0, strokes)
    return swatch(fill_of(look, style), style)


def fill_of(look: Paint, style: Style) -> str:
    """Return the fill of a mark as XML: a hatch, or its colour mixed with the background."""
    if look.hatched:
        return hatch(mix_colours(style.hatch, style.background, look.opacity), look.flat)
    return solid(look.flat)


def swatch(fill: str, style: Style) -> Sign:
    """Return the symbol of an area."""
    return Sign(Look(fill, stroke(style.outline, SLIDE_POINT)))


def lane_mark(look: Paint, preset: str) -> Sign:
    """Return the mark of a milestone or of a publicly reported event."""
    size = LANE_MARK * SLIDE_POINT
    return Sign(Look(solid(look.fill), stroke(look.fill, SLIDE_POINT), preset), size, size)


def draw_sign(canvas: Canvas, sign: Sign, x: float, y: float, name: str) -> None:
    """Draw the symbol centred on the point; `name` is its description."""
    box = Box(x - sign.wide / 2, y - sign.tall / 2, sign.wide, sign.tall)
    canvas.shape(name, box, sign.look, descr=name)
    for right, tall in sign.strokes:
        canvas.line(name, (x + right, y - tall / 2), (x + right, y + tall / 2), sign.look.line)


def draw_entries(
    canvas: Canvas, box: Box, entries: Sequence[tuple[str, Sign]], view: View
) -> float:
    """Draw symbols with their labels in a row, or in several rows if one is full.

    Return their height in points.
    """
    widths = sum(max(sign.wide, 14) + 26 + width(label, _SIZE) for label, sign in entries)
    size = _SIZE if widths <= 1.8 * box.w else _SMALL
    x, y, step = box.x, box.y, size * 1.5
    for label, sign in entries:
        words_at = max(sign.wide, 14) + 6
        wide = words_at + width(label, size) + 20
        if x + wide > box.right and x > box.x:
            x, y = box.x, y + step
        draw_sign(canvas, sign, x + (words_at - 6) / 2, y + 9, label)
        canvas.fit_words(
            label,
            Box(x + words_at, y, min(wide, box.right - x) - words_at, 18),
            Paragraph(label, size, view.style.text),
            SMALLEST,
            anchor="ctr",
        )
        x += wide
    return y - box.y + step + 6 if entries else 0


def draw_keys(
    canvas: Canvas, box: Box, keys: Sequence[LegendKey], view: View, dot: float = DAY_MARK
) -> float:
    """Draw the legend of a chart, round marks `dot` px wide; return its height in points."""
    entries = [(key.label, sign_of(key, view.style, dot)) for key in keys]
    return draw_entries(canvas, box, entries, view)


def draw_omitted_count(canvas: Canvas, box: Box, count: int, view: View) -> Box:
    """Write the number of omitted items at the bottom of the box; return the box above it."""
    words = view.text("not shown here: {n}", n=count)
    room = Box(box.x, box.bottom - 14, box.w, 14)
    canvas.fit_words(words, room, Paragraph(words, 11, view.style.text), SMALLEST)
    return Box(box.x, box.y, box.w, box.h - OMITTED)
