"""The entries of a legend in rows: the symbol and the label of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from campaign.charts.spec import LegendKey
from campaign.render.svg.drawing import Drawing, Point
from campaign.render.typography import LINE
from campaign.theme.roles import paint
from campaign.theme.style import (
    DAY_MARK,
    LANE_MARK,
    LINE_DASHES,
    MILESTONE_MARK,
    RANGE_END,
    RANGE_TICK,
    RANGE_WIDTH,
    TOTAL_WIDTH,
)

_SWATCH = (16, 12)
_GAP, _ROW = 18, 22
_DASHES = {"dashed": (6, 4), "dotted": (2, 2.6)}  # short, so that a short line shows the pattern


@dataclass(frozen=True)
class PointSize:
    """The sizes of points in px: diameter of a filled point and of a ring, line width of the ring.

    The diameter of a ring is measured at the middle of its line.
    """

    filled: float = DAY_MARK
    ring: float = DAY_MARK
    line: float = 1.5


_DAY_POINT = PointSize()


def legend_height(drawing: Drawing, keys: Sequence[LegendKey], width: float) -> float:
    """Return the height in px of the entries in a width of `width` px; 0 if there are none."""
    return sum(_row_height(drawing, row, width) for row in _rows(drawing, keys, width))


def draw_legend(
    drawing: Drawing,
    keys: Sequence[LegendKey],
    at: Point,
    width: float,
    points: PointSize = _DAY_POINT,
) -> float:
    """Draw the entries from the upper left corner `at`; return their height in px."""
    scale = drawing.scale
    top = at[1]
    for row in _rows(drawing, keys, width):
        height = _row_height(drawing, row, width)
        x, y = at[0], top + height / 2
        for key in row:
            with drawing.group(data_legend=key.role):
                draw_sign(drawing, key, (x + _SWATCH[0] * scale / 2, y), points)
                lines = _lines(drawing, key, width)
                drawing.lines(lines, (x + (_SWATCH[0] + 6) * scale, y))
            x += _wide(drawing, key)
        top += height
    return legend_height(drawing, keys, width)


def draw_sign(
    drawing: Drawing, key: LegendKey, middle: Point, points: PointSize = _DAY_POINT
) -> None:
    """Draw the symbol of an entry around its middle."""
    style, scale, (x, y) = drawing.style, drawing.scale, middle
    looks = paint(key.role, style)
    match key.mark:
        case "area":
            width, height = (length * scale for length in _SWATCH)
            fill, line = drawing.fill(looks), {"stroke": style.outline}
            drawing.rect(x - width / 2, y - height / 2, width, height, fill, **line)
        case "hollow":
            line = {"stroke": looks.fill, "stroke_width": f"{points.line * scale:g}"}
            drawing.circle(middle, points.ring / 2 * scale, style.background, **line)
        case "dot":
            drawing.circle(middle, points.filled / 2 * scale, looks.fill)
        case "milestone":
            drawing.diamond(middle, MILESTONE_MARK / 2 * scale, style.text)
        case "event":
            drawing.circle(middle, LANE_MARK / 2 * scale, style.accent)
        case "solid" | "dashed" | "dotted":
            half, dash = _SWATCH[0] / 2 * scale, {}
            if LINE_DASHES[key.mark] is not None:
                lengths = _DASHES[key.mark]
                dash = {"stroke_dasharray": " ".join(f"{n * scale:g}" for n in lengths)}
            drawing.line((x - half, y), (x + half, y), looks.fill, TOTAL_WIDTH * scale, **dash)
        case "range":
            half = _SWATCH[0] / 2 * scale
            draw_range(drawing, (x - half, x, x + half), y)


def draw_range(drawing: Drawing, at: tuple[float, float, float], y: float) -> None:
    """Draw a horizontal range from its low to its high end, with a tick at the middle value."""
    low, middle, high = at
    colour, thickness = drawing.style.text, RANGE_WIDTH * drawing.scale
    drawing.line((low, y), (high, y), colour, thickness)
    for x, height in ((middle, RANGE_TICK), (high, RANGE_END)):
        half = height / 2 * drawing.scale
        drawing.line((x, y - half), (x, y + half), colour, thickness)


def words_of(key: LegendKey) -> str:
    """Return the label of an entry, with its count if it has one."""
    return key.label if key.count is None else f"{key.label} ({key.count})"


def _lines(drawing: Drawing, key: LegendKey, width: float) -> list[str]:
    """Return the lines of the label of an entry; one line if it has room."""
    words, room = words_of(key), width * drawing.room_share - (_SWATCH[0] + 6) * drawing.scale
    return [words] if drawing.text_width(words) <= room else drawing.wrap(words, room)


def _row_height(drawing: Drawing, row: Sequence[LegendKey], width: float) -> float:
    most = max(len(_lines(drawing, key, width)) for key in row)
    return _ROW * drawing.scale + (most - 1) * drawing.size * LINE


def _wide(drawing: Drawing, key: LegendKey) -> float:
    words = drawing.text_width(words_of(key))
    return (_SWATCH[0] + 6 + _GAP) * drawing.scale + words


def _rows(drawing: Drawing, keys: Sequence[LegendKey], width: float) -> list[list[LegendKey]]:
    rows: list[list[LegendKey]] = []
    width *= drawing.room_share
    x = width
    for key in keys:
        room = _wide(drawing, key)
        if x + room > width + _GAP * drawing.scale:
            rows.append([])
            x = 0
        rows[-1].append(key)
        x += room
    return rows
