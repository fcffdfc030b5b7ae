"""Boundary files in JSON: GeoJSON is read here, TopoJSON by `topojson`."""

from __future__ import annotations

import json
import re
from typing import Any

import numpy as np
import pyproj
from shapely import Geometry
from shapely.geometry import MultiPolygon, Polygon, shape

from campaign.ingest.boundaries.layer import Layer, Layers, UnreadableLayersError, build_features
from campaign.schema.issues import Issue

SUFFIXES = (".geojson", ".topojson", ".json")
MOST_DEPTH = 64
# Byte order marks and blanks before the first letter, in UTF-8 and UTF-16.
_BLANK = re.compile(rb"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\0\s]*")
_TYPE = re.compile(rb'"type"\s*:\s*"(?:FeatureCollection|Feature|Topology)"')
_STRINGS = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)', re.DOTALL)


def is_geojson(content: bytes) -> bool:
    """Return True for JSON text that names a type of GeoJSON or TopoJSON."""
    blank = _BLANK.match(content)
    at = blank.end() if blank else 0
    return content[at : at + 1] == b"{" and _TYPE.search(content.replace(b"\0", b"")) is not None


def read_json(content: bytes, file: str) -> Layers:
    """Return the layers of a GeoJSON or TopoJSON file.

    Its encoding is UTF-8, UTF-16 with a byte order mark, or else Windows-1251. Raises
    `UnreadableLayersError`, here or when a layer is read.
    """
    text, corrections = _decode(content, file)
    if not text.lstrip().startswith("{"):
        raise UnreadableLayersError(Issue(file, "not_boundaries"))
    if measure_depth(text.encode()) > MOST_DEPTH:
        raise UnreadableLayersError(Issue(file, "too_deep"))
    try:
        root = json.loads(text, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        raise UnreadableLayersError(Issue(file, "broken_json")) from None
    if root.get("type") == "Topology":
        return _read_topology(root, file, corrections)
    features = [root] if root.get("type") == "Feature" else root.get("features")
    if root.get("type") not in ("FeatureCollection", "Feature") or not isinstance(features, list):
        raise UnreadableLayersError(Issue(file, "not_boundaries"))
    crs = _read_crs(root.get("crs"), file)
    return {"": lambda: Layer(None, build_features(features, _to_geometry, crs, file), corrections)}


def measure_depth(content: bytes) -> int:
    """Return the greatest depth of nested brackets; brackets in strings are not counted."""
    brackets = np.frombuffer(_STRINGS.sub(b"", content), dtype=np.uint8)
    level = deepest = 0
    for start in range(0, len(brackets), 1 << 20):
        part = brackets[start : start + (1 << 20)]
        openings = np.isin(part, list(b"[{")).astype(np.int64)
        levels = level + np.cumsum(openings - np.isin(part, list(b"]}")))
        level, deepest = int(levels[-1]), max(deepest, int(levels.max()))
    return deepest


def _decode(content: bytes, file: str) -> tuple[str, tuple[Issue, ...]]:
    try:
        utf_16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
        return content.decode("utf-16" if utf_16 else "utf-8-sig"), ()
    except UnicodeDecodeError:
        text = content.decode("windows-1251", errors="replace")
        return text, (Issue(file, "decoded", params={"encoding": "Windows-1251"}),)


def _read_crs(member: object, file: str) -> pyproj.CRS:
    # RFC 7946 allows degrees only; files of the older GeoJSON may name another projection here.
    try:
        return pyproj.CRS.from_user_input(member["properties"]["name"] if member else 4326)  # type: ignore[index]
    except (pyproj.exceptions.CRSError, LookupError, TypeError):
        raise UnreadableLayersError(
            Issue(file, "unknown_projection", params={"crs": str(member)[:80]})
        ) from None


def _to_geometry(feature: dict[str, Any]) -> Geometry | None:
    return shape(_flatten(feature["geometry"])) if feature.get("geometry") else None


def _flatten(geometry: dict[str, Any]) -> dict[str, Any]:
    """Return the geometry with longitude and latitude only, without heights and measures.

    RFC 7946 advises against more than three numbers, and readers may ignore them; the national file
    of the humanitarian offices (COD-AB) has four, the last of them null.
    """
    if "geometries" in geometry:
        return {**geometry, "geometries": [_flatten(part) for part in geometry["geometries"]]}
    return {**geometry, "coordinates": _flatten_coordinates(geometry["coordinates"])}


def _flatten_coordinates(coordinates: list[Any]) -> list[Any]:
    if coordinates and not isinstance(coordinates[0], list):
        return coordinates[:2]
    return [_flatten_coordinates(part) for part in coordinates]


def _read_topology(root: dict[str, Any], file: str, corrections: tuple[Issue, ...]) -> Layers:
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
