"""The report on a boundary file, read directly and in the child process."""

from __future__ import annotations

import io
import json
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from campaign.i18n.translator import Text
from campaign.ingest.boundaries import boundary_file
from campaign.ingest.boundaries.boundary_child import read_boundaries
from campaign.ingest.boundaries.boundary_file import BoundaryFile, ingest_boundaries
from campaign.ingest.boundaries.match_units import UnitsToMatch
from campaign.schema.issues import Issue
from campaign.schema.rules import RULES
from tests.ingest.boundaries.boundary_files import (
    P_CODE,
    SHIPPED,
    features,
    geojson,
    geopackage,
    grid_of_raions,
    places,
    seven_oblasts,
    shapefile,
    shipped,
    too_big_archive,
    topojson,
    with_columns,
    without_units,
)

WITHIN = {"KG-C": ("KG-C", "KG-GB"), "KG-O": ("KG-O", "KG-GO")}


def ingest(
    content: bytes, tmp_path: Path, file: str = "f", layer: str | None = None
) -> BoundaryFile:
    """Return the report of `ingest_boundaries` without a child process; also test its messages."""
    folder = tmp_path / "child"
    folder.mkdir(exist_ok=True)
    report = read_boundaries(content, file, UnitsToMatch.of(places()), folder, layer)
    for issue in (*report.issues, *report.corrections):
        assert issue.message(Text.of("en")) and issue.cell.describe(Text.of("en"))
    return report


def rules(issues: tuple[Issue, ...]) -> list[str]:
    return [issue.rule for issue in issues]


def is_shipped(report: BoundaryFile, tolerance: float = 1e-3) -> bool:
    """Return True if the nine shapes are those shipped, in order, with the winding of RFC 7946."""
    assert report.shapes is not None
    assert list(report.shapes["iso_code"]) == places().codes
    shipped_shapes = shipped().set_index("iso_code").loc[places().codes].geometry.to_numpy()
    differences = shapely.area(
        shapely.symmetric_difference(report.shapes.geometry.to_numpy(), shipped_shapes)
    )
    assert report.shapes.crs.to_epsg() == 4326
    for shape in report.shapes.geometry:
        for part in shapely.get_parts(shape):
            assert part.exterior.is_ccw and not any(hole.is_ccw for hole in part.interiors)
    return bool((differences / shapely.area(shipped_shapes)).max() < tolerance)


def test_the_child_process_reads_the_shipped_file() -> None:
    report = ingest_boundaries(SHIPPED, "kgz_oblasts.geojson", places())
    assert report.status == "clean" and is_shipped(report, 1e-12)
    assert (report.key, report.layer, report.crs) == ("iso_code", None, "EPSG:4326")
    assert (report.rows, report.excluded, dict(report.merged_units)) == (9, 0, {})
    assert report.issues == () and report.corrections == ()
    assert report.shapes is not None
    assert list(report.shapes.loc[report.shapes["schematic"], "iso_code"]) == ["KG-GO"]


def test_geojson_with_coordinates_in_utm_is_converted(tmp_path: Path) -> None:
    root = json.loads(geojson(shipped().to_crs(32643)))
    root["crs"] = {"type": "name", "properties": {"name": "EPSG:32643"}}
    report = ingest(json.dumps(root).encode(), tmp_path)
    assert is_shipped(report, 1e-6) and report.crs == "EPSG:32643"


def test_the_first_layer_of_oblasts_in_a_geopackage_is_read(tmp_path: Path) -> None:
    units = with_columns(shipped(), ADM1_EN=places().table["name_en"].get, ADM1_PCODE=P_CODE.get)
    points = gpd.GeoDataFrame(
        units.drop(columns="geometry"), geometry=units.representative_point(), crs=4326
    )
    content = geopackage(
        tmp_path, centres=points, adm2=grid_of_raions(), adm1=units.to_crs(32643), later=units
    )
    report = ingest(content, tmp_path)
    assert report.status == "clean" and is_shipped(report, 1e-6)
    assert (report.layer, report.key, report.crs) == ("adm1", "ADM1_PCODE", "EPSG:32643")
    assert ingest(content, tmp_path, layer="later").layer == "later"


def test_a_requested_layer_is_the_only_one_read(tmp_path: Path) -> None:
    content = geopackage(tmp_path, adm1=shipped(), adm2=grid_of_raions())
    assert rules(ingest(content, tmp_path, layer="adm2").issues) == ["raions"]
    report = ingest(content, tmp_path, layer="adm9")
    assert report.status == "unreadable" and rules(report.issues) == ["no_layer"]
    assert report.issues[0].params == {"layer": "adm9", "layers": "adm1, adm2"}


def test_a_shapefile_in_a_nested_folder_is_read(tmp_path: Path) -> None:
    content = shapefile(tmp_path, shipped().to_crs(32643), inside="COD/adm1/")
    report = ingest(content, tmp_path)
    assert report.status == "clean" and is_shipped(report, 1e-6) and report.layer == "adm1"


def test_a_shapefile_without_index_or_projection_has_corrections(tmp_path: Path) -> None:
    report = ingest(shapefile(tmp_path, shipped(), lacks=(".shx", ".prj")), tmp_path)
    assert report.status == "clean" and is_shipped(report, 1e-12)
    assert rules(report.corrections) == ["index_rebuilt", "assumed_degrees"] and report.crs is None
    metres = shapefile(tmp_path, shipped().to_crs(32643), lacks=(".prj",))
    report = ingest(metres, tmp_path)
    assert report.status == "issues" and rules(report.issues) == ["no_projection"]
    assert report.shapes is None


def test_a_topology_has_the_shapes_of_its_objects(tmp_path: Path) -> None:
    report = ingest(topojson(shipped()), tmp_path)
    assert is_shipped(report, 1e-9) and (report.layer, report.key) == ("oblasts", "id")


def test_the_names_of_geoboundaries_are_a_key(tmp_path: Path) -> None:
    units = with_columns(
        shipped(),
        shapeName=places().table["name_en"].get,
        shapeISO=lambda code: "" if code == "KG-GO" else code,
        shapeGroup=lambda code: "KGZ",
        shapeType=lambda code: "ADM1",
    )
    report = ingest(geojson(units), tmp_path)
    assert is_shipped(report) and report.key == "shapeName"


def test_the_two_bare_osh_names_of_gadm_are_distinguished(tmp_path: Path) -> None:
    names = {"KG-O": "Osh", "KG-GO": "Osh"}
    units = with_columns(
        shipped(),
        GID_1=lambda code: f"KGZ.{code}",
        NAME_1=lambda code: names.get(code, places().table.at[code, "short_en"]),
        HASC_1=lambda code: "KG.GB",
    )
    report = ingest(geojson(units), tmp_path)
    assert is_shipped(report) and report.key == "NAME_1"


def test_seven_units_cover_the_cities_with_a_correction(tmp_path: Path) -> None:
    report = ingest(geojson(seven_oblasts()), tmp_path)
    assert report.status == "clean" and dict(report.merged_units) == WITHIN
    assert rules(report.corrections) == ["bishkek_within", "osh_within"]
    assert report.shapes is not None
    assert list(report.shapes["iso_code"]) == [c for c in places().codes if len(c) == 4]


def test_eight_units_with_bishkek_cover_only_osh_city(tmp_path: Path) -> None:
    units = shipped()
    units["iso_code"] = units["iso_code"].replace({"KG-GO": "KG-O"})
    report = ingest(geojson(units.dissolve("iso_code").reset_index()), tmp_path)
    assert dict(report.merged_units) == {"KG-O": ("KG-O", "KG-GO")}
    assert rules(report.corrections) == ["osh_within"]


@pytest.mark.parametrize(
    ("codes", "russian"),
    [
        (("KG-T", "KG-GO"), "Таласская область (KG-T), город Ош (KG-GO)"),
        (("KG-GB", "KG-GO"), "город Бишкек (KG-GB), город Ош (KG-GO)"),
    ],
)
def test_a_hole_in_place_of_the_city_is_a_missing_unit(
    codes: tuple[str, ...], russian: str, tmp_path: Path
) -> None:
    report = ingest(geojson(without_units(*codes)), tmp_path)
    assert report.status == "issues" and report.shapes is None
    assert rules(report.issues) == ["units_not_drawn"]
    assert report.issues[0].params["units"] == ", ".join(codes)
    assert russian in report.issues[0].message(Text.of("ru"))


def test_swapped_names_give_warnings(tmp_path: Path) -> None:
    units = shipped()
    units["iso_code"] = units["iso_code"].replace({"KG-T": "KG-N", "KG-N": "KG-T"})
    report = ingest(geojson(units), tmp_path)
    assert rules(report.issues) == ["implausible_area"] * 2 and report.shapes is not None
    assert {issue.params["unit"] for issue in report.issues} == {"KG-T", "KG-N"}
    assert {issue.severity for issue in report.issues} == {"warning"}
    messages = "".join(issue.message(Text.of("en")) for issue in report.issues)
    assert "Naryn oblast (KG-N) covers" in messages


def test_unknown_areas_are_excluded_and_named(tmp_path: Path) -> None:
    units = shipped()
    units.loc[9] = ["TJ-SU", shapely.box(69, 39.5, 70, 40)]
    report = ingest(geojson(units), tmp_path)
    assert report.status == "issues" and is_shipped(report)
    assert (report.rows, report.excluded) == (10, 1)
    assert [(p.rule, p.severity) for p in report.issues] == [("unknown_areas", "warning")]
    assert report.issues[0].params == {"n": 1, "names": "TJ-SU"}


def test_boundaries_of_another_country_are_rejected(tmp_path: Path) -> None:
    units = with_columns(shipped(), NAME_1=lambda code: f"Region {code[-1]}{code}")
    away = units.set_geometry(units.geometry.translate(-12, -3))
    report = ingest(geojson(away), tmp_path)
    assert report.status == "issues" and rules(report.issues) == ["another_country"]


def test_a_unit_of_the_same_name_abroad_is_excluded(tmp_path: Path) -> None:
    units = shipped()
    units.loc[9] = ["KG-T", shapely.box(30, 50, 31, 51)]
    report = ingest(geojson(units), tmp_path)
    assert is_shipped(report) and report.excluded == 1
    assert [(p.rule, p.row) for p in report.issues] == [("outside_country", 10)]


def test_latitude_before_longitude_is_an_issue(tmp_path: Path) -> None:
    units = shipped()
    units["geometry"] = shapely.transform(units.geometry.to_numpy(), lambda xy: xy[:, ::-1])
    assert rules(ingest(geojson(units), tmp_path).issues) == ["swapped_axes"]


def test_metres_without_a_projection_are_an_issue(tmp_path: Path) -> None:
    metres = shipped().to_crs(32643).set_crs(4326, allow_override=True)
    report = ingest(geojson(metres), tmp_path)
    assert report.status == "issues" and rules(report.issues) == ["not_degrees"]


def test_a_too_small_extent_is_an_issue(tmp_path: Path) -> None:
    units = shipped()
    units["geometry"] = units.geometry.scale(0.01, 0.01, origin=(74.59, 42.87))
    assert rules(ingest(geojson(units), tmp_path).issues) == ["too_small_extent"]


def test_raions_are_an_issue(tmp_path: Path) -> None:
    report = ingest(geojson(grid_of_raions()), tmp_path)
    assert report.status == "issues" and rules(report.issues) == ["raions"]


def test_points_are_an_issue(tmp_path: Path) -> None:
    points = features(({"iso_code": "KG-N"}, {"type": "Point", "coordinates": [75, 41]}))
    assert rules(ingest(points, tmp_path).issues) == ["no_areas"]


def test_names_without_a_known_unit_are_an_issue(tmp_path: Path) -> None:
    units = with_columns(shipped(), NAME=lambda code: f"zone {code[-1]}")
    assert rules(ingest(geojson(units), tmp_path).issues) == ["no_units"]


def test_a_unit_without_a_shape_is_named_by_its_row(tmp_path: Path) -> None:
    root = json.loads(geojson(shipped()))
    at = next(i for i, f in enumerate(root["features"]) if f["properties"]["iso_code"] == "KG-N")
    root["features"][at]["geometry"] = {"type": "Polygon", "coordinates": []}
    report = ingest(json.dumps(root).encode(), tmp_path)
    assert ("no_outline", at + 1) in [(p.rule, p.row) for p in report.issues]
    assert "units_not_drawn" in rules(report.issues) and report.shapes is None


def test_a_crossing_ring_is_repaired_with_a_correction(tmp_path: Path) -> None:
    units = shipped()
    at = units.index[units["iso_code"] == "KG-N"][0]
    # Two corners of the shape in the wrong order.
    ring = list(units.geometry[at].exterior.coords)
    ring[5], ring[6] = ring[6], ring[5]
    units.loc[at, "geometry"] = shapely.Polygon(ring)
    assert not units.geometry[at].is_valid
    report = ingest(geojson(units), tmp_path)
    assert report.status == "clean" and is_shipped(report, 0.01)
    assert [(p.rule, p.row) for p in report.corrections] == [("ring_corrected", at + 1)]
    assert report.shapes is not None and report.shapes.is_valid.all()


def test_pieces_of_a_unit_are_joined(tmp_path: Path) -> None:
    halves = [shipped().clip(box) for box in ((60, 30, 75, 50), (75, 30, 90, 50))]
    units = gpd.GeoDataFrame(pd.concat(halves, ignore_index=True))
    report = ingest(geojson(units), tmp_path)
    assert report.status == "clean" and is_shipped(report, 1e-6)
    assert set(rules(report.corrections)) == {"pieces_joined"}
    assert "KG-N" in {p.params["unit"] for p in report.corrections}


def test_large_boundaries_are_simplified(tmp_path: Path) -> None:
    units = shipped()
    units["geometry"] = shapely.segmentize(units.geometry.to_numpy(), 0.001)
    report = ingest(geojson(units), tmp_path)
    assert is_shipped(report, 0.02) and rules(report.corrections) == ["lines_simplified"]
    assert report.shapes is not None and len(report.shapes.to_json()) < 330_000


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "no_content"),
        (b" \n", "no_content"),
        (b"x" * 50_000_001, "too_big"),
        (b"GIF89a", "not_boundaries"),
        (b'{"type":"FeatureCollection","features":' + b"[" * 1_000_000, "too_deep"),
    ],
)
def test_the_child_process_reports_hostile_and_empty_files(content: bytes, rule: str) -> None:
    report = ingest_boundaries(content, "f", places())
    assert report.status == "unreadable" and rules(report.issues) == [rule]
    assert report.shapes is None


@pytest.mark.long
def test_the_child_process_refuses_an_archive_that_is_too_big() -> None:
    report = ingest_boundaries(too_big_archive(), "f", places())
    assert report.status == "unreadable" and rules(report.issues) == ["archive_too_big"]


def test_a_killed_child_process_is_an_issue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(boundary_file, "SECONDS", 0.001)
    report = ingest_boundaries(SHIPPED, "f", places())
    assert report.status == "unreadable" and rules(report.issues) == ["outlines_stopped"]


def test_the_child_process_reads_a_geopackage_of_seven_oblasts(tmp_path: Path) -> None:
    content = geopackage(tmp_path, adm1=seven_oblasts().to_crs(32643))
    report = ingest_boundaries(content, "f.gpkg", places(), layer="adm1")
    assert dict(report.merged_units) == WITHIN and rules(report.corrections) == [
        "bishkek_within",
        "osh_within",
    ]
    assert all(isinstance(p, Issue) for p in report.corrections) and len(report.shapes) == 7
    assert gpd.read_file(io.BytesIO(geojson(report.shapes))).is_valid.all()


def test_every_rule_has_a_message() -> None:
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in Path(boundary_file.__file__).parent.glob("*.py")
    )
    for rule in ("no_content", "another_country", "swapped_axes", "not_degrees", "osh_within"):
        assert rule in RULES and f'"{rule}"' in source


def test_a_layer_of_raions_is_reported_rather_than_one_of_the_country(tmp_path: Path) -> None:
    country = gpd.GeoDataFrame({"GID_0": ["KGZ"]}, geometry=[shapely.box(70, 40, 80, 43)], crs=4326)
    content = geopackage(tmp_path, adm_0=country, adm_2=grid_of_raions())
    assert rules(ingest(content, tmp_path).issues) == ["raions"]
