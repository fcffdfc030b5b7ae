"""Lines on common axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from campaign.charts.spec.datum import LegendKey, NumberFormat, Reference
from campaign.charts.ticks import Tick


@dataclass(frozen=True)
class Point:
    """A point of a line: its position on both axes, and its texts.

    `at` is the position on the horizontal axis, `value` the one on the vertical axis, NaN if the
    line is interrupted. `low` and `high` are the ends of its range, NaN without a range. `tooltip`
    has lines, of which the first is the name of the position.
    """

    at: float
    value: float
    low: float = float("nan")
    high: float = float("nan")
    tooltip: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """A line from left to right, with an area for the ranges of its points.

    If `steps` is True, a value is constant up to the next point. `end_words` is the text at the
    last point, "" for none. `end_number` is only its number, for a narrow chart whose legend names
    the line, "" if the text cannot be shortened. `second_end_words` is the text in a second
    language, "" without one, or if it adds nothing. If attendance is missing, `middle` and `high`
    are the possible higher last values; both are NaN without a range.
    """

    role: str
    label: str
    points: tuple[Point, ...]
    dash: Literal["solid", "dashed", "dotted"] = "solid"
    steps: bool = False
    end_words: str = ""
    end_number: str = ""
    second_end_words: str = ""
    middle: float = float("nan")
    high: float = float("nan")

    @property
    def end_lines(self) -> tuple[str, ...]:
        """The text at the end, then the text in a second language; () without text."""
        return tuple(filter(None, (self.end_words, self.second_end_words)))

    @property
    def end(self) -> Point | None:
        """The last point with a value; None if there is none."""
        return next((p for p in reversed(self.points) if p.value == p.value), None)

    @property
    def has_range(self) -> bool:
        """True if a line from the last value to `high` is drawn at the end."""
        return self.end is not None and self.high > self.end.value


@dataclass(frozen=True)
class Lines:
    """Lines on common axes, such as the people reached and the plan by day of the campaign.

    `ticks` are on the horizontal axis, `value_ticks` on the vertical one; the first and the last
    tick are the ends of the axis. `headings` are the titles of the two axes. `references` are
    broken vertical lines. `nothing` is the message if there are no lines.
    """

    lines: tuple[Line, ...]
    legend: tuple[LegendKey, ...]
    headings: tuple[str, str]
    ticks: tuple[Tick[float], ...]
    value_ticks: tuple[Tick[float], ...]
    format: NumberFormat
    nothing: str
    references: tuple[Reference, ...] = ()

    def shares(self, point: Point) -> tuple[float, float]:
        """Return the position of a point as shares of the plot, from the left and from below."""
        return self.across(point.at), self.up(point.value)

    def across(self, at: float) -> float:
        """Return a position on the horizontal axis as a share of its length."""
        return _share(at, self.ticks)

    def up(self, value: float) -> float:
        """Return a value as a share of the height of the vertical axis."""
        return _share(value, self.value_ticks)

    @property
    def tooltips(self) -> tuple[tuple[float, tuple[str, ...]], ...]:
        """Each position of the horizontal axis with a tooltip: first the name of the position, then
        the text of each line.
        """
        words: dict[float, dict[str, None]] = {}
        for line in self.lines:
            for point in line.points:
                if point.tooltip:
                    words.setdefault(point.at, {}).update(dict.fromkeys(point.tooltip))
        return tuple((at, tuple(words[at])) for at in sorted(words))


def _share(at: float, ticks: Sequence[Tick[float]]) -> float:
    first, last = ticks[0].at, ticks[-1].at
    return (at - first) / (last - first)
