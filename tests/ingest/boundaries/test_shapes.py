"""Shapes become valid and light, and lines that two units share stay shared."""

from __future__ import annotations

import geopandas as gpd
import pytest
import shapely

from campaign.ingest.boundaries.boundary_child import (
    MOST_BYTES,
    count_bytes,
    make_areas,
    simplify,
)
from tests.ingest.boundaries.boundary_files import shipped

BOW_TIE = shapely.Polygon([(70, 40), (72, 42), (72, 40), (70, 42), (70, 40)])


@pytest.mark.parametrize(
    ("shape", "area"),
    [
        (BOW_TIE, 2.0),
        # Parts that overlap leave no hole.
        (shapely.MultiPolygon([shapely.box(70, 40, 72, 42), shapely.box(71, 41, 73, 43)]), 7.0),
        # Lines and points of a collection are dropped, at any depth.
        (
            shapely.GeometryCollection(
                [
                    shapely.Point(70, 40),
                    shapely.GeometryCollection([shapely.box(70, 40, 71, 41)]),
                    shapely.LineString([(70, 40), (71, 41)]),
                ]
            ),
            1.0,
        ),
        (shapely.GeometryCollection([shapely.Point(70, 40)]), 0.0),
    ],
)
def test_shapes_become_valid_areas(shape: shapely.Geometry, area: float) -> None:
    (valid,) = make_areas(gpd.GeoSeries([shape], crs=4326))
    assert valid.is_valid and valid.area == pytest.approx(area)
    assert valid.geom_type in ("Polygon", "MultiPolygon")


def detailed_units() -> gpd.GeoSeries:
    """Return the shipped units with a point every 100 m, the same on both sides of each border."""
    units = shipped().set_index("iso_code").geometry
    lines = shapely.line_merge(shapely.union_all(shapely.boundary(units.to_numpy())))
    faces = shapely.get_parts(shapely.polygonize([shapely.segmentize(lines, 0.001)]))
    inside = {
        code: next(face for face in faces if face.contains(shape.representative_point()))
        for code, shape in units.items()
    }
    return gpd.GeoSeries(inside, crs=4326)


def test_detailed_lines_are_simplified_and_stay_shared() -> None:
    units = detailed_units()
    assert units.is_valid_coverage() and count_bytes(units) > MOST_BYTES
    simplified, metres = simplify(units)
    assert count_bytes(simplified) <= MOST_BYTES and metres > 0
    assert list(simplified.index) == list(units.index) and simplified.is_valid.all()
    assert simplified.is_valid_coverage()
    areas, before = (shapes.to_crs(6933).area.sum() for shapes in (simplified, units))
    assert areas == pytest.approx(before, rel=0.001)
