"""The layers of a TopoJSON file: areas are built from arcs that neighbours share."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyproj
from shapely import Geometry
from shapely.geometry import MultiPolygon, Polygon

from campaign.ingest.boundaries.layer import Layer, Layers, UnreadableLayersError, build_features
from campaign.schema.issues import Issue


def read_topology(root: dict[str, Any], file: str, corrections: tuple[Issue, ...]) -> Layers:
    """Return {name: function that reads it} for each object; every layer has these `corrections`.

    Raises `UnreadableLayersError`, here or when a layer is read.
    """
    objects = root.get("objects")
    try:
        arcs = [_decode_arc(arc, root.get("transform")) for arc in root["arcs"]]
    except (LookupError, TypeError, ValueError):
        raise UnreadableLayersError(Issue(file, "broken_json")) from None
    if not isinstance(objects, dict) or not objects:
        raise UnreadableLayersError(Issue(file, "not_boundaries"))

    def read_layer(name: str) -> Layer:
        collection = objects[name] if isinstance(objects[name], dict) else {}
        features = collection.get("geometries", [collection])
        if not isinstance(features, list):
            raise UnreadableLayersError(Issue(file, "broken_json"))
        # TopoJSON cannot name a projection; its specification prescribes degrees.
        crs = pyproj.CRS.from_epsg(4326)
        frame = build_features(features, lambda feature: _join_arcs(feature, arcs), crs, file)
        return Layer(name, frame, corrections)

    return {str(name): lambda name=name: read_layer(name) for name in objects}  # type: ignore[misc]


def _decode_arc(arc: list[Any], transform: dict[str, Any] | None) -> np.ndarray:
    points = np.array([point[:2] for point in arc], dtype="float64").reshape(-1, 2)
    if transform is None:
        return points
    return points.cumsum(axis=0) * transform["scale"] + transform["translate"]


def _join_arcs(feature: dict[str, Any], arcs: list[np.ndarray]) -> Geometry | None:
    def ring(numbers: list[int]) -> np.ndarray:
        lines = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
        # Two arcs that meet both contain the common point.
        return np.concatenate([lines[0], *(line[1:] for line in lines[1:])])

    def polygon(rings: list[list[int]]) -> Polygon:
        return Polygon(ring(rings[0]), [ring(hole) for hole in rings[1:]])

    if feature.get("type") == "Polygon":
        return polygon(feature["arcs"])
    if feature.get("type") == "MultiPolygon":
        return MultiPolygon([polygon(part) for part in feature["arcs"]])
    return None
