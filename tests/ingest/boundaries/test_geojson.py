"""GeoJSON is read in every encoding and version, within limits."""

from __future__ import annotations

import json
from pathlib import Path

from campaign.ingest.boundaries.geojson import measure_depth
from campaign.ingest.boundaries.layer import MOST_FEATURES
from tests.ingest.boundaries.boundary_files import (
    SHIPPED,
    features,
    geojson,
    has_shipped_shapes,
    read_layer,
    rule_of,
    shipped,
    with_columns,
)


def test_geojson_keeps_order_properties_and_shapes(tmp_path: Path) -> None:
    layer = read_layer(SHIPPED, "a.geojson", tmp_path)
    assert has_shipped_shapes(layer) and layer.name is None
    assert list(layer.features["iso_code"]) == list(shipped()["iso_code"])
    assert list(layer.features.index) == list(range(1, 10))
    assert layer.features.crs.to_epsg() == 4326
    assert set(layer.features["schematic"]) == {"", "True"}


def test_the_id_of_a_feature_is_a_column(tmp_path: Path) -> None:
    assert list(read_layer(SHIPPED, "a.json", tmp_path).features["id"])[:2] == ["KG-B", "KG-C"]


def test_geojson_in_windows_1251_is_read_with_a_correction(tmp_path: Path) -> None:
    units = with_columns(shipped(), name=lambda code: "Баткенская область")
    content = json.dumps(json.loads(geojson(units)), ensure_ascii=False).encode("cp1251")
    layer = read_layer(content, "a.geojson", tmp_path)
    assert layer.features["name"].iloc[0] == "Баткенская область"
    assert [p.rule for p in layer.corrections] == ["decoded"]


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


def test_measure_depth_ignores_brackets_in_strings() -> None:
    assert measure_depth(b'{"a": [[1], {"b": "]]]]\\"[[[["}]}') == 3
    assert measure_depth(b'{"a": "' + b"[" * 100) == 1
    assert measure_depth(b"[" * 3_000_000) == 3_000_000


def test_deep_brackets_are_rejected_before_parsing(tmp_path: Path) -> None:
    nest = b'{"type":"FeatureCollection","features":' + b"[" * 100_000 + b"]" * 100_000 + b"}"
    assert rule_of(nest, "a.json", tmp_path) == "too_deep"
    # Brackets inside a string do not balance those outside.
    hidden = nest.replace(b"[[[[", b'["]]]]",[[[', 1)
    assert rule_of(hidden, "a.json", tmp_path) == "too_deep"


def test_too_many_features_are_an_issue(tmp_path: Path) -> None:
    content = features(*[({}, None)] * (MOST_FEATURES + 1))
    assert rule_of(content, "a.json", tmp_path) == "too_many_areas"
