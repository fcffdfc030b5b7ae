"""Geometry of a line chart for every renderer: corners, ranges, hit areas, ticks with room."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from campaign.charts.spec import Line, Lines, Point
from campaign.charts.ticks import Tick

_APART = 12  # px from the label of a tick to the label of the next


@dataclass(frozen=True)
class HitArea:
    """The part of the horizontal axis around a point in which its tooltip is shown."""

    at: float
    start: float
    end: float
    tooltip: tuple[str, ...]


def corners(line: Line) -> list[list[tuple[float, float]]]:
    """Return the corners of a line as (position, value), one list for each part between gaps.

    A line of steps has a second corner where the value changes.
    """
    parts = [list(part) for is_known, part in groupby(line.points, _is_known) if is_known]
    return [_to_steps(part) if line.steps else [(p.at, p.value) for p in part] for part in parts]


def bands(line: Line) -> list[list[Point]]:
    """Return the points of each part of a line that has a range; a range needs two points."""
    parts = [list(part) for is_known, part in groupby(line.points, _has_range) if is_known]
    return [part for part in parts if len(part) > 1]


def hit_areas(spec: Lines) -> tuple[HitArea, ...]:
    """Return an area for each position with a tooltip; it ends halfway to the next position."""
    tooltips = spec.tooltips
    places = [at for at, _ in tooltips]
    limits = [
        spec.ticks[0].at,
        *((one + other) / 2 for one, other in pairwise(places)),
        spec.ticks[-1].at,
    ]
    return tuple(
        HitArea(at, min(start, at), max(end, at), words)
        for (at, words), (start, end) in zip(tooltips, pairwise(limits), strict=False)
    )


def axis_ticks(
    spec: Lines, room: float, width_of: Callable[[str], float], second: float = 1.0
) -> Sequence[Tick[float]]:
    """Return the ticks of the horizontal axis whose labels have room, always with first and last.

    `second` is the font size of labels in a second language, as a share of the first.
    """
    widest = max(
        max(*map(width_of, tick.words.split("\n")), second * width_of(line))
        for tick in spec.ticks
        for line in tick.lines
    )
    least = (widest + _APART) / max(room, 1)
    first, last = spec.ticks[0], spec.ticks[-1]
    ticks = [first]
    for tick in spec.ticks[1:-1]:
        share = spec.across(tick.at)
        if share - spec.across(ticks[-1].at) >= least and 1 - share >= least:
            ticks.append(tick)
    return [*ticks, last]


def value_step(spec: Lines, tall: float, size: float) -> int:
    """Return n such that every n-th label of the vertical axis has room."""
    apart = tall / max(len(spec.value_ticks) - 1, 1)
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
