"""The positions of the ranges at the ends of lines, so that none covers another or its line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from campaign.charts.body import Line, Lines
from campaign.theme.style import LINE_END, RANGE_END

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


def place_end_ranges(body: Lines, wide: float, scale: float = 1.0) -> tuple[EndRange, ...]:
    """Return the ranges of the lines in a plot `wide` px wide, each beside the end of its line.

    If an earlier range has nearly the same position and height, the range moves to the right of it.
    `scale` is the factor of all lengths in px.
    """
    ranges: list[EndRange] = []
    for line in body.lines:
        if line.end is None or not line.has_range:
            continue
        low, middle, high = map(body.up, (line.end.value, line.middle, line.high))
        x, apart = body.across(line.end.at), _APART * scale
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
