"""What every renderer needs of a body of lines: their corners, their ranges, ticks with room."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from campaign.charts.body import Line, Lines, Point
from campaign.charts.ticks import Tick

_APART = 12  # px from the words of one tick to those of the next


@dataclass(frozen=True)
class HitArea:
    """The part of the horizontal axis around a place, over which its tooltip is shown."""

    at: float
    start: float
    end: float
    tooltip: tuple[str, ...]


def corners(line: Line) -> list[list[tuple[float, float]]]:
    """Return the corners of a line as (place, value), a list for each part between gaps.

    A line of steps has a second corner where the value changes.
    """
    parts = [list(part) for is_known, part in groupby(line.points, _is_known) if is_known]
    return [_to_steps(part) if line.steps else [(p.at, p.value) for p in part] for part in parts]


def bands(line: Line) -> list[list[Point]]:
    """Return the points of each part of a line that has a range; a range needs two points."""
    parts = [list(part) for is_known, part in groupby(line.points, _has_range) if is_known]
    return [part for part in parts if len(part) > 1]


def hit_areas(body: Lines) -> tuple[HitArea, ...]:
    """Return an area for each place with a tooltip; each ends midway to the next."""
    tooltips = body.tooltips
    places = [at for at, _ in tooltips]
    limits = [
        body.ticks[0].at,
        *((one + other) / 2 for one, other in pairwise(places)),
        body.ticks[-1].at,
    ]
    return tuple(
        HitArea(at, min(start, at), max(end, at), words)
        for (at, words), (start, end) in zip(tooltips, pairwise(limits), strict=False)
    )


def axis_ticks(
    body: Lines, room: float, width_of: Callable[[str], float], second: float = 1.0
) -> Sequence[Tick[float]]:
    """Return the ticks of the horizontal axis whose words have room, the first and last always.

    `second` is the size of words in a second language, in sizes of the others.
    """
    widest = max(
        max(*map(width_of, tick.words.split("\n")), second * width_of(line))
        for tick in body.ticks
        for line in tick.lines
    )
    least = (widest + _APART) / max(room, 1)
    first, last = body.ticks[0], body.ticks[-1]
    ticks = [first]
    for tick in body.ticks[1:-1]:
        share = body.across(tick.at)
        if share - body.across(ticks[-1].at) >= least and 1 - share >= least:
            ticks.append(tick)
    return [*ticks, last]


def value_step(body: Lines, tall: float, size: float) -> int:
    """Return every how many ticks of the vertical axis have room for their words."""
    apart = tall / max(len(body.value_ticks) - 1, 1)
    return max(1, math.ceil(size / apart))


def _to_steps(points: Sequence[Point]) -> list[tuple[float, float]]:
    result = [(points[0].at, points[0].value)]
    for before, point in pairwise(points):
        if point.value != before.value:
            result.append((point.at, before.value))
        result.append((point.at, point.value))
    return result


def _is_known(point: Point) -> bool:
    return not math.isnan(point.value)


def _has_range(point: Point) -> bool:
    return not math.isnan(point.low) and not math.isnan(point.high)
