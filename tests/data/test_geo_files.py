"""The shipped boundaries: units, valid geometry, winding order of RFC 7946, areas, file size."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from tests.campaigns import REGIONS

GEO = Path(__file__).resolve().parents[2] / "geo"
BOUNDARIES = GEO / "kgz_oblasts.geojson"
UNITS = {*REGIONS}
EQUAL_AREA = "+proj=aea +lat_1=39.5 +lat_2=43 +lat_0=41 +lon_0=75 +datum=WGS84 +units=m"
# The official areas of Osh and Chui oblasts include the cities, which are separate units here.
WITH_CITY = {"KG-O": "KG-GO", "KG-C": "KG-GB"}
ATTRIBUTION = (
    "Boundaries: Made with Natural Earth (naturalearthdata.com), 1:10m admin-1, public domain; "
    "generalized. Osh city is a symbol."
)


@pytest.fixture(scope="module")
def features() -> list[dict]:
    return json.loads(BOUNDARIES.read_text(encoding="utf-8"))["features"]


@pytest.fixture(scope="module")
def shapes(features: list[dict]) -> gpd.GeoSeries:
    geometry = [shapely.from_geojson(json.dumps(feature["geometry"])) for feature in features]
    return gpd.GeoSeries(geometry, index=[feature["id"] for feature in features], crs=4326)


def numbers(feature: dict) -> list[float]:
    def walk(node: list) -> list[float]:
        if isinstance(node, list):
            return [number for child in node for number in walk(child)]
        return [node]

    return walk(feature["geometry"]["coordinates"])


def rings(shape: shapely.Polygon | shapely.MultiPolygon) -> list[tuple[bool, shapely.LinearRing]]:
    """(True for an exterior ring, ring) for each ring."""
    ring_list: list[tuple[bool, shapely.LinearRing]] = []
    for part in getattr(shape, "geoms", [shape]):
        ring_list.append((True, part.exterior))
        ring_list += [(False, hole) for hole in part.interiors]
    return ring_list


def test_nine_units_by_their_iso_codes(features: list[dict]) -> None:
    assert len(features) == 9
    assert {feature["id"] for feature in features} == UNITS
    assert all(feature["properties"]["iso_code"] == feature["id"] for feature in features)


def test_only_osh_city_is_schematic(features: list[dict]) -> None:
    schematic = {
        f["id"]: f["properties"]["schematic"] for f in features if len(f["properties"]) > 1
    }
    assert schematic == {"KG-GO": True}


def test_units_are_valid_and_neither_overlap_nor_leave_gaps(shapes: gpd.GeoSeries) -> None:
    assert shapes.is_valid.all()
    assert set(shapes.geom_type) <= {"Polygon", "MultiPolygon"}
    assert shapely.coverage_is_valid(shapes.to_numpy())


def test_rings_have_the_winding_order_of_rfc_7946(shapes: gpd.GeoSeries) -> None:
    for code, shape in shapes.items():
        for exterior, ring in rings(shape):
            assert shapely.is_ccw(ring) == exterior, code


def test_coordinates_have_four_decimals_and_lie_in_the_country(features: list[dict]) -> None:
    for feature in features:
        coordinates = numbers(feature)
        assert all(number == round(number, 4) for number in coordinates)
        assert all(69 < lon < 81 for lon in coordinates[::2])
        assert all(39 < lat < 44 for lat in coordinates[1::2])


def test_areas_are_close_to_the_official_ones(shapes: gpd.GeoSeries) -> None:
    measured = shapes.to_crs(EQUAL_AREA).area / 1e6
    with (GEO / "oblasts.csv").open(encoding="utf-8", newline="") as file:
        official = {
            row["iso_code"]: float(row["area_km2"])
            for row in csv.DictReader(file)
            if row["kind"] == "oblast"
        }
    assert len(official) == 7
    for code, area in official.items():
        shape_area = measured[code] + (measured[WITH_CITY[code]] if code in WITH_CITY else 0)
        assert shape_area == pytest.approx(area, rel=0.06), code


def test_osh_city_is_a_five_kilometre_disc_inside_osh_oblast(shapes: gpd.GeoSeries) -> None:
    city = shapes.to_crs(EQUAL_AREA)["KG-GO"]
    assert city.area / 1e6 == pytest.approx(3.1416 * 25, rel=0.01)
    assert shapes["KG-GO"].centroid.distance(shapely.Point(72.798, 40.530)) < 0.001
    assert shapes["KG-O"].intersection(shapes["KG-GO"]).area == 0


def test_file_stays_small() -> None:
    assert BOUNDARIES.stat().st_size < 80_000


def test_readme_has_attribution_hashes_and_disclaimer() -> None:
    text = (GEO / "README.md").read_text(encoding="utf-8")
    assert ATTRIBUTION in text
    script = (GEO / "build_boundaries.py").read_text(encoding="utf-8")
    hashes = re.findall(r"\b[0-9a-f]{64}\b", script)
    assert len(hashes) == 2
    assert all(digest in text for digest in hashes)
    for words in ("opinion concerning the legal status", "правового статуса", "укуктук макамы"):
        assert words in " ".join(text.split())
