"""Layers come out of every format, and a hostile or broken file comes out as its reason."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from pathlib import Path

import pytest
import shapely

from campaign.ingest.boundaries.geojson import measure_depth
from campaign.ingest.boundaries.layer import MOST_FEATURES, Layer, UnreadableLayers
from campaign.ingest.boundaries.layers import read_layers
from tests.ingest.boundaries.boundary_files import (
    SHIPPED,
    features,
    geojson,
    geopackage,
    keyed,
    shapefile,
    shipped,
    topojson,
    zipped,
)


def only(content: bytes, file: str, folder: Path) -> Layer:
    (read,) = read_layers(content, file, folder).values()
    return read()


def reason(content: bytes, file: str, folder: Path) -> str:
    with pytest.raises(UnreadableLayers) as caught:
        only(content, file, folder)
    return caught.value.issue.rule


def same_shapes(layer: Layer) -> bool:
    expected = shipped().geometry.to_numpy()
    found = layer.features.geometry.to_numpy()
    return bool(shapely.equals(shapely.normalize(found), shapely.normalize(expected)).all())


def test_geojson_keeps_order_words_and_shapes(tmp_path: Path) -> None:
    layer = only(SHIPPED, "a.geojson", tmp_path)
    assert same_shapes(layer) and layer.name is None
    assert list(layer.features["iso_code"]) == list(shipped()["iso_code"])
    assert list(layer.features.index) == list(range(1, 10))
    assert layer.features.crs.to_epsg() == 4326
    assert set(layer.features["schematic"]) == {"", "True"}


def test_the_id_of_a_feature_is_a_column(tmp_path: Path) -> None:
    assert list(only(SHIPPED, "a.json", tmp_path).features["id"])[:2] == ["KG-B", "KG-C"]


def test_geojson_in_windows_1251_is_read_and_said(tmp_path: Path) -> None:
    units = keyed(shipped(), name=lambda code: "Баткенская область")
    content = json.dumps(json.loads(geojson(units)), ensure_ascii=False).encode("cp1251")
    layer = only(content, "a.geojson", tmp_path)
    assert layer.features["name"].iloc[0] == "Баткенская область"
    assert [p.rule for p in layer.corrections] == ["decoded"]


def test_geojson_with_a_byte_order_mark_or_in_utf_16(tmp_path: Path) -> None:
    for content in (b"\xef\xbb\xbf" + SHIPPED, SHIPPED.decode().encode("utf-16")):
        assert same_shapes(only(content, "a.geojson", tmp_path))


def test_geojson_of_the_old_kind_names_its_system(tmp_path: Path) -> None:
    held = json.loads(geojson(shipped().to_crs(32643)))
    held["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32643"}}
    layer = only(json.dumps(held).encode(), "a.geojson", tmp_path)
    assert layer.features.crs.to_epsg() == 32643
    held["crs"]["properties"]["name"] = "EPSG:0"
    assert reason(json.dumps(held).encode(), "a.geojson", tmp_path) == "unknown_projection"


def test_a_damaged_geometry_costs_its_feature_only(tmp_path: Path) -> None:
    whole = {"type": "Polygon", "coordinates": [[[70, 40], [71, 40], [71, 41], [70, 40]]]}
    broken = {"type": "Polygon", "coordinates": [[[70, "x"]]]}
    content = features(({"n": 1}, broken), ({"n": 2}, whole), ({"n": 3}, None))
    layer = only(content, "a.geojson", tmp_path)
    assert list(layer.features.geometry.isna()) == [True, False, True]
    assert list(layer.features["n"]) == ["1", "2", "3"]


def test_topojson_has_no_system_and_is_read_as_degrees(tmp_path: Path) -> None:
    layer = only(topojson(shipped()), "a.topojson", tmp_path)
    assert layer.name == "oblasts" and layer.features.crs.to_epsg() == 4326
    found = layer.features.geometry.to_numpy()
    apart = shapely.symmetric_difference(found, shipped().geometry.to_numpy())
    assert shapely.area(apart).max() < 1e-9
    assert list(layer.features["id"]) == list(shipped()["iso_code"])


def test_topojson_joins_arcs_that_two_areas_share(tmp_path: Path) -> None:
    # Two squares side by side; the second walks the shared arc backwards.
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
    layer = only(json.dumps(squares).encode(), "a.json", tmp_path)
    left, right = layer.features.geometry
    assert left.union(right).equals(shapely.box(70, 40, 72, 41)) and right.is_valid
    assert left.intersection(right).length == pytest.approx(left.boundary.length - 3)
    assert len(left.exterior.coords) == 7  # no point twice where arcs meet


def test_topojson_with_a_missing_arc_costs_its_feature(tmp_path: Path) -> None:
    held = json.loads(topojson(shipped()))
    held["objects"]["oblasts"]["geometries"][3]["arcs"] = [[[99_999]]]
    layer = only(json.dumps(held).encode(), "a.json", tmp_path)
    assert layer.features.index[layer.features.geometry.isna()].tolist() == [4]


def test_every_layer_of_a_geopackage_is_offered(tmp_path: Path) -> None:
    units = shipped().to_crs(32643)
    content = geopackage(tmp_path, country=units.dissolve(), oblasts=units)
    found = read_layers(content, "a.gpkg", tmp_path)
    assert list(found) == ["country", "oblasts"]
    layer = found["oblasts"]()
    assert len(layer.features) == 9 and layer.features.crs.to_epsg() == 32643


def test_a_shapefile_in_a_folder_of_the_archive(tmp_path: Path) -> None:
    content = shapefile(tmp_path, shipped(), inside="download/Границы 2020/")
    layer = only(content, "a.zip", tmp_path)
    assert layer.name == "adm1" and not layer.corrections
    assert list(layer.features["iso_code"]) == list(shipped()["iso_code"])


def test_a_missing_index_is_made_anew_and_said(tmp_path: Path) -> None:
    layer = only(shapefile(tmp_path, shipped(), lacks=(".shx",)), "a.zip", tmp_path)
    assert len(layer.features) == 9 and [p.rule for p in layer.corrections] == ["index_rebuilt"]


def test_a_missing_projection_is_left_open(tmp_path: Path) -> None:
    assert (
        only(shapefile(tmp_path, shipped(), lacks=(".prj",)), "a.zip", tmp_path).features.crs
        is None
    )


def test_missing_words_are_explained(tmp_path: Path) -> None:
    content = shapefile(tmp_path, shipped(), lacks=(".dbf",))
    assert reason(content, "a.zip", tmp_path) == "shapefile_part"


def test_words_of_a_russian_windows_without_a_code_page_file(tmp_path: Path) -> None:
    units = keyed(shipped(), NAME=lambda code: "Чуйская")
    home = tmp_path / "parts"
    home.mkdir()
    units.to_file(home / "adm1.shp", encoding="cp1251")
    content = zipped({p.name: p.read_bytes() for p in home.iterdir() if p.suffix != ".cpg"})
    assert set(only(content, "a.zip", tmp_path).features["NAME"]) == {"Чуйская"}


def test_what_a_mac_adds_is_passed_over(tmp_path: Path) -> None:
    content = zipped(
        {"oblasts.geojson": SHIPPED, "__MACOSX/._oblasts.geojson": b"\x00\x05\x16\x07"}
    )
    assert list(read_layers(content, "a.zip", tmp_path)) == ["oblasts"]


@pytest.mark.parametrize(
    ("content", "file", "rule"),
    [
        (b"date,oblast\n2017-07-31,KG-N\n", "a.csv", "not_boundaries"),
        (b'{"type": "gdal_streamed_alg", "command_line": "x"}', "a.json", "not_boundaries"),
        (b'{"type": "Topology", "arcs": []}', "a.json", "not_boundaries"),
        (b'{"type": "FeatureCollection", "features": {}}', "a.json", "not_boundaries"),
        (SHIPPED[:-100], "a.geojson", "broken_json"),
        (struct.pack(">i", 9994) + bytes(96), "a.bin", "bare_shapefile"),
        (b"\x03", "a.dbf", "bare_shapefile"),
        (b"SQLite format 3\0" + bytes(2000), "a.gpkg", "not_boundaries"),
        (b"PK\x03\x04" + bytes(100), "a.zip", "damaged_archive"),
        (zipped({"readme.txt": b"x"}), "a.zip", "no_boundaries_inside"),
        (zipped({"deep/inner.zip": zipped({"a.geojson": SHIPPED})}), "a.zip", "nested_archive"),
        (zipped({"a.geojson": b"\0" * 250_000_000}), "a.zip", "archive_too_big"),
        (zipped({f"{i}.txt": b"" for i in range(1_001)}), "a.zip", "archive_too_big"),
    ],
)
def test_reasons(content: bytes, file: str, rule: str, tmp_path: Path) -> None:
    assert reason(content, file, tmp_path) == rule


def test_a_lying_directory_is_a_damaged_archive(tmp_path: Path) -> None:
    content = zipped({"a.geojson": SHIPPED})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = struct.pack("<I", archive.infolist()[0].file_size)
    at = content.rindex(size)
    lying = content[:at] + struct.pack("<I", 10) + content[at + 4 :]
    assert reason(lying, "a.zip", tmp_path) == "damaged_archive"


def test_an_archive_under_a_password(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.geojson": SHIPPED}))
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    assert reason(bytes(content), "a.zip", tmp_path) == "locked"


def test_depth_counts_brackets_outside_strings() -> None:
    assert measure_depth(b'{"a": [[1], {"b": "]]]]\\"[[[["}]}') == 3
    assert measure_depth(b'{"a": "' + b"[" * 100) == 1
    assert measure_depth(b"[" * 3_000_000) == 3_000_000


def test_a_nest_of_brackets_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    nest = b'{"type":"FeatureCollection","features":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    assert reason(nest, "a.json", tmp_path) == "too_deep"
    # Brackets inside a string do not make up for those outside.
    hidden = nest.replace(b"[[[[", b'["]]]]",[[[', 1)
    assert reason(hidden, "a.json", tmp_path) == "too_deep"


def test_more_features_than_a_map_can_hold(tmp_path: Path) -> None:
    content = features(*[({}, None)] * (MOST_FEATURES + 1))
    assert reason(content, "a.json", tmp_path) == "too_many_areas"
