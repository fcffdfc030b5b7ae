"""The arcs of TopoJSON are joined to areas."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import shapely

from tests.ingest.boundaries.boundary_files import (
    read_layer,
    shipped,
    topojson,
)


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


def test_a_missing_arc_removes_only_its_feature(tmp_path: Path) -> None:
    root = json.loads(topojson(shipped()))
    root["objects"]["oblasts"]["geometries"][3]["arcs"] = [[[99_999]]]
    layer = read_layer(json.dumps(root).encode(), "a.json", tmp_path)
    assert layer.features.index[layer.features.geometry.isna()].tolist() == [4]
