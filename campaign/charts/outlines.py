"""The regions' outlines on paper: equal-area, in whole grid steps, with each city enlarged."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from campaign.domain.places import Places
from campaign.theme.style import INSETS

PARALLELS = (39.5, 43.0)
"""Standard parallels of the equal-area conic projection, in degrees."""
WIDTH = 2000
"""Steps from the western to the eastern end. On a map of 115 mm width, one step is 0.06 mm."""

Rings = tuple[tuple[tuple[int, int], ...], ...]

_CAPTION, _PAD = 72, 12  # steps: space below a city for its name, and around the city
FINE, COARSE = 3, 8
"""The size in steps of the smallest bend that is visible in print (fine), or on a page (coarse)."""
_BEND = 1 / 112  # share of an enlarged city's size; with a larger one, curves would have corners
_LABEL, _VALUE = 55, 22  # steps: half the height of a name and its value, of a value alone


@dataclass(frozen=True)
class Inset:
    """An enlarged city: its frame (left, top, width, height) and its rings.

    `label` is the centre of its value (x, y), and the free width on each side of it.
    """

    code: str
    frame: tuple[int, int, int, int]
    rings: Rings
    label: tuple[int, int, int]


@dataclass(frozen=True, eq=False)
class ProjectedOutlines:
    """Rings of every region, with holes (fill even-odd), y downward.

    `labels` has, for each oblast, the centre of its label (x, y) and the free width on each side.
    """

    width: int
    height: int
    rings: Mapping[str, Rings]
    labels: Mapping[str, tuple[int, int, int]]
    insets: tuple[Inset, ...]


# Weak references, so that the outlines of a reader's boundaries are deleted with the session.
_cache: WeakKeyDictionary[Places, dict[int, ProjectedOutlines]] = WeakKeyDictionary()


def outlines(places: Places, least_bend: int = FINE) -> ProjectedOutlines:
    """Return the outlines of these places, without bends smaller than `least_bend` steps; cached.

    Raises ValueError without boundaries.
    """
    known = _cache.setdefault(places, {})
    if least_bend not in known:
        known[least_bend] = _build_outlines(places, least_bend)
    return known[least_bend]


def _build_outlines(places: Places, least_bend: int) -> ProjectedOutlines:
    if places.boundaries is None:
        raise ValueError("the boundaries are not known")
    codes = [str(code) for code in places.boundaries["iso_code"]]
    west, _, east, _ = places.boundaries.total_bounds
    meridian = (west + east) / 2
    flat = _project(places.boundaries.geometry, meridian)
    left, bottom, right, top = shapely.total_bounds(flat)
    scale = WIDTH / (right - left)

    def to_steps(metres: np.ndarray) -> np.ndarray:
        return (metres - (left, top)) * (scale, -scale)

    fine = dict(zip(codes, shapely.transform(flat, to_steps), strict=True))
    # All regions together, so that a shared border is simplified equally on both sides.
    thin = dict(zip(codes, shapely.coverage_simplify(list(fine.values()), least_bend), strict=True))
    cities = [code for code in places.codes if places.table.at[code, "kind"] == "city"]
    height = math.ceil((top - bottom) * scale)
    middles = {code: p for code, p in places.label_points.items() if code not in cities}
    points = gpd.GeoSeries(gpd.points_from_xy(*zip(*middles.values(), strict=True)), crs=4326)
    labels = {}
    for code, point in zip(middles, _project(points, meridian), strict=True):
        x, y = to_steps(shapely.get_coordinates(point))[0]
        labels[code] = (round(x), round(y), _room(thin[code], x, y))
    return ProjectedOutlines(
        width=WIDTH,
        height=height,
        rings={code: _rings(thin[code]) for code in places.codes},
        labels=labels,
        insets=tuple(
            _inset(code, fine[code], (x, y), height, least_bend)
            for code, (x, y) in zip(cities, INSETS, strict=False)
        ),
    )


def _inset(
    code: str,
    shape: BaseGeometry,
    corner: tuple[tuple[float, float], tuple[float, float]],
    height: int,
    least_bend: int,
) -> Inset:
    left, right = (round(share * WIDTH) for share in corner[0])
    bottom, top = (round((1 - share) * height) for share in corner[1])
    wide, high = right - left - 2 * _PAD, bottom - top - _CAPTION - 2 * _PAD
    low, deep, far, up = shape.bounds
    scale = min(wide / (far - low), high / (up - deep))
    bend = min(least_bend, max(far - low, up - deep) * scale * _BEND)
    middle = ((low + far) / 2, (deep + up) / 2)
    centre = ((left + right) / 2, top + _PAD + high / 2)
    enlarged = shapely.transform(shape, lambda points: (points - middle) * scale + centre)
    return Inset(
        code,
        (left, top, right - left, bottom - top),
        _rings(shapely.simplify(enlarged, bend)),
        (round(centre[0]), round(centre[1]), _room(enlarged, *centre, _VALUE)),
    )


def _room(shape: BaseGeometry, x: float, y: float, half: int = _LABEL) -> int:
    """Return the free width on each side of a label's centre; `half` is half the label's height."""
    band = shapely.box(x - WIDTH, y - half, x + WIDTH, y + half)
    outside = shapely.difference(band, shape)
    return round(shapely.distance(outside, shapely.LineString([(x, y - half), (x, y + half)])))


def _rings(shape: BaseGeometry) -> Rings:
    """Return rings in whole steps, without repeated points; shared borders still coincide."""
    parts = shape.geoms if isinstance(shape, MultiPolygon) else [shape]
    rings = []
    for part in parts:
        if isinstance(part, Polygon):
            for ring in (part.exterior, *part.interiors):
                points = dict.fromkeys((round(x), round(y)) for x, y in ring.coords)
                if len(points) > 2:
                    rings.append(tuple(points))
    return tuple(rings)


def _project(shapes: gpd.GeoSeries, meridian: float) -> np.ndarray:
    """Return the shapes in projected metres."""
    flat: np.ndarray = shapes.to_crs(_albers(meridian)).to_numpy()
    return flat


def _albers(meridian: float) -> str:
    """Return Albers' equal-area conic projection on the sphere."""
    first, second = PARALLELS
    return f"+proj=aea +lat_1={first} +lat_2={second} +lon_0={meridian} +R=6371000"
