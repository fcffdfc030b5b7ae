"""The positions of region names on a map for phones: in the region or beside the country."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from weakref import WeakKeyDictionary

import numpy as np
import shapely
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from campaign.charts.geometry.projected_outlines import (
    COARSE,
    WIDTH,
    ProjectedOutlines,
    Rings,
    outlines,
)
from campaign.charts.spec import Choropleth
from campaign.render.typography import width

COUNTRY = 308
"""The width of the country on a phone in px."""

NAME, VALUE = 11, 15
"""The font sizes of names and values on such a map in px; that of values is rounded up."""

STEP = WIDTH / COUNTRY
"""Steps of the outlines per px on a phone."""

_LINE = 1.15  # height of a line in font sizes
_GAP = 1  # px between a label and a border or another label
_FINE, _COARSE = 2, 4  # px between the positions tried in a region and beside the country
_WIDTHS = 4  # px: widths of values are rounded up to this, so that names rarely move
_ABOVE, _ASIDE = 28, 2  # px around the country in which a name can be
_BEND = 0.5  # px: smaller bends of a border are ignored
_INSIDE = 4  # px by which a leader line extends into its region
_NEAREST = 60  # positions beside the country that are compared
_AWAY = 0.3  # cost of each px between leader line and value
_CROSSING = 6  # cost of each px of a leader line over another region

Point = tuple[float, float]
Edges = tuple[float, float, float, float]
"""Left, upper, right and lower edge."""


@dataclass(frozen=True)
class RegionName:
    """A name in lines; positions are in steps of the outlines.

    `at` is the middle of the name's lower edge; the value of the region is below it. With a
    `leader`, a line from the name to the region, the name is beside the country and `at` is the
    middle of the name; the value then has its default position.
    """

    lines: tuple[str, ...]
    at: Point
    leader: tuple[Point, Point] | None = None

    @property
    def edges(self) -> Edges:
        """The edges of the name."""
        x, y = self.at
        wide, high = _name_size(self.lines)
        bottom = y + high / 2 if self.leader else y
        return x - wide / 2, bottom - high, x + wide / 2, bottom

    @property
    def middles(self) -> tuple[Point, ...]:
        """The middle of each line."""
        _, top, _, bottom = self.edges
        line = (bottom - top) / len(self.lines)
        return tuple((self.at[0], top + (row + 0.5) * line) for row in range(len(self.lines)))

    @property
    def value_end(self) -> float:
        """The lower edge of the value below a name in its region."""
        return self.at[1] + VALUE * _LINE * STEP


# Weak references: a reader's own boundaries and their names are freed at the end of the session.
_cache: WeakKeyDictionary[ProjectedOutlines, dict[object, Mapping[str, RegionName]]] = (
    WeakKeyDictionary()
)


def region_names(spec: Choropleth) -> Mapping[str, RegionName]:
    """Return {ISO code: name} of the regions without an inset; cached for equal names and widths.

    A name is above the value of its region if both have room in it, else beside the country with a
    leader line. No two names or values overlap, and no name is on a border. A name without such a
    position is omitted.
    """
    paper = outlines(spec.places, COARSE)
    units = spec.by_code
    labels = tuple((code, units[code].label) for code in paper.labels)
    widest = max((width(units[code].words, VALUE, bold=True) for code, _ in labels), default=0)
    value = math.ceil(widest / _WIDTHS) * _WIDTHS
    known = _cache.setdefault(paper, {})
    if (labels, value) not in known:
        known[labels, value] = _Names(paper, value).place(labels)
    return known[labels, value]


class _Names:
    """Places names one by one, so that none overlaps those before it."""

    def __init__(self, paper: ProjectedOutlines, value: float) -> None:
        self.paper = paper
        self.value = (value * STEP, VALUE * _LINE * STEP)
        self.shapes = {code: _shape(rings) for code, rings in paper.rings.items()}
        self.names: dict[str, RegionName] = {}
        self.obstacles: list[BaseGeometry] = []

    def place(self, labels: Sequence[tuple[str, str]]) -> Mapping[str, RegionName]:
        """Return the names; those in regions are placed first, because they have less choice."""
        beside = []
        wide, high = self.value
        for code, label in labels:
            name = self._inside(code, label)
            x, y = map(float, self.paper.labels[code][:2])
            if name is None:
                beside.append((code, label))
            else:
                x, y = name.at[0], name.at[1] + high / 2
                self._add(code, name)
            self.obstacles.append(
                shapely.box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
            )
        for code, label in beside:
            name = self._beside(code, label)
            if name is not None:
                self._add(code, name)
        return self.names

    def _add(self, code: str, name: RegionName) -> None:
        self.names[code] = name
        self.obstacles.append(shapely.box(*name.edges))
        if name.leader:
            self.obstacles.append(LineString(name.leader))

    def _inside(self, code: str, label: str) -> RegionName | None:
        """Return the name nearest to the default position, with room for its value, or None."""
        shape = shapely.buffer(self.shapes[code], -_GAP * STEP)
        shapely.prepare(shape)
        x, y, _ = self.paper.labels[code]
        places = _grid(shape.bounds, _FINE)
        places = places[shapely.contains_xy(shape, places)]
        places = places[np.hypot(*(places - (x, y)).T).argsort()]
        for lines in _breaks(label):
            names = _boxes(places - (0, _name_size(lines)[1] / 2), _name_size(lines))
            values = _boxes(places + (0, self.value[1] / 2), self.value)
            fit = shapely.contains(shape, names) & shapely.contains(shape, values)
            if fit.any():
                return RegionName(lines, _point(places[fit.argmax()]))
        return None

    def _beside(self, code: str, label: str) -> RegionName | None:
        """Return the name beside the country with the best leader line; None if none is free."""
        obstacles = shapely.union_all(self.obstacles)
        others = shapely.union_all([shape for c, shape in self.shapes.items() if c != code])
        own = shapely.buffer(self.shapes[code], -_INSIDE * STEP)
        if own.is_empty:
            own = shapely.point_on_surface(self.shapes[code])
        country = shapely.union(others, self.shapes[code])
        blocked = shapely.buffer(shapely.union(country, obstacles), _GAP * STEP)
        shapely.prepare(blocked)
        rough = shapely.simplify(own, _COARSE * STEP)
        value = shapely.Point(self.paper.labels[code][:2])
        candidates: list[tuple[float, RegionName]] = []
        for lines in _breaks(label):
            size = _name_size(lines)
            places = _grid(_around(country.bounds, size), _COARSE)
            boxes = _boxes(places, size)
            free = shapely.disjoint(blocked, boxes)
            places, boxes = places[free], boxes[free]
            nearest = shapely.distance(boxes, rough).argsort()[:_NEAREST]
            leaders = shapely.shortest_line(boxes[nearest], own)
            costs = shapely.length(leaders) + len(lines) * STEP  # one line is easier to read
            costs += _CROSSING * shapely.length(shapely.intersection(leaders, others))
            costs += _AWAY * shapely.distance(leaders, value)
            costs[shapely.intersects(leaders, obstacles)] = math.inf
            if len(costs) and costs.min() < math.inf:
                ends = shapely.get_coordinates(leaders[costs.argmin()])
                at = _point(places[nearest[costs.argmin()]])
                leader = (_point(ends[0]), _point(ends[-1]))
                candidates.append((float(costs.min()), RegionName(lines, at, leader)))
        return min(candidates, key=lambda each: each[0])[1] if candidates else None


def _point(place: np.ndarray) -> Point:
    return round(float(place[0]), 1), round(float(place[1]), 1)


def _around(country: Edges, size: Point) -> Edges:
    """Return the edges of the area in which the middle of a name of this size can be."""
    left, top, right, bottom = country
    aside, above = _ASIDE * STEP - size[0] / 2, _ABOVE * STEP - size[1] / 2
    return left - aside, top - above, right + aside, bottom + above


def _grid(edges: Edges, apart: float) -> np.ndarray:
    left, top, right, bottom = edges
    step = apart * STEP
    places = np.meshgrid(np.arange(left, right, step), np.arange(top, bottom, step))
    return np.stack(places, axis=-1).reshape(-1, 2)


def _boxes(middles: np.ndarray, size: Point) -> np.ndarray:
    (x, y), (wide, high) = middles.T, size
    boxes: np.ndarray = shapely.box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
    return boxes


def _breaks(label: str) -> Iterator[tuple[str, ...]]:
    """Yield the name on one line, then on two lines of lengths as equal as possible."""
    yield (label,)
    ends = [at + 1 for at, letter in enumerate(label[:-1]) if letter in " -"]
    if ends:
        end = min(ends, key=lambda at: abs(2 * at - len(label)))
        yield (label[:end].strip(), label[end:])


def _name_size(lines: Sequence[str]) -> Point:
    """Return width and height of a name in steps of the outlines."""
    wide = max(width(line, NAME) for line in lines)
    return wide * STEP, len(lines) * NAME * _LINE * STEP


def _shape(rings: Rings) -> BaseGeometry:
    """Return the area of a region; rings within others are holes."""
    parts = (shapely.buffer(Polygon(ring), 0) for ring in rings)
    return shapely.simplify(reduce(shapely.symmetric_difference, parts), _BEND * STEP)
