"""The labels of regions on a map: inside their region, or the name beside the country."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Literal
from weakref import WeakKeyDictionary

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from campaign.charts.outlines import ProjectedOutlines, Rings
from campaign.charts.spec import Choropleth, Datum
from campaign.render.svg.drawing import Point
from campaign.render.typography import width

Edges = tuple[float, float, float, float]
"""Left, upper, right and lower edge."""

_LINE = 1.15  # height of a line in font sizes
_SECOND = 0.85  # of the font size of a name: that of the name in a second language
_GAP = 1  # px between a label and a border or another label
_GRID = 4  # px between the positions tried
_WIDTHS = 4  # px: widths of values are rounded up to this, so that labels rarely move
_BEND = 0.5  # px: smaller bends of a border are ignored
_INSIDE = 4  # px by which a leader line extends into its region
_REACH = 60  # px around a region in which its name can be
_NEAREST = 60  # positions beside the country that are compared
_AWAY = 0.3  # cost of each px between leader line and value
_CROSSING = 6  # cost of each px of a leader line over another region


@dataclass(frozen=True)
class LabelLine:
    """A line of a label: its font size in px, its width and its middle in steps of the outlines."""

    kind: Literal["name", "value"]
    text: str
    size: float
    wide: float
    at: Point = (0.0, 0.0)


@dataclass(frozen=True)
class RegionLabel:
    """The lines inside a region, and those of its name if it is beside the country.

    Then `leader` is a line from the name to the region. Positions are in steps of the outlines.
    """

    inside: tuple[LabelLine, ...]
    beside: tuple[LabelLine, ...] = ()
    leader: tuple[Point, Point] | None = None


@dataclass(frozen=True)
class LabelSizes:
    """The font sizes of names and values in px, and the number of steps of the outlines in a px."""

    name: float
    value: float
    px: float

    def edges(self, lines: Sequence[LabelLine]) -> Edges:
        """Return the edges of lines in steps."""
        sides = [(line.at[0] - line.wide / 2, line.at[0] + line.wide / 2) for line in lines]
        first, last = (line.size * _LINE * self.px / 2 for line in (lines[0], lines[-1]))
        top, bottom = lines[0].at[1] - first, lines[-1].at[1] + last
        return min(side[0] for side in sides), top, max(side[1] for side in sides), bottom


# Weak references: a reader's own boundaries and their labels are freed at the end of the session.
_cache: WeakKeyDictionary[ProjectedOutlines, dict[object, Mapping[str, RegionLabel]]] = (
    WeakKeyDictionary()
)


def region_labels(
    spec: Choropleth,
    paper: ProjectedOutlines,
    sizes: LabelSizes,
    room: Edges,
    insets: Sequence[Edges] = (),
) -> Mapping[str, RegionLabel]:
    """Return {ISO code: label} of the regions without an inset; cached for equal widths.

    Name and value are inside the region if they fit. Otherwise the name is beside the country with
    a leader line, within the `room` and outside the areas `insets`. No two labels overlap. A name
    without such a position is omitted.
    """
    units = {code: spec.by_code[code] for code in paper.labels}
    widths = (width(datum.words, sizes.value, bold=True) for datum in units.values())
    values = math.ceil(max(widths, default=0) / _WIDTHS)
    names = tuple((code, datum.label, datum.second_label) for code, datum in units.items())
    key = names, values, sizes, room, tuple(insets)
    labels_by_key = _cache.setdefault(paper, {})
    if key not in labels_by_key:
        wide = values * _WIDTHS * sizes.px
        labels_by_key[key] = _Placement(paper, sizes, wide, room, insets).place(units)
    return {
        code: replace(label, inside=_with_value(label.inside, units[code].words))
        for code, label in labels_by_key[key].items()
    }


def _with_value(lines: Sequence[LabelLine], value: str) -> tuple[LabelLine, ...]:
    """Return the lines with the value of a region."""
    return tuple(replace(line, text=value) if line.kind == "value" else line for line in lines)


class _Placement:
    """Places labels one by one, so that none overlaps those before it."""

    def __init__(
        self,
        paper: ProjectedOutlines,
        sizes: LabelSizes,
        wide: float,
        room: Edges,
        insets: Sequence[Edges],
    ) -> None:
        self.paper, self.sizes, self.px, self.room = paper, sizes, sizes.px, room
        self.value = LabelLine("value", "", sizes.value, wide)
        self.shapes = {code: self._shape(rings) for code, rings in paper.rings.items()}
        self.obstacles: list[BaseGeometry] = [shapely.box(*edges) for edges in insets]

    def place(self, units: Mapping[str, Datum]) -> Mapping[str, RegionLabel]:
        """Return the labels; those inside are placed first, because they have less choice."""
        labels = {}
        for code, datum in units.items():
            choices = [[*names, self.value] for names in self._names(datum)]
            labels[code] = RegionLabel(self._inside(code, [*choices, [self.value]]))
        for label in labels.values():
            self.obstacles.append(shapely.box(*self.sizes.edges(label.inside)))
        for code, label in labels.items():
            beside = self._beside(code, units[code]) if len(label.inside) == 1 else None
            if beside is not None:
                labels[code] = RegionLabel(label.inside, *beside)
                self.obstacles += [
                    shapely.box(*self.sizes.edges(beside[0])),
                    LineString(beside[1]),
                ]
        return labels

    def _inside(self, code: str, choices: Sequence[Sequence[LabelLine]]) -> tuple[LabelLine, ...]:
        """Return the first label that has room in its region, nearest to the default position.

        If none has, the last one is at the default position.
        """
        shape = shapely.buffer(self.shapes[code], -_GAP * self.px)
        shapely.prepare(shape)
        middle = np.array([self.paper.labels[code][:2]], dtype=float)
        grid = self._grid(shape.bounds)
        grid = grid[shapely.contains_xy(shape, grid)]
        grid = grid[np.hypot(*(grid - middle).T).argsort()]
        for choice in choices:
            lines = self._stack(choice)
            for places in (middle, grid):
                boxes = (self._boxes(places + line.at, line) for line in lines)
                fit = np.logical_and.reduce([shapely.contains(shape, each) for each in boxes])
                if fit.any():
                    return self._stack(lines, _point(places[fit.argmax()]))
        return self._stack(choices[-1], _point(middle[0]))

    def _beside(
        self, code: str, datum: Datum
    ) -> tuple[tuple[LabelLine, ...], tuple[Point, Point]] | None:
        """Return the name beside the country with the best leader line; None if none is free."""
        obstacles = shapely.union_all(self.obstacles)
        others = shapely.union_all([shape for c, shape in self.shapes.items() if c != code])
        own = shapely.buffer(self.shapes[code], -_INSIDE * self.px)
        if own.is_empty:
            own = shapely.point_on_surface(self.shapes[code])
        country = shapely.union(others, self.shapes[code])
        blocked = shapely.buffer(shapely.union(country, obstacles), _GAP * self.px)
        shapely.prepare(blocked)
        rough = shapely.simplify(own, _GRID * self.px)
        value = shapely.Point(self.paper.labels[code][:2])
        candidates: list[tuple[float, tuple[LabelLine, ...], tuple[Point, Point]]] = []
        for names in self._names(datum):
            lines = self._stack(names)
            left, top, right, bottom = self.sizes.edges(lines)
            reach = shapely.buffer(shapely.box(*own.bounds), _REACH * self.px)
            within = shapely.intersection(reach, shapely.box(*self.room)).bounds
            low, high = (within[0] - left, within[1] - top), (within[2] - right, within[3] - bottom)
            places = self._grid((*low, *high))
            boxes = shapely.box(*(places + (left, top)).T, *(places + (right, bottom)).T)
            free = shapely.disjoint(blocked, boxes)
            places, boxes = places[free], boxes[free]
            nearest = shapely.distance(boxes, rough).argsort()[:_NEAREST]
            leaders = shapely.shortest_line(boxes[nearest], own)
            costs = shapely.length(leaders) + len(lines) * self.px  # one line is easier to read
            costs += _CROSSING * shapely.length(shapely.intersection(leaders, others))
            costs += _AWAY * shapely.distance(leaders, value)
            costs[shapely.intersects(leaders, obstacles)] = math.inf
            if len(costs) and costs.min() < math.inf:
                best = costs.argmin()
                ends = shapely.get_coordinates(leaders[best])
                name = self._stack(lines, _point(places[nearest[best]]))
                candidates.append((float(costs[best]), name, (_point(ends[0]), _point(ends[-1]))))
        return min(candidates, key=lambda each: each[0])[1:] if candidates else None

    def _names(self, datum: Datum) -> Iterator[list[LabelLine]]:
        """Yield the name on one line, then on two, each with the name in the second language."""
        size = self.sizes.name
        second = [(datum.second_label, size * _SECOND)] if datum.second_label else []
        for lines in _breaks(datum.label):
            parts = [*((line, size) for line in lines), *second]
            yield [LabelLine("name", text, s, width(text, s) * self.px) for text, s in parts]

    def _stack(self, lines: Sequence[LabelLine], at: Point = (0.0, 0.0)) -> tuple[LabelLine, ...]:
        """Return the lines below each other, their middle at a point."""
        heights = [line.size * _LINE * self.px for line in lines]
        tops = [sum(heights[:row]) - sum(heights) / 2 for row in range(len(lines))]
        return tuple(
            replace(line, at=(at[0], at[1] + top + height / 2))
            for line, top, height in zip(lines, tops, heights, strict=True)
        )

    def _grid(self, edges: Edges) -> np.ndarray:
        left, top, right, bottom = edges
        step = _GRID * self.px
        places = np.meshgrid(np.arange(left, right, step), np.arange(top, bottom, step))
        return np.stack(places, axis=-1).reshape(-1, 2)

    def _boxes(self, middles: np.ndarray, line: LabelLine) -> np.ndarray:
        (x, y), half = middles.T, line.size * _LINE * self.px / 2
        boxes: np.ndarray = shapely.box(x - line.wide / 2, y - half, x + line.wide / 2, y + half)
        return boxes

    def _shape(self, rings: Rings) -> BaseGeometry:
        """Return the area of a region; rings within others are holes."""
        parts = (shapely.buffer(Polygon(ring), 0) for ring in rings)
        return shapely.simplify(reduce(shapely.symmetric_difference, parts), _BEND * self.px)


def _point(place: np.ndarray) -> Point:
    return round(float(place[0]), 1), round(float(place[1]), 1)


def _breaks(label: str) -> Iterator[tuple[str, ...]]:
    """Yield the name on one line, then on two lines of lengths as equal as possible."""
    yield (label,)
    ends = [at + 1 for at, letter in enumerate(label[:-1]) if letter in " -"]
    if ends:
        end = min(ends, key=lambda at: abs(2 * at - len(label)))
        yield (label[:end].strip(), label[end:])
