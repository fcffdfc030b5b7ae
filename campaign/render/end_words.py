"""Where the words at the ends of lines stand, so that none covers another or is cut off."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from campaign.charts.body import Line, Lines, Point
from campaign.render.line_shapes import corners
from campaign.render.text_width import LINE

_AWAY = 5  # px from a line's end to its words


@dataclass(frozen=True)
class EndWords:
    """The words at the end of a line: a share of the plot's width, and px below its top.

    `y` is the middle of their height, `line_y` that of the line's end. With the anchor `end` they
    end at `x`, with `start` they begin there.
    """

    line: Line
    x: float
    y: float
    line_y: float
    anchor: Literal["start", "end"]


def place_end_words(
    body: Lines, plot: tuple[float, float], size: float, width_of: Callable[[str], float]
) -> tuple[EndWords, ...]:
    """Return the places of all end words in a plot of this width and height in px.

    Words stand above the end of their line, below it, or in the next row, at its left or right:
    where no other words are, and where they can, off all lines. `size` is the height of the
    letters.
    """
    wide, tall = plot
    ends = [(line, last_point(line)) for line in body.lines if line.end_words]
    shares = [(line, *body.shares(end)) for line, end in ends if end is not None]
    places: list[tuple[float, float, EndWords]] = []
    for line, x, share in sorted(shares, key=lambda item: -item[2]):
        room, line_y = width_of(line.end_words), tall * (1 - share)
        rows = []
        for anchor in _anchors(x, wide, room):
            left = x * wide - (room if anchor == "end" else 0)
            others = [w.y for start, end, w in places if start < left + room and left < end]
            span = (left / wide, (left + room) / wide)
            heights = [*_heights(body, line, span, tall), line_y]
            lines = [_heights(body, other, span, tall) for other in body.lines if other is not line]
            crossing = [(min(ys), max(ys)) for ys in lines if ys]
            own = (min(heights), max(heights))
            y, is_clear = _free_row(own, others, crossing, size, tall)
            rows.append((is_clear, left, EndWords(line, x, y, line_y, anchor)))
        clear = [row for row in rows if row[0]]
        _, left, words = min(clear, key=lambda row: abs(row[2].y - line_y), default=rows[0])
        places.append((left, left + room, words))
    return tuple(words for _, _, words in places)


def _anchors(x: float, wide: float, room: float) -> tuple[Literal["start", "end"], ...]:
    """The sides of an end at which its words have room, the better one first; one at least."""
    before, after = x * wide >= room, (1 - x) * wide >= room
    if before and after:
        return ("end", "start")
    if before or after:
        return ("end",) if before else ("start",)
    return ("end",) if x > 0.5 else ("start",)


def last_point(line: Line) -> Point | None:
    """Return the last point of a line that has a value; None where it has none."""
    return next((p for p in reversed(line.points) if p.value == p.value), None)


def _heights(body: Lines, line: Line, span: tuple[float, float], tall: float) -> list[float]:
    """The px below the top at which the line runs between two shares of the width."""
    start, end = span
    points = [(body.across(at), body.up(value)) for part in corners(line) for at, value in part]
    heights = [up for x, up in points if start <= x <= end]
    for (x, up), (to_x, to_up) in pairwise(points):
        edges = (edge for edge in span if x < edge < to_x)
        heights += [up + (to_up - up) * (edge - x) / (to_x - x) for edge in edges]
    return [tall * (1 - up) for up in heights]


Extent = tuple[float, float]


def _free_row(
    line: Extent, others: list[float], crossing: list[Extent], size: float, tall: float
) -> tuple[float, bool]:
    """The middle of a row of words above the line, below it, or under other words or lines.

    True beside it where no other line runs through the row.
    """
    highest, lowest = line
    row, away = size * LINE, size / 2 + _AWAY
    under = sorted([*(other + row for other in others), *(low + away for _, low in crossing)])
    rows = [
        y
        for y in (highest - away, lowest + away, *(y for y in under if y > lowest))
        if size / 2 <= y <= tall - size / 2 and all(abs(y - other) >= row - 0.1 for other in others)
    ]
    half = size / 2
    clear = [y for y in rows if all(y + half < high or y - half > low for high, low in crossing)]
    return next(iter([*clear, *rows]), max(highest - away, size / 2)), bool(clear)
