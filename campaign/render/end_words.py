"""The positions of ranges and labels at the ends of lines, so that none covers another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from campaign.charts.spec import Line, Lines
from campaign.render.line_shapes import corners
from campaign.render.typography import LINE
from campaign.theme.style import LINE_END, RANGE_END

_AWAY = 5  # px from the end of a line to its label
_BESIDE = 0.6  # of the font size: from the end of a line to a label on its right
_NEAR = 0.75  # of the width: an end further to the right may have its label outside the plot
_MOST = 0.29  # of the width: the most room for labels to the right of a plot
_MOST_NUMBERS = 0.4  # of the width: the same for labels that are only numbers
_STEPS = 12  # font sizes: the largest distance of a label from its end
_APART = (LINE_END + RANGE_END) / 2 + 1  # px from a line's end to the middle of its range
_NEXT = RANGE_END + 2  # px from the middle of a range to the middle of the next one
_CLEAR = 0.04  # share of the height: the least distance between ranges above each other


@dataclass(frozen=True)
class EndRange:
    """The range at the end of a line: `apart` px to its right, and 2 × `half` px wide.

    `x` is the end of the line as a share of the plot's width; `low`, `middle` and `high` are shares
    of the plot's height from the bottom.
    """

    line: Line
    x: float
    apart: float
    half: float
    low: float
    middle: float
    high: float

    def left(self, wide: float) -> float:
        """Return the px from the left edge of a plot of this width to the left end of the range."""
        return self.x * wide + self.apart - self.half

    def right(self, wide: float) -> float:
        """Return the px from the left edge of a plot of this width to the range's right end."""
        return self.x * wide + self.apart + self.half


def place_end_ranges(spec: Lines, wide: float, scale: float = 1.0) -> tuple[EndRange, ...]:
    """Return the ranges of the lines in a plot `wide` px wide, each beside the end of its line.

    If an earlier range has nearly the same position and height, the range moves to the right of it.
    `scale` is the factor of all lengths in px.
    """
    ranges: list[EndRange] = []
    for line in spec.lines:
        if line.end is None or not line.has_range:
            continue
        low, middle, high = map(spec.up, (line.end.value, line.middle, line.high))
        x, apart = spec.across(line.end.at), _APART * scale
        level = [one for one in ranges if one.low - _CLEAR < high and low < one.high + _CLEAR]
        for place in sorted(one.x * wide + one.apart for one in level):
            if abs(place - x * wide - apart) < _NEXT * scale:
                apart = place - x * wide + _NEXT * scale
        ranges.append(EndRange(line, x, apart, RANGE_END / 2 * scale, low, middle, high))
    return tuple(ranges)


def room_of_ranges(ranges: Sequence[EndRange], wide: float) -> float:
    """Return the px that ranges need to the right of a plot of this width."""
    return max((one.right(wide) - wide for one in ranges), default=0.0)


def words_apart(ranges: Sequence[EndRange], x: float, wide: float, gap: float) -> float:
    """Return the px from the end of a line to its label, which is to the right of the ranges.

    `x` is the end of the line as a share of the width, `gap` the px before a label.
    """
    apart = gap
    for one in sorted(ranges, key=lambda one: one.left(wide)):
        if one.left(wide) <= x * wide + apart and one.right(wide) > x * wide:
            apart = one.right(wide) - x * wide + gap
    return apart


@dataclass(frozen=True)
class EndWords:
    """The label at the end of a line. `x` is a share of the plot's width, `y` in px from its top.

    `y` is the middle of the label. With the anchor `end` the label ends at `x`; with `start` it
    begins `apart` px to the right of `x`.
    """

    line: Line
    x: float
    y: float
    anchor: Literal["start", "end"]
    apart: float = 0.0


Extent = tuple[float, float]


def room_beside(
    spec: Lines,
    wide: float,
    size: float,
    width_of: Callable[[str], float],
    ranges: Sequence[EndRange] = (),
) -> float:
    """Return the px to the right of a plot for labels of ends near its edge.

    Plot and labels are `wide` px wide together. Return 0 if the plot would become too narrow.
    `size` is the font size in px, `ranges` are the ranges between the ends and the labels.
    """
    rooms = [0.0]
    for line in spec.lines:
        end = line.end
        if line.end_words and end is not None and spec.across(end.at) >= _NEAR:
            share = spec.across(end.at)
            needed = _width(line, width_of) + words_apart(ranges, share, wide, _BESIDE * size)
            rooms.append((needed - (1 - share) * wide) / share)
    words = [line for line in spec.lines if line.end_words]
    are_numbers = all(line.end_words == line.end_number for line in words)
    most = _MOST_NUMBERS if are_numbers else _MOST
    return max(rooms) if max(rooms) <= most * wide else 0.0


def fit_end_words(
    spec: Lines,
    wide: float,
    size: float,
    width_of: Callable[[str], float],
    ranges: Sequence[EndRange],
) -> Lines:
    """Return the spec; its end labels are shortened to numbers if only these fit beside the plot.

    The arguments are those of `room_beside`.
    """
    if not any(line.end_number for line in spec.lines):
        return spec
    lines = (replace(line, end_words=line.end_number or line.end_words) for line in spec.lines)
    short = replace(spec, lines=tuple(lines))
    has_room = room_beside(spec, wide, size, width_of, ranges) > 0
    return spec if has_room or not room_beside(short, wide, size, width_of, ranges) else short


def place_end_words(
    spec: Lines,
    plot: tuple[float, float],
    size: float,
    width_of: Callable[[str], float],
    beyond: float = 0.0,
    ranges: Sequence[EndRange] = (),
) -> tuple[EndWords, ...]:
    """Return the positions of all end labels in a plot of this width and height in px.

    A label is to the right of the end of its line if it has room there, also `beyond` px outside
    the plot. Otherwise it is above the end, below it, or in the next free row, on the left or the
    right. It never covers another label, and if possible no line and none of the `ranges`. `size`
    is the font size in px.
    """
    ends = [(line, line.end) for line in spec.lines if line.end_words]
    shares = [(line, *spec.shares(end)) for line, end in ends if end is not None]
    rows = max((len(line.end_lines) for line in spec.lines), default=1)
    page = _Page(spec, plot, size, beyond, ranges, rows)
    places: list[tuple[Extent, EndWords]] = []
    for line, x, share in sorted(shares, key=lambda item: -item[2]):
        end = _End(line, x, plot[1] * (1 - share), _width(line, width_of))
        places.append(page.beside(end, places) or page.above_or_below(end, places))
    return tuple(words for _, words in places)


@dataclass(frozen=True)
class _End:
    """The end of a line: its position as in `EndWords`, and the width of its label in px."""

    line: Line
    x: float
    y: float
    room: float


@dataclass(frozen=True)
class _Page:
    """A plot in px: its lines and their ranges, the font size, the room to the right of the plot.

    `rows` is the number of lines of an end label.
    """

    spec: Lines
    plot: tuple[float, float]
    size: float
    beyond: float
    ranges: Sequence[EndRange]
    rows: int

    @property
    def high(self) -> float:
        """The height of an end label in px, without the space below it."""
        return self.size * (1 + (self.rows - 1) * LINE)

    def beside(
        self, end: _End, places: Sequence[tuple[Extent, EndWords]], steps: int = 1
    ) -> tuple[Extent, EndWords] | None:
        """Return the label to the right of an end, at most `steps` font sizes away.

        Return None if it has no room there.

        If another label is at the same height, the label moves below it, by at most a row.
        """
        wide, tall = self.plot
        half, row = self.high / 2, self.size * LINE * self.rows
        nearest = words_apart(self.ranges, end.x, wide, _BESIDE * self.size)
        for step in range(steps):
            apart = nearest + step * self.size
            left = end.x * wide + apart
            span = left, left + end.room
            if span[1] > wide + self.beyond:
                return None
            others, crossing = self._others(span, places), self._crossing(end.line, span)
            level = min(max(end.y, half), tall - row / 2 - 1)
            for y in (level, *(other + row for other in others)):
                is_free = all(abs(y - other) >= row - 0.1 for other in others)
                is_clear = all(y + half < high or y - half > low for high, low in crossing)
                if is_free and is_clear and abs(y - level) <= row and y + half <= tall:
                    return span, EndWords(end.line, end.x, y, "start", apart)
        return None

    def above_or_below(
        self, end: _End, places: Sequence[tuple[Extent, EndWords]]
    ) -> tuple[Extent, EndWords]:
        """Return the label above or below an end; further right if lines would cross it there."""
        wide, tall = self.plot
        rows = []
        for anchor in _anchors(end.x, wide, end.room):
            left = end.x * wide - (end.room if anchor == "end" else 0)
            span = left, left + end.room
            own = [*self._heights(end.line, span), end.y]
            extent, crossing = (min(own), max(own)), self._crossing(end.line, span)
            y, is_clear = _free_row(extent, self._others(span, places), crossing, self.high, tall)
            rows.append((is_clear, (span, EndWords(end.line, end.x, y, anchor))))
        clear = [place for is_clear, place in rows if is_clear]
        if clear:
            return min(clear, key=lambda place: abs(place[1].y - end.y))
        return self.beside(end, places, _STEPS) or rows[0][1]

    def _others(self, span: Extent, places: Sequence[tuple[Extent, EndWords]]) -> list[float]:
        """Return the heights `y` of the labels that overlap a horizontal span, in px."""
        return [words.y for (start, end), words in places if start < span[1] and span[0] < end]

    def _crossing(self, line: Line, span: Extent) -> list[Extent]:
        """Return (top, bottom) in px from the top of other lines and ranges within a span of px."""
        wide, tall = self.plot
        lines = [self._heights(other, span) for other in self.spec.lines if other is not line]
        ranges = [
            (tall * (1 - one.high), tall * (1 - one.low))
            for one in self.ranges
            if one.left(wide) < span[1] and span[0] < one.right(wide)
        ]
        return [*((min(ys), max(ys)) for ys in lines if ys), *ranges]

    def _heights(self, line: Line, span: Extent) -> list[float]:
        """Return the heights of the line within a horizontal span, in px from the top."""
        wide, tall = self.plot
        start, end = (edge / wide for edge in span)
        places = [
            (self.spec.across(at), self.spec.up(value))
            for part in corners(line)
            for at, value in part
        ]
        heights = [up for x, up in places if start <= x <= end]
        for (x, up), (to_x, to_up) in pairwise(places):
            edges = (edge for edge in (start, end) if x < edge < to_x)
            heights += [up + (to_up - up) * (edge - x) / (to_x - x) for edge in edges]
        return [tall * (1 - up) for up in heights]


def _width(line: Line, width_of: Callable[[str], float]) -> float:
    """Return the width of an end label: that of its longest line."""
    return max(map(width_of, line.end_lines))


def _anchors(x: float, wide: float, room: float) -> tuple[Literal["start", "end"], ...]:
    """Return the anchors with which an end label has room, the better one first.

    There is at least one.
    """
    before, after = x * wide >= room, (1 - x) * wide >= room
    if before and after:
        return ("end", "start")
    if before or after:
        return ("end",) if before else ("start",)
    return ("end",) if x > 0.5 else ("start",)


def _free_row(
    line: Extent, others: list[float], crossing: list[Extent], high: float, tall: float
) -> tuple[float, bool]:
    """Return the middle of a label of this height above or below the line, or below other labels.

    The second value says whether no other line crosses the label.
    """
    highest, lowest = line
    row, away = high * LINE, high / 2 + _AWAY
    under = sorted([*(other + row for other in others), *(low + away for _, low in crossing)])
    rows = [
        y
        for y in (highest - away, lowest + away, *(y for y in under if y > lowest))
        if high / 2 <= y <= tall - high / 2 and all(abs(y - other) >= row - 0.1 for other in others)
    ]
    half = high / 2
    clear = [y for y in rows if all(y + half < high or y - half > low for high, low in crossing)]
    return next(iter([*clear, *rows]), max(highest - away, half)), bool(clear)
