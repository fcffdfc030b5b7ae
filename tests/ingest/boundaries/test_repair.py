"""Shapes are repaired, joined and simplified, with a correction for each change."""

from __future__ import annotations

import geopandas as gpd
import pytest
import shapely

from campaign.i18n.translator import Text
from campaign.ingest.boundaries import repair
from campaign.ingest.boundaries.match_units import UnitsToMatch
from tests.ingest.boundaries.boundary_files import places, seven_oblasts, shipped, without_units

BOW_TIE = shapely.Polygon([(70, 40), (72, 42), (72, 40), (70, 42), (70, 40)])


def series(*shapes: shapely.Geometry | None) -> gpd.GeoSeries:
    return gpd.GeoSeries(list(shapes), index=range(1, len(shapes) + 1), crs=4326)


def by_code(units: gpd.GeoDataFrame) -> gpd.GeoSeries:
    return units.set_index("iso_code").geometry


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
    (valid,) = repair.make_areas(series(shape).to_numpy().copy())
    assert valid.is_valid and valid.area == pytest.approx(area)
    assert valid.geom_type in ("Polygon", "MultiPolygon")


def test_only_areas_count_as_areas() -> None:
    shapes = series(shapely.box(70, 40, 71, 41), shapely.Point(70, 40), shapely.Polygon(), None)
    assert list(repair.is_area(shapes)) == [True, False, False, False]


def test_coordinates_outside_the_country_have_a_rule_by_cause() -> None:
    units = shipped()
    flipped = gpd.GeoSeries(shapely.transform(units.geometry.to_numpy(), lambda xy: xy[:, ::-1]))
    metres = gpd.GeoSeries(units.to_crs(32643).geometry.to_numpy())
    assert repair.explain_outside(flipped) == "swapped_axes"
    assert repair.explain_outside(metres) == "not_degrees"
    assert repair.explain_outside(series(shapely.box(60, 37, 64, 41))) == "another_country"
    assert not repair.is_outside(units.geometry).any()
    assert repair.is_outside(series(shapely.box(60, 37, 64, 41))).all()


def test_degrees_are_assumed_only_where_they_fit() -> None:
    bare = shipped().set_crs(None, allow_override=True)
    in_degrees, issues = repair.to_degrees(bare, "f")
    assert in_degrees is not None and in_degrees.crs.to_epsg() == 4326
    assert [(p.rule, p.severity) for p in issues] == [("assumed_degrees", "repair")]
    metres = shipped().to_crs(32643).set_crs(None, allow_override=True)
    in_degrees, issues = repair.to_degrees(metres, "f")
    assert in_degrees is None and [p.rule for p in issues] == ["no_projection"]


def test_another_projection_is_converted_to_degrees() -> None:
    metres = shipped().to_crs(32643)
    in_degrees, issues = repair.to_degrees(metres, "f")
    assert in_degrees is not None and not issues and repair.crs_name(metres) == "EPSG:32643"
    assert in_degrees.geometry.geom_equals_exact(shipped().geometry, 1e-7).all()


def test_an_oblast_with_a_hole_does_not_contain_the_city() -> None:
    assert repair.holds_city(by_code(seven_oblasts()), "KG-GB")
    assert repair.holds_city(by_code(seven_oblasts()), "KG-GO")
    with_holes = by_code(without_units("KG-GO", "KG-GB"))
    assert not repair.holds_city(with_holes, "KG-GO") and not repair.holds_city(with_holes, "KG-GB")


def test_osh_city_differs_from_the_oblast_by_size_and_position() -> None:
    units = by_code(shipped())
    assert list(units.index[repair.is_osh_city(units)]) == ["KG-GO"]


def test_areas_are_in_square_kilometres() -> None:
    total = repair.areas_km2(by_code(shipped())).sum()
    assert total == pytest.approx(199_900, rel=0.02)


def test_swapped_names_give_warnings() -> None:
    units = by_code(shipped())
    units_to_match = UnitsToMatch.of(places())
    assert repair.check_areas(units, units_to_match, "f") == []
    swapped_units = units.rename({"KG-T": "KG-N", "KG-N": "KG-T"})
    warnings = repair.check_areas(swapped_units, units_to_match, "f")
    assert {p.params["unit"] for p in warnings} == {"KG-T", "KG-N"}
    assert {p.severity for p in warnings} == {"warning"}
    assert "Naryn oblast (KG-N) covers" in "".join(p.message(Text.of("en")) for p in warnings)


def test_a_small_extent_is_detected() -> None:
    units = by_code(shipped())
    assert not repair.is_too_small(units)
    assert repair.is_too_small(units.translate(-74, -41).scale(0.01, 0.01, origin=(0, 0)))


def test_simplify_leaves_small_files_unchanged() -> None:
    units = by_code(shipped())
    simplified, corrections = repair.simplify(units, "f")
    assert simplified is units and not corrections


def detailed_units() -> gpd.GeoSeries:
    """Return the shipped units with a point every 100 m, the same on both sides of each border."""
    units = by_code(shipped())
    lines = shapely.line_merge(shapely.union_all(shapely.boundary(units.to_numpy())))
    faces = shapely.get_parts(shapely.polygonize([shapely.segmentize(lines, 0.001)]))
    inside = {
        code: next(face for face in faces if face.contains(shape.representative_point()))
        for code, shape in units.items()
    }
    return gpd.GeoSeries(inside, crs=4326)


def test_detailed_lines_are_simplified_and_stay_shared() -> None:
    units = detailed_units()
    assert shapely.coverage_is_valid(units.to_numpy())
    assert repair._count_bytes(units.to_numpy()) > repair.MOST_BYTES
    simplified, corrections = repair.simplify(units, "f")
    assert repair._count_bytes(simplified.to_numpy()) <= repair.MOST_BYTES
    assert [(p.rule, p.severity) for p in corrections] == [("lines_simplified", "repair")]
    assert list(simplified.index) == list(units.index) and simplified.is_valid.all()
    assert shapely.coverage_is_valid(simplified.to_numpy())
    assert repair.areas_km2(simplified).sum() == pytest.approx(
        repair.areas_km2(units).sum(), rel=0.001
    )
