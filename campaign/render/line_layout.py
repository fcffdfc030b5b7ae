"""The layout of a line chart: corners, bands, hit areas, ticks with room, labels at the ends."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import Literal

import shapely
from shapely.geometry.base import BaseGeometry

from campaign.charts.spec import Line, Lines, Point
from campaign.charts.ticks import Tick
from campaign.render.typography import LINE

_TICKS_APART = 12  # px from the label of a tick to the label of the next
_AWAY = 5  # px from the end of a line to its label
_BESIDE = 0.6  # of the font size: from the end of a line to a label on its right
_NEAR = 0.75  # of the width: an end further to the right may have its label outside the plot
_MOST = 0.29  # of the width: the most room for labels to the right of a plot
_MOST_NUMBERS = 0.4  # of the width: the same for labels that are only numbers
_ANCHORS: tuple[Literal["end", "start"], ...] = ("end", "start")
_NEAR_STEPS = 3  # half font sizes above and below an end before a label is further right
_STEPS = 12  # font sizes: the largest distance of a label from its end


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


def room_beside(
    spec: Lines,
    wide: float,
    size: float,
    width_of: Callable[[str], float],
) -> float:
    """Return the px to the right of a plot for labels of ends near its edge.

    Plot and labels are `wide` px wide together. Return 0 if the plot would become too narrow.
    `size` is the font size in px.
    """
    rooms = [0.0]
    for line in spec.lines:
        end = line.end
        if line.end_words and end is not None and spec.across(end.at) >= _NEAR:
            share = spec.across(end.at)
            needed = _width(line, width_of) + _BESIDE * size
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
) -> Lines:
    """Return the spec; its end labels are shortened to numbers if only these fit beside the plot.

    The arguments are those of `room_beside`.
    """
    if not any(line.end_number for line in spec.lines):
        return spec
    lines = (replace(line, end_words=line.end_number or line.end_words) for line in spec.lines)
    short = replace(spec, lines=tuple(lines))
    has_room = room_beside(spec, wide, size, width_of) > 0
    return spec if has_room or not room_beside(short, wide, size, width_of) else short


def place_end_words(
    spec: Lines,
    plot: tuple[float, float],
    size: float,
    width_of: Callable[[str], float],
    beyond: float = 0.0,
) -> tuple[EndWords, ...]:
    """Return the positions of all end labels in a plot of this width and height in px.

    A label is to the right of the end of its line if it has room there, also `beyond` px outside
    the plot. Otherwise it is above or below the end, or further to the right. It never covers
    another label, and if possible no line. `size` is the font size in px.
    """
    wide, tall = plot
    rows = max((len(line.end_lines) for line in spec.lines), default=1)
    high, row = size * (1 + (rows - 1) * LINE), size * LINE * rows
    obstacles = shapely.union_all(
        [_in_plot(spec, part, plot) for line in spec.lines for part in corners(line)]
    )
    shapely.prepare(obstacles)
    ends = [(line, line.end) for line in spec.lines if line.end_words]
    shares = [(line, *spec.shares(end)) for line, end in ends if end is not None]
    places: list[tuple[EndWords, BaseGeometry]] = []
    for line, x, share in sorted(shares, key=lambda item: -item[2]):
        end, room = (x * wide, tall * (1 - share)), _width(line, width_of)
        least = _BESIDE * size
        options: list[tuple[EndWords, BaseGeometry]] = []
        for anchor, apart, y in _positions(end[1], least, size, (high, row, tall), places):
            left = end[0] + apart - (room if anchor == "end" else 0)
            right = wide if apart == 0 else wide + beyond
            if left < 0 or left + room > right or not high / 2 <= y <= tall - high / 2:
                continue
            label = EndWords(line, x, y, anchor, apart)
            # A label needs the height of its rows with the space between them.
            own = shapely.box(left, y - row / 2 + 0.1, left + room, y + row / 2 - 0.1)
            if any(shapely.intersects(own, other) for _, other in places):
                continue
            options.append((label, own))
            letters = shapely.box(left, y - high / 2, left + room, y + high / 2)
            if not shapely.intersects(obstacles, letters):
                break
        else:
            # Every free position is crossed: the first one is nearest to the end.
            options = options[:1] or [_above(line, (x, end[1]), (high, row), (room, wide))]
        places.append(options[-1])
    return tuple(label for label, _ in places)


def _positions(
    end: float,
    apart: float,
    size: float,
    heights: tuple[float, float, float],
    places: Sequence[tuple[EndWords, BaseGeometry]],
) -> Iterator[tuple[Literal["start", "end"], float, float]]:
    """Yield the positions of a label as (anchor, px to the right of the end, height), best first.

    `end` is the height of the end, `heights` are those of letters, of the label and of the plot.
    """
    high, row, tall = heights
    level = min(max(end, high / 2), tall - row / 2 - 1)
    levels = [level, *(label.y + row for label, _ in places if abs(label.y + row - level) <= row)]
    yield from (("start", apart, y) for y in levels)
    away = high / 2 + _AWAY
    rows = [
        (anchor, 0.0, end + way * (away + step * size / 2))
        for step in range(math.ceil(tall / size))
        for anchor in _ANCHORS
        for way in (-1, 1)
    ]
    near = 4 * _NEAR_STEPS
    yield from rows[:near]
    yield from (("start", apart + step * size, y) for step in range(1, _STEPS) for y in levels)
    yield from rows[near:]


def _above(
    line: Line, end: tuple[float, float], heights: tuple[float, float], widths: tuple[float, float]
) -> tuple[EndWords, BaseGeometry]:
    """Return the label above its end, for a plot in which no position is free."""
    (x, y), (high, row), (room, wide) = end, heights, widths
    anchor: Literal["start", "end"] = "end" if x > 0.5 else "start"
    left, top = x * wide - (room if anchor == "end" else 0), max(y - high - _AWAY, 0.0)
    return EndWords(line, x, top + high / 2, anchor), shapely.box(left, top, left + room, top + row)


def _in_plot(
    spec: Lines, part: Sequence[tuple[float, float]], plot: tuple[float, float]
) -> BaseGeometry:
    places = [(plot[0] * spec.across(at), plot[1] * (1 - spec.up(value))) for at, value in part]
    return shapely.LineString(places) if len(places) > 1 else shapely.Point(places[0])


def _width(line: Line, width_of: Callable[[str], float]) -> float:
    """Return the width of an end label: that of its longest line."""
    return max(map(width_of, line.end_lines))


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
    least = (widest + _TICKS_APART) / max(room, 1)
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
