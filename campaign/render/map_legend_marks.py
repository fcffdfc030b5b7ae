"""The labelled marks above the strip of a map's legend: the average and the selected regions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from campaign.charts.body import Choropleth, StripMark
from campaign.render.text_width import width

Anchor = Literal["start", "middle", "end"]

LANE = 1.25
"""Height of a line of marks, in font sizes."""

SMALL = 0.9
"""The font size of limits, marks and states, as a share of that of the title."""

_SIDES: tuple[Anchor, ...] = ("middle", "end", "start")
_BESIDE = 0.2
"""Share of the strip's width that a label in two languages may take to the left of it."""

APART = 0.6
"""The distance between two labels of a row, in font sizes."""


@dataclass(frozen=True)
class PlacedWords:
    """A line of text with its vertical middle at `y`; `at` is its position on the strip, 0 to 1."""

    words: str
    at: float
    y: float
    anchor: Anchor


@dataclass(frozen=True)
class PlacedMark:
    """A mark and its label, "" if it has no room.

    A line leads from `top`, below the label, to the strip; None if it would cross another label.
    `second` is the label in a second language below the first, None if there is none.
    """

    mark: StripMark
    words: PlacedWords
    top: float | None
    second: PlacedWords | None = None

    @property
    def lines(self) -> tuple[PlacedWords, ...]:
        """The label in one language or in two."""
        return (self.words,) if self.second is None else (self.words, self.second)


def place_marks(
    body: Choropleth, lanes: Sequence[float], room: float, size: float
) -> tuple[PlacedMark | None, tuple[PlacedMark, ...]]:
    """Return the average (None: no average), in the lanes next to the strip, and the regions.

    The selected regions are in the top lane, from left to right. `lanes` are the heights of the
    lanes from the strip upwards, `room` is the width of the strip. A label that would touch the one
    before it moves right, if it then still is above its position; otherwise it is "".
    """
    below = LANE * size / SMALL / 2
    average, regions, free, span = None, [], -room, (room, -room)
    if body.strip.average is not None:
        average = _average(body.strip.average, lanes, room, size)
        extents = [extent(line.words, line.at, line.anchor, room, size) for line in average.lines]
        span = min(left for left, _ in extents), max(right for _, right in extents)
    for mark in sorted(body.selected_marks, key=lambda mark: mark.at):
        words, x = _centre(mark, lanes[-1], room, size), mark.at * room
        left, right = extent(words.words, words.at, words.anchor, room, size)
        if left < free:
            right += free - left
            has_room = free <= x and right <= room
            words = PlacedWords(mark.label if has_room else "", free / room, words.y, "start")
        if words.words:
            free = right + APART * size
        leads = words.words and not span[0] <= x <= span[1]
        regions.append(PlacedMark(mark, words, lanes[-1] + below if leads else None))
    return average, tuple(regions)


def average_lines(mark: StripMark | None, room: float, size: float) -> int:
    """Return how many lines the label of the average takes; 0 if there is no average."""
    if mark is None:
        return 0
    return 2 if mark.second_label and _side(mark, room, size) is None else 1


def _average(mark: StripMark, lanes: Sequence[float], room: float, size: float) -> PlacedMark:
    """Return the average with its label; both languages are on one line if they have room.

    Otherwise the second language is below the first.
    """
    top = lanes[0] + LANE * size / SMALL / 2
    if average_lines(mark, room, size) == 1:
        side = _side(mark, room, size) if mark.second_label else None
        both = None if side is None else PlacedWords(mark.both_labels, mark.at, lanes[0], side)
        return PlacedMark(mark, both or _centre(mark, lanes[0], room, size), top)
    longest = max(mark.label, mark.second_label, key=lambda words: width(words, size))
    anchor = _centre(replace(mark, label=longest), lanes[0], room, size).anchor
    first, second = (
        PlacedWords(words, mark.at, y, anchor)
        for words, y in ((mark.label, lanes[1]), (mark.second_label, lanes[0]))
    )
    return PlacedMark(mark, first, top, second)


def _side(mark: StripMark, room: float, size: float) -> Anchor | None:
    """Return the anchor of a label in two languages on one line; None if it has no room.

    The label may extend beyond the left end of the strip, because slides have room there.
    """
    for side in _SIDES:
        left, right = extent(mark.both_labels, mark.at, side, room, size)
        if left >= -_BESIDE * room and right <= room:
            return side
    return None


def _centre(mark: StripMark, y: float, room: float, size: float) -> PlacedWords:
    """Return the label centred on its position, or beside it near an end of the strip."""
    half, x = width(mark.label, size) / 2, mark.at * room
    anchor: Anchor = "start" if x < half else "end" if room - x < half else "middle"
    return PlacedWords(mark.label, mark.at, y, anchor)


def extent(words: str, at: float, anchor: Anchor, room: float, size: float) -> tuple[float, float]:
    """Return the left and the right end of a text at a position on a strip `room` wide."""
    length = width(words, size)
    left = at * room - {"start": 0.0, "middle": length / 2, "end": length}[anchor]
    return left, left + length
