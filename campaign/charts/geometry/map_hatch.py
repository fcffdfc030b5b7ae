"""Diagonal lines cut to each region's shape: the hatch of *not reported* on the map."""

from __future__ import annotations

import math
from dataclasses import dataclass

import geopandas as gpd
from shapely.geometry import LineString, MultiLineString
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from campaign.theme.style import HATCH_STEP

COUNTRY_STEP, CITY_STEP = HATCH_STEP / 60, HATCH_STEP / 500
"""Degrees between two lines on the country's map and in a city's inset. On a map of 900 px width,
this is a distance of `HATCH_STEP`."""


@dataclass(frozen=True)
class HatchLines:
    """Line segments as two lists of degrees, separated by None.

    The first `coarse` entries are every second line, which is enough for the map on a phone.
    """

    lon: tuple[float | None, ...]
    lat: tuple[float | None, ...]
    coarse: int


def hatch_lines(boundaries: gpd.GeoDataFrame) -> dict[str, HatchLines]:
    """Return {code: lines} for every region; the lines are closer in small regions."""
    lines = {}
    for code, shape in zip(boundaries["iso_code"], boundaries.geometry, strict=True):
        west, south, east, north = shape.bounds
        step = COUNTRY_STEP if east - west > 1 else CITY_STEP
        height = north - south
        count = math.ceil((east - west + height) / step)
        diagonals = [
            LineString([(west + i * step - height, south), (west + i * step, north)])
            for i in range(1, count)
        ]
        coarse, between = _cut(diagonals[::2], shape), _cut(diagonals[1::2], shape)
        points = [*coarse, *between]
        lines[str(code)] = HatchLines(
            tuple(lon for lon, _ in points), tuple(lat for _, lat in points), len(coarse)
        )
    return lines


def _cut(
    diagonals: list[LineString], shape: BaseGeometry
) -> list[tuple[float | None, float | None]]:
    """Return the points of the lines inside the shape, a pair of None after each line."""
    inside = unary_union(diagonals).intersection(shape)
    parts = inside.geoms if isinstance(inside, MultiLineString) else [inside]
    points: list[tuple[float | None, float | None]] = []
    for part in parts:
        if isinstance(part, LineString) and not part.is_empty:
            points += [*((round(x, 3), round(y, 3)) for x, y in part.coords), (None, None)]
    return points
