"""The geometry of a boundary file: degrees, valid areas, their size, and lines light for a page."""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from campaign.ingest.boundaries.match_units import UnitsToMatch
from campaign.schema.issues import Issue

BOX = (69.0, 39.0, 81.0, 44.0)
"""West, south, east and north of a box around Kyrgyzstan, in degrees."""

CITY_POINTS = {"KG-GB": (74.59, 42.87), "KG-GO": (72.798, 40.530)}
"""A point in the middle of each city (lon, lat): an oblast that covers it contains the city."""

OBLAST_AROUND = {"KG-GB": "KG-C", "KG-GO": "KG-O"}
"""{code of a city: code of the oblast around it}."""

MOST_BYTES = 300_000
_LARGEST_CITY_KM2 = 2_000
_AREA_FACTOR = 2.0
_SMALLEST_EXTENT = (6.0, 2.0)


def to_degrees(layer: gpd.GeoDataFrame, file: str) -> tuple[gpd.GeoDataFrame | None, list[Issue]]:
    """Return the layer in WGS 84 (None if its projection is unknown), its issues or correction."""
    if layer.crs is not None:
        try:
            return layer.to_crs(4326), []
        except Exception:  # a projection that is named but cannot be calculated
            params = {"crs": crs_name(layer) or ""}
            return None, [Issue(file, "unknown_projection", params=params)]
    west, south, east, north = layer.total_bounds
    if west >= BOX[0] and south >= BOX[1] and east <= BOX[2] and north <= BOX[3]:
        return layer.set_crs(4326), [Issue(file, "assumed_degrees")]
    return None, [Issue(file, "no_projection")]


def crs_name(layer: gpd.GeoDataFrame) -> str | None:
    """Return the name of the projection, such as `EPSG:32643` if it has a number."""
    if layer.crs is None:
        return None
    authority = layer.crs.to_authority()
    return ":".join(authority) if authority else str(layer.crs.name)[:80]


def is_outside(shapes: gpd.GeoSeries) -> pd.Series:
    """Return True for each shape whose middle does not lie in `BOX`; coordinates in degrees."""
    bounds = shapes.bounds
    lon, lat = (bounds["minx"] + bounds["maxx"]) / 2, (bounds["miny"] + bounds["maxy"]) / 2
    return ~(lon.between(BOX[0], BOX[2]) & lat.between(BOX[1], BOX[3]))


def explain_outside(shapes: gpd.GeoSeries) -> str:
    """Return the code of the rule that explains why coordinates lie outside `BOX`."""
    west, south, east, north = shapes.total_bounds
    if west >= BOX[1] and east <= BOX[3] and south >= BOX[0] and north <= BOX[2]:
        return "swapped_axes"
    is_finite = np.isfinite([west, south, east, north]).all()
    if is_finite and (max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90):
        return "not_degrees"
    return "another_country"


def is_too_small(shapes: gpd.GeoSeries) -> bool:
    """Return True if all shapes together have far less width or height than the country."""
    west, south, east, north = shapes.total_bounds
    return bool(east - west < _SMALLEST_EXTENT[0] or north - south < _SMALLEST_EXTENT[1])


def is_area(shapes: gpd.GeoSeries) -> pd.Series:
    """Return True for polygons that are not empty and have finite coordinates."""
    with np.errstate(invalid="ignore"):
        areas = shapely.area(shapes.to_numpy())
    # The halves of a self-crossing ring may have area 0 together; such a ring can be repaired.
    flat = shapes.geom_type.isin(["Polygon", "MultiPolygon"]) & ~shapes.is_empty & (areas >= 0)
    return flat | (shapes.geom_type.eq("GeometryCollection") & (areas > 0))


def is_osh_city(shapes: gpd.GeoSeries) -> pd.Series:
    """Return True for an area around the middle of Osh that is far too small for the oblast."""
    lon, lat = CITY_POINTS["KG-GO"]
    west, south, east, north = (shapes.bounds[c] for c in ("minx", "miny", "maxx", "maxy"))
    is_around = (west <= lon) & (lon <= east) & (south <= lat) & (lat <= north)
    return is_around & (areas_km2(shapes) <= _LARGEST_CITY_KM2)


def areas_km2(shapes: gpd.GeoSeries) -> pd.Series:
    """Return the area of each shape in km², by an equal-area projection; NaN without a shape."""
    with np.errstate(invalid="ignore"):
        return shapes.to_crs(6933).area / 1e6


def holds_city(shapes: gpd.GeoSeries, city: str) -> bool:
    """Return True if the oblast around the city covers the city's middle."""
    oblast = OBLAST_AROUND[city]
    return oblast in shapes.index and bool(shapes[oblast].covers(shapely.Point(CITY_POINTS[city])))


def check_areas(shapes: gpd.GeoSeries, units: UnitsToMatch, file: str) -> list[Issue]:
    """Return a warning for each oblast whose shape is far smaller or larger than its known area.

    Its feature may have the name of another unit. Cities are not checked: their limits have
    changed, and a file may draw them as symbols.
    """
    warnings = []
    for code, shape_area in areas_km2(shapes).items():
        area = units.areas.get(str(code))
        if str(code) in OBLAST_AROUND or not area:
            continue
        if not area / _AREA_FACTOR <= shape_area <= area * _AREA_FACTOR:
            params: dict[str, str | int] = {
                **units.names.list_params("unit", [str(code)]),
                "drawn": round(float(shape_area)),
                "area": round(area),
            }
            warnings.append(Issue(file, "implausible_area", params=params))
    return warnings


def make_areas(shapes: np.ndarray) -> np.ndarray:
    """Return valid polygons, without points and lines; empty for a shape without an area."""
    # "structure" unites parts that overlap; the other method would cut a hole.
    valid = shapely.make_valid(shapes, method="structure", keep_collapsed=False)
    is_mixed = ~np.isin(shapely.get_type_id(valid), [3, 6])
    valid[is_mixed] = shapely.buffer(valid[is_mixed], 0)
    return valid


def simplify(shapes: gpd.GeoSeries, file: str) -> tuple[gpd.GeoSeries, list[Issue]]:
    """Return shapes of less than `MOST_BYTES` of GeoJSON; lines that two units share stay equal."""
    originals = lighter = shapes.to_numpy()
    if _count_bytes(originals) <= MOST_BYTES:
        return shapes, []
    tolerance = 0.0
    while _count_bytes(lighter) > MOST_BYTES and tolerance < 0.1:
        if lighter is not originals:
            tolerance = max(0.0005, tolerance * 1.6)
        # Point by point, so that shared lines stay equal; four decimals are about 10 m.
        lines = shapely.coverage_simplify(originals, tolerance) if tolerance else originals
        lighter = make_areas(shapely.transform(lines, lambda xy: xy.round(4)))
    # A degree is about 111 km. Details smaller than a square with this side are lost.
    params = {"metres": max(10, int(round(tolerance * 111_000, -1)))}
    correction = Issue(file, "lines_simplified", params=params)
    return gpd.GeoSeries(lighter, index=shapes.index, crs=4326), [correction]


def _count_bytes(shapes: np.ndarray) -> int:
    return sum(len(text) for text in shapely.to_geojson(shapes))
