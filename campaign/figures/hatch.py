"""Diagonal lines cut to each unit's shape: the mark of *not reported* on the map."""

from __future__ import annotations

import math
from dataclasses import dataclass

import geopandas as gpd
from shapely.geometry import LineString, MultiLineString
from shapely.ops import unary_union

COUNTRY_STEP, CITY_STEP = 0.16, 0.012
"""Degrees between two lines, on the country's map and in a city's inset."""


@dataclass(frozen=True)
class Lines:
    """Line segments as two lists of degrees, parted by None."""

    lon: tuple[float | None, ...]
    lat: tuple[float | None, ...]


def hatched(boundaries: gpd.GeoDataFrame) -> dict[str, Lines]:
    """{code: lines} for every unit; small units get lines close enough to be seen."""
    found = {}
    for code, shape in zip(boundaries["iso_code"], boundaries.geometry, strict=True):
        west, south, east, north = shape.bounds
        step = COUNTRY_STEP if east - west > 1 else CITY_STEP
        height = north - south
        count = math.ceil((east - west + height) / step)
        diagonals = [
            LineString([(west + i * step - height, south), (west + i * step, north)])
            for i in range(1, count)
        ]
        cut = unary_union(diagonals).intersection(shape)
        parts = cut.geoms if isinstance(cut, MultiLineString) else [cut]
        lon: list[float | None] = []
        lat: list[float | None] = []
        for part in parts:
            if isinstance(part, LineString) and not part.is_empty:
                lon += [*(round(x, 3) for x, _ in part.coords), None]
                lat += [*(round(y, 3) for _, y in part.coords), None]
        found[str(code)] = Lines(tuple(lon), tuple(lat))
    return found
