"""Where the ranges at the ends of lines stand, so that none covers another or its line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from campaign.charts.body import Line, Lines
from campaign.theme.style import LINE_END, RANGE_END

_APART = (LINE_END + RANGE_END) / 2 + 1  # px from a line's end to the middle of its range
_NEXT = RANGE_END + 2  # px from the middle of a range to that of the next one
_CLEAR = 0.04  # of the height: between ranges above each other


@dataclass(frozen=True)
class EndRange:
    """The range at the end of a line: `apart` px right of it, as wide as twice `half`.

    `x` is where the line ends, a share of the plot's width; `low`, `middle` and `high` are shares
    of its height from below.
    """

    line: Line
    x: float
    apart: float
    half: float
    low: float
    middle: float
    high: float

    def left(self, wide: float) -> float:
        """Return the px from the left of a plot of this width to the range."""
        return self.x * wide + self.apart - self.half

    def right(self, wide: float) -> float:
        """Return the px from the left of a plot of this width to the end of the range."""
        return self.x * wide + self.apart + self.half


def place_end_ranges(body: Lines, wide: float, scale: float = 1.0) -> tuple[EndRange, ...]:
    """Return the ranges of the lines in a plot of this width in px, each beside its line's end.

    A range stands beside an earlier one at nearly the same place and height. `scale` is how many px
    a length of one has.
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
    """Return the px that ranges need right of a plot of this width."""
    return max((one.right(wide) - wide for one in ranges), default=0.0)


def words_apart(ranges: Sequence[EndRange], x: float, wide: float, gap: float) -> float:
    """Return how many px right of the end of a line its words begin: beyond the ranges there.

    `x` is the share of the width at which the line ends, `gap` the px before words.
    """
    apart = gap
    for one in sorted(ranges, key=lambda one: one.left(wide)):
        if one.left(wide) <= x * wide + apart and one.right(wide) > x * wide:
            apart = one.right(wide) - x * wide + gap
    return apart
