"""The layers of boundary files in every format; every unreadable file has its issue."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from pathlib import Path

import pytest
import shapely

from campaign.ingest.boundaries.layers import MOST_FEATURES, read_layers
from tests.ingest.boundaries.boundary_files import (
    SHIPPED,
    features,
    geojson,
    geopackage,
    has_shipped_shapes,
    read_layer,
    rule_of,
    shapefile,
    shipped,
    too_big_archive,
    topojson,
    with_columns,
    zip_files,
)


@pytest.mark.parametrize(
    ("content", "file", "rule"),
    [
        (b"date,oblast\n2017-07-31,KG-N\n", "a.csv", "not_boundaries"),
        (b'{"type": "gdal_streamed_alg", "command_line": "x"}', "a.json", "not_boundaries"),
        (b'{"type": "Topology", "arcs": []}', "a.json", "not_boundaries"),
        (b'{"type": "Topology", "objects": {"a": {}}, "arcs": [["x"]]}', "a.json", "broken_json"),
        (b'{"type": "FeatureCollection", "features": {}}', "a.json", "not_boundaries"),
        (SHIPPED[:-100], "a.geojson", "broken_json"),
        (struct.pack(">i", 9994) + bytes(96), "a.bin", "bare_shapefile"),
        (b"\x03", "a.dbf", "bare_shapefile"),
        (b"SQLite format 3\0" + bytes(2000), "a.gpkg", "not_boundaries"),
        (b"PK\x03\x04" + bytes(100), "a.zip", "damaged_archive"),
        (zip_files({"readme.txt": b"x"}), "a.zip", "no_boundaries_inside"),
        (
            zip_files({"deep/inner.zip": zip_files({"a.geojson": SHIPPED})}),
            "a.zip",
            "nested_archive",
        ),
        (zip_files({f"{i}.txt": b"" for i in range(1_001)}), "a.zip", "archive_too_big"),
    ],
)
def test_an_unreadable_file_has_the_issue_of_its_kind(
    content: bytes, file: str, rule: str, tmp_path: Path
) -> None:
    assert rule_of(content, file, tmp_path) == rule


def test_an_archive_too_big_is_not_unpacked(tmp_path: Path) -> None:
    assert rule_of(too_big_archive(), "a.zip", tmp_path) == "archive_too_big"


def test_geojson_keeps_order_properties_and_shapes(tmp_path: Path) -> None:
    layer = read_layer(SHIPPED, "a.geojson", tmp_path)
    assert has_shipped_shapes(layer) and layer.name is None
    assert list(layer.features["iso_code"]) == list(shipped()["iso_code"])
    assert list(layer.features.index) == list(range(1, 10))
    assert layer.features.crs.to_epsg() == 4326
    assert set(layer.features["schematic"]) == {"", "1"}


def test_the_id_of_a_feature_is_a_column(tmp_path: Path) -> None:
    assert list(read_layer(SHIPPED, "a.json", tmp_path).features["id"])[:2] == ["KG-B", "KG-C"]


def test_geojson_in_windows_1251_is_read_with_a_correction(tmp_path: Path) -> None:
    units = with_columns(shipped(), name=lambda code: "Баткенская область")
    content = json.dumps(json.loads(geojson(units)), ensure_ascii=False).encode("cp1251")
    layer = read_layer(content, "a.geojson", tmp_path)
    assert layer.features["name"].iloc[0] == "Баткенская область"
    assert list(layer.corrections) == ["decoded"]


def test_geojson_with_a_byte_order_mark_or_in_utf_16_is_read(tmp_path: Path) -> None:
    for content in (b"\xef\xbb\xbf" + SHIPPED, SHIPPED.decode().encode("utf-16")):
        assert has_shipped_shapes(read_layer(content, "a.geojson", tmp_path))


def test_the_projection_of_older_geojson_is_used(tmp_path: Path) -> None:
    root = json.loads(geojson(shipped().to_crs(32643)))
    root["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32643"}}
    layer = read_layer(json.dumps(root).encode(), "a.geojson", tmp_path)
    assert layer.features.crs.to_epsg() == 32643
    root["crs"]["properties"]["name"] = "EPSG:0"
    assert rule_of(json.dumps(root).encode(), "a.geojson", tmp_path) == "unknown_projection"


def test_a_damaged_geometry_removes_only_its_feature(tmp_path: Path) -> None:
    valid = {"type": "Polygon", "coordinates": [[[70, 40], [71, 40], [71, 41], [70, 40]]]}
    damaged = {"type": "Polygon", "coordinates": [[[70, "x"]]]}
    content = features(({"n": 1}, damaged), ({"n": 2}, valid), ({"n": 3}, None))
    layer = read_layer(content, "a.geojson", tmp_path)
    assert list(layer.features.geometry.isna()) == [True, False, True]
    assert list(layer.features["n"]) == ["1", "2", "3"]


def test_deep_brackets_are_rejected_before_parsing(tmp_path: Path) -> None:
    nest = b'{"type":"FeatureCollection","features":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    assert rule_of(nest, "a.json", tmp_path) == "too_deep"
    # Brackets inside a string do not balance those outside.
    hidden = nest.replace(b"[[[[", b'["]]]]",[[[', 1)
    assert rule_of(hidden, "a.json", tmp_path) == "too_deep"


def test_too_many_features_are_an_issue(tmp_path: Path) -> None:
    content = features(*[({}, None)] * (MOST_FEATURES + 1))
    assert rule_of(content, "a.json", tmp_path) == "too_many_areas"


def test_topojson_has_no_projection_and_is_read_as_degrees(tmp_path: Path) -> None:
    layer = read_layer(topojson(shipped()), "a.topojson", tmp_path)
    assert layer.name == "oblasts" and layer.features.crs.to_epsg() == 4326
    shapes = layer.features.geometry.to_numpy()
    differences = shapely.symmetric_difference(shapes, shipped().geometry.to_numpy())
    assert shapely.area(differences).max() < 1e-9
    assert list(layer.features["id"]) == list(shipped()["iso_code"])


def test_topojson_joins_arcs_that_two_areas_share(tmp_path: Path) -> None:
    # Two squares side by side; the second uses the shared arc in reverse order.
    squares = {
        "type": "Topology",
        "objects": {
            "two": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Polygon", "arcs": [[0, 1]], "properties": {"name": "left"}},
                    {"type": "Polygon", "arcs": [[2, -1]], "properties": {"name": "right"}},
                ],
            }
        },
        "arcs": [
            [[71, 40], [71.2, 40.2], [71.1, 40.8], [71, 41]],
            [[71, 41], [70, 41], [70, 40], [71, 40]],
            [[71, 40], [72, 40], [72, 41], [71, 41]],
        ],
    }
    layer = read_layer(json.dumps(squares).encode(), "a.json", tmp_path)
    left, right = layer.features.geometry
    assert left.union(right).equals(shapely.box(70, 40, 72, 41)) and right.is_valid
    assert left.intersection(right).length == pytest.approx(left.boundary.length - 3)
    assert len(left.exterior.coords) == 7  # the point where two arcs meet is there once


def test_topojson_with_heights_and_measures_is_read(tmp_path: Path) -> None:
    root = json.loads(topojson(shipped()))
    # COD-AB has four numbers a point; GDAL alone would misread them.
    root["arcs"] = [[[*point, 0, None] for point in arc] for arc in root["arcs"]]
    shapes = read_layer(json.dumps(root).encode(), "a.json", tmp_path).features.geometry.to_numpy()
    differences = shapely.symmetric_difference(shapes, shipped().geometry.to_numpy())
    assert shapely.area(differences).max() < 1e-9


def test_a_missing_arc_removes_only_its_feature(tmp_path: Path) -> None:
    root = json.loads(topojson(shipped()))
    root["objects"]["oblasts"]["geometries"][3]["arcs"] = [[[3, 99_999]]]
    shapes = read_layer(json.dumps(root).encode(), "a.json", tmp_path).features.geometry
    assert shapes.index[shapes.is_empty].tolist() == [4]


def test_every_layer_of_a_geopackage_is_offered(tmp_path: Path) -> None:
    units = shipped().to_crs(32643)
    content = geopackage(tmp_path, country=units.dissolve(), oblasts=units)
    layers = read_layers(content, "a.gpkg", tmp_path)
    assert list(layers) == ["country", "oblasts"]
    layer = layers["oblasts"]()
    assert len(layer.features) == 9 and layer.features.crs.to_epsg() == 32643


def test_missing_properties_are_an_issue(tmp_path: Path) -> None:
    content = shapefile(tmp_path, shipped(), lacks=(".dbf",))
    assert rule_of(content, "a.zip", tmp_path) == "shapefile_part"


def test_windows_1251_text_without_a_code_page_file_is_read(tmp_path: Path) -> None:
    units = with_columns(shipped(), NAME=lambda code: "Чуйская")
    home = tmp_path / "parts"
    home.mkdir()
    units.to_file(home / "adm1.shp", encoding="cp1251")
    content = zip_files({p.name: p.read_bytes() for p in home.iterdir() if p.suffix != ".cpg"})
    assert set(read_layer(content, "a.zip", tmp_path).features["NAME"]) == {"Чуйская"}


def test_a_shapefile_in_a_folder_of_the_archive_is_read(tmp_path: Path) -> None:
    content = shapefile(tmp_path, shipped(), inside="download/Границы 2020/")
    layer = read_layer(content, "a.zip", tmp_path)
    assert layer.name == "adm1" and not layer.corrections
    assert list(layer.features["iso_code"]) == list(shipped()["iso_code"])


def test_files_that_a_mac_adds_are_ignored(tmp_path: Path) -> None:
    content = zip_files(
        {"oblasts.geojson": SHIPPED, "__MACOSX/._oblasts.geojson": b"\x00\x05\x16\x07"}
    )
    assert list(read_layers(content, "a.zip", tmp_path)) == ["oblasts"]


def test_a_directory_with_wrong_sizes_is_a_damaged_archive(tmp_path: Path) -> None:
    content = zip_files({"a.geojson": SHIPPED})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = struct.pack("<I", archive.infolist()[0].file_size)
    at = content.rindex(size)
    damaged = content[:at] + struct.pack("<I", 10) + content[at + 4 :]
    assert rule_of(damaged, "a.zip", tmp_path) == "damaged_archive"


def test_an_archive_with_a_password_is_an_issue(tmp_path: Path) -> None:
    content = bytearray(zip_files({"a.geojson": SHIPPED}))
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    assert rule_of(bytes(content), "a.zip", tmp_path) == "locked"
