"""Lines on common axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from campaign.charts.body.datum import LegendKey, NumberFormat, Reference
from campaign.charts.ticks import Tick


@dataclass(frozen=True)
class Point:
    """A point of a line: its place on both axes, and its words.

    `at` is the place on the horizontal axis, `value` that on the vertical one, NaN where the line
    is interrupted. `low` and `high` are the ends of its range, NaN where it has none. `tooltip` are
    lines, the first of them the name of the place.
    """

    at: float
    value: float
    low: float = float("nan")
    high: float = float("nan")
    tooltip: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """A line from left to right, with the range around it where its points have one.

    `steps`: the value stays until the next point. `end_words` are written at its last point, ""
    where nothing is; `end_number` is their number alone, for a narrow chart whose legend names the
    line, "" where they cannot be shorter; `second_end_words` say the same in a second language, ""
    without one, or where that adds nothing. The last value has a range over `middle` to `high`
    where attendance is missing; both are NaN where it has none.
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
        """The words at its end, and below them those in a second language; () without words."""
        return tuple(filter(None, (self.end_words, self.second_end_words)))

    @property
    def end(self) -> Point | None:
        """The last point that has a value; None where the line has none."""
        return next((p for p in reversed(self.points) if p.value == p.value), None)

    @property
    def has_range(self) -> bool:
        """True where a line from the last value to `high` is drawn at the end."""
        return self.end is not None and self.high > self.end.value


@dataclass(frozen=True)
class Lines:
    """Lines on common axes, such as the people reached and the plan by day of the campaign.

    `ticks` are those of the horizontal axis, `value_ticks` those of the vertical one; both reach
    the ends of their axes. `headings` name the two axes. `references` are broken vertical lines.
    `nothing` is the message where there are no lines.
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
        """Return the place of a point as shares of the plot, from the left and from below."""
        return self.across(point.at), self.up(point.value)

    def across(self, at: float) -> float:
        """Return a place on the horizontal axis as a share of its length."""
        return _share(at, self.ticks)

    def up(self, value: float) -> float:
        """Return a value as a share of the height of the vertical axis."""
        return _share(value, self.value_ticks)

    @property
    def tooltips(self) -> tuple[tuple[float, tuple[str, ...]], ...]:
        """Each place of the horizontal axis that has words: the name of the place, then each
        line's at this place.
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
