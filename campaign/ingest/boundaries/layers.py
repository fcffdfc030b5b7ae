"""The layers of a boundary file: features with their words and geometry as they stand in the file.

Runs in the confined child only (see `outlines`). GeoJSON and TopoJSON are read without GDAL: its
readers choose by content, and some of them follow addresses or commands that a file names. Only a
GeoPackage and a shapefile, known by their first bytes, are given to it, under names of our own.
"""

from __future__ import annotations

import io
import json
import re
import warnings
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio  # type: ignore[import-untyped]
import pyproj
from shapely import Geometry
from shapely.geometry import MultiPolygon, Polygon, shape

from campaign.ingest.readers import zip_limits
from campaign.schema.issues import Issue

MOST_UNPACKED = 200_000_000
MOST_ENTRIES = 1_000
MOST_DEPTH = 64
MOST_FEATURES = 5_000
_SQLITE = b"SQLite format 3\0"
_SHAPEFILE = b"\x00\x00\x27\x0a"
_JSON = (".geojson", ".topojson", ".json")
_ARCHIVES = (".zip", ".7z", ".rar", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".kmz")
# Marks and blanks before the first letter, in UTF-8 and UTF-16.
_BLANK = re.compile(rb"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\0\s]*")
_GEO = re.compile(rb'"type"\s*:\s*"(?:FeatureCollection|Feature|Topology)"')
_STRINGS = re.compile(rb'"(?:[^"\\]++|\\.)*+(?:"|\\?\Z)', re.DOTALL)


class UnreadableLayers(Exception):
    """The file, or one layer of it, cannot be read; `problem` says why."""

    def __init__(self, issue: Issue) -> None:
        super().__init__(issue.rule)
        self.issue = issue


@dataclass(frozen=True, eq=False)
class Layer:
    """One layer: `features` has text columns ("" for no value) and a geometry, None if damaged.

    Its index is the number of the feature, from 1. Its crs is None where the file names none.
    """

    name: str | None
    features: gpd.GeoDataFrame
    corrections: tuple[Issue, ...] = ()


Layers = Mapping[str, Callable[[], Layer]]


def layers_of(content: bytes, file: str, folder: Path) -> Layers:
    """{name of a layer: how to read it} in the order of the file; the name is "" without layers.

    `folder` is a temporary one for what GDAL has to read. Raises `UnreadableLayers`, here or on
    reading.
    """
    if content.startswith(b"PK\x03\x04"):
        return _zipped(content, file, folder)
    if content.startswith(_SQLITE):
        return _geopackage(content, file, folder)
    if file.lower().endswith((".shp", ".shx", ".dbf", ".prj")) or content.startswith(_SHAPEFILE):
        raise UnreadableLayers(Issue(file, "bare_shapefile"))
    return _written(content, file)


def holds_boundaries(content: bytes) -> bool:
    """True where the first bytes, and the names in an archive, say that the file draws something.

    Whatever the file is called: a GeoJSON saved as .txt is one all the same.
    """
    if content.startswith((_SQLITE, _SHAPEFILE)):
        return True
    if content.startswith(b"PK"):
        return _draws(content)
    start = _BLANK.match(content)
    at = start.end() if start else 0
    return content[at : at + 1] == b"{" and _GEO.search(content.replace(b"\0", b"")) is not None


def _draws(content: bytes) -> bool:
    """True for an archive with layers in it that is no workbook."""
    try:
        names = [name.lower() for name in zipfile.ZipFile(io.BytesIO(content)).namelist()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    if any(name == "content.xml" or name.startswith("xl/") for name in names):
        return False
    return any(name.endswith((".shp", ".gpkg", *_JSON)) for name in names)


def without_network() -> None:
    """Nothing that a file names is ever fetched; for the whole process."""
    pyproj.network.set_network_enabled(False)
    pyogrio.set_gdal_config_options(
        {"CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none", "OGR_SQLITE_ALLOW_EXTERNAL_ACCESS": "NO"}
    )


# Text ---------------------------------------------------------------------------------------


def depth(content: bytes) -> int:
    """How deep brackets are nested, those inside strings not counted."""
    marks = np.frombuffer(_STRINGS.sub(b"", content), dtype=np.uint8)
    level = deepest = 0
    for start in range(0, len(marks), 1 << 20):
        part = marks[start : start + (1 << 20)]
        opened = np.isin(part, list(b"[{")).astype(np.int64)
        running = level + np.cumsum(opened - np.isin(part, list(b"]}")))
        level, deepest = int(running[-1]), max(deepest, int(running.max()))
    return deepest


def _written(content: bytes, file: str) -> Layers:
    corrections: tuple[Issue, ...] = ()
    try:
        utf_16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
        text = content.decode("utf-16" if utf_16 else "utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("windows-1251", errors="replace")
        decoded = {"encoding": "Windows-1251"}
        corrections = (Issue(file, "decoded", params=decoded),)
    if not text.lstrip().startswith("{"):
        raise UnreadableLayers(Issue(file, "not_boundaries"))
    if depth(text.encode()) > MOST_DEPTH:
        raise UnreadableLayers(Issue(file, "too_deep"))
    try:
        root = json.loads(text, parse_constant=lambda _: None)
    except (ValueError, RecursionError):
        raise UnreadableLayers(Issue(file, "broken_json")) from None
    if root.get("type") == "Topology":
        return _topojson(root, file, corrections)
    features = [root] if root.get("type") == "Feature" else root.get("features")
    if root.get("type") not in ("FeatureCollection", "Feature") or not isinstance(features, list):
        raise UnreadableLayers(Issue(file, "not_boundaries"))
    crs = _named_crs(root.get("crs"), file)
    return {"": lambda: Layer(None, _frame(features, _geometry, crs, file), corrections)}


def _named_crs(member: object, file: str) -> pyproj.CRS:
    # RFC 7946 knows degrees only; the older GeoJSON names another system in this member.
    try:
        return pyproj.CRS.from_user_input(member["properties"]["name"] if member else 4326)  # type: ignore[index]
    except (pyproj.exceptions.CRSError, LookupError, TypeError):
        raise UnreadableLayers(
            Issue(file, "unknown_projection", params={"crs": str(member)[:80]})
        ) from None


def _frame(
    features: list[Any],
    geometry: Callable[[dict[str, Any]], Geometry | None],
    crs: pyproj.CRS | None,
    file: str,
) -> gpd.GeoDataFrame:
    if len(features) > MOST_FEATURES:
        raise UnreadableLayers(Issue(file, "too_many_areas", params={"limit": MOST_FEATURES}))
    found = [feature if isinstance(feature, dict) else {} for feature in features]
    words = []
    for feature in found:
        given = feature.get("properties")
        row = dict(given) if isinstance(given, dict) else {}
        if isinstance(feature.get("id"), str | int):
            row["id" if "id" not in row else "@id"] = feature["id"]
        words.append({key: value for key, value in row.items() if key != "geometry"})
    table = pd.DataFrame(words, index=pd.RangeIndex(1, len(found) + 1), dtype="object")
    shapes = [_guarded(geometry, feature) for feature in found]
    return gpd.GeoDataFrame(_texts(table), geometry=shapes, crs=crs)


def _texts(table: pd.DataFrame) -> pd.DataFrame:
    """Every cell as text, "" where there is none."""
    return pd.DataFrame(
        {
            str(name): [
                "" if cell is None or cell != cell else str(cell)[:200] for cell in table[name]
            ]
            for name in table.columns
        },
        index=table.index,
    )


def _guarded(
    geometry: Callable[[dict[str, Any]], Geometry | None], feature: dict[str, Any]
) -> Geometry | None:
    try:
        return geometry(feature)
    except Exception:  # a damaged geometry fails in many ways; the feature's row is then named
        return None


def _geometry(feature: dict[str, Any]) -> Geometry | None:
    return shape(_flat(feature["geometry"])) if feature.get("geometry") else None


def _flat(geometry: dict[str, Any]) -> dict[str, Any]:
    """The geometry without what stands behind longitude and latitude: heights, or measures.

    RFC 7946 advises against more than three numbers, and readers are to pass over them; the
    national file of the humanitarian offices (COD-AB) has four, the last of them null.
    """
    if "geometries" in geometry:
        return {**geometry, "geometries": [_flat(part) for part in geometry["geometries"]]}
    return {**geometry, "coordinates": _positions(geometry["coordinates"])}


def _positions(coordinates: list[Any]) -> list[Any]:
    if coordinates and not isinstance(coordinates[0], list):
        return coordinates[:2]
    return [_positions(part) for part in coordinates]


# TopoJSON -----------------------------------------------------------------------------------


def _topojson(root: dict[str, Any], file: str, corrections: tuple[Issue, ...]) -> Layers:
    objects = root.get("objects")
    try:
        arcs = [_arc(arc, root.get("transform")) for arc in root["arcs"]]
    except (LookupError, TypeError, ValueError):
        raise UnreadableLayers(Issue(file, "broken_json")) from None
    if not isinstance(objects, dict) or not objects:
        raise UnreadableLayers(Issue(file, "not_boundaries"))

    def layer(name: str) -> Layer:
        held = objects[name] if isinstance(objects[name], dict) else {}
        features = held.get("geometries", [held])
        if not isinstance(features, list):
            raise UnreadableLayers(Issue(file, "broken_json"))
        # A topology has no place to name a system: by its specification it holds degrees.
        crs = pyproj.CRS.from_epsg(4326)
        return Layer(name, _frame(features, lambda f: _joined(f, arcs), crs, file), corrections)

    return {str(name): lambda name=name: layer(name) for name in objects}  # type: ignore[misc]


def _arc(arc: list[Any], transform: dict[str, Any] | None) -> np.ndarray:
    points = np.array([point[:2] for point in arc], dtype="float64").reshape(-1, 2)
    if transform is None:
        return points
    return points.cumsum(axis=0) * transform["scale"] + transform["translate"]


def _joined(feature: dict[str, Any], arcs: list[np.ndarray]) -> Geometry | None:
    def ring(numbers: list[int]) -> np.ndarray:
        lines = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
        # Where two arcs meet, both hold the point.
        return np.concatenate([lines[0], *(line[1:] for line in lines[1:])])

    def polygon(rings: list[list[int]]) -> Polygon:
        return Polygon(ring(rings[0]), [ring(hole) for hole in rings[1:]])

    if feature.get("type") == "Polygon":
        return polygon(feature["arcs"])
    if feature.get("type") == "MultiPolygon":
        return MultiPolygon([polygon(part) for part in feature["arcs"]])
    return None


# What GDAL reads ----------------------------------------------------------------------------


def _gdal(path: Path, file: str, layer: str | None, **options: Any) -> gpd.GeoDataFrame:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = pyogrio.read_dataframe(
                path,
                layer=layer,
                force_2d=True,
                on_invalid="ignore",
                max_features=MOST_FEATURES + 1,
                **options,
            )
    except Exception:  # the readers below raise their own kinds; whatever it is, it is no map
        raise UnreadableLayers(Issue(file, "not_boundaries")) from None
    if not isinstance(found, gpd.GeoDataFrame):
        raise UnreadableLayers(Issue(file, "no_areas"))
    if len(found) > MOST_FEATURES:
        raise UnreadableLayers(Issue(file, "too_many_areas", params={"limit": MOST_FEATURES}))
    found.index = pd.RangeIndex(1, len(found) + 1)
    words = _texts(found.drop(columns=found.geometry.name))
    return gpd.GeoDataFrame(words, geometry=found.geometry.to_numpy(), crs=found.crs)


def _geopackage(content: bytes, file: str, folder: Path) -> Layers:
    path = folder / f"{len(list(folder.iterdir()))}.gpkg"
    path.write_bytes(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            listed = pyogrio.list_layers(path)
    except Exception:
        raise UnreadableLayers(Issue(file, "not_boundaries")) from None
    names = [str(name) for name, kind in listed if kind is not None]
    if not names:
        raise UnreadableLayers(Issue(file, "no_areas"))
    return {name: lambda name=name: Layer(name, _gdal(path, file, name)) for name in names}  # type: ignore[misc]


def _shapefile(
    parts: Mapping[str, Callable[[], bytes]], name: str, file: str, folder: Path
) -> Layer:
    if ".dbf" not in parts:
        lacks = {"part": ".dbf", "name": name[:80]}
        raise UnreadableLayers(Issue(file, "shapefile_part", params=lacks))
    held = {suffix: read() for suffix, read in parts.items()}
    if not held[".shp"].startswith(_SHAPEFILE):
        raise UnreadableLayers(Issue(file, "not_boundaries"))
    home = folder / f"{len(list(folder.iterdir()))}"
    home.mkdir()
    for suffix, content in held.items():
        (home / f"layer{suffix}").write_bytes(content)
    corrections: tuple[Issue, ...] = ()
    if ".shx" not in parts:
        # Only an index to the .shp, which GDAL makes anew.
        pyogrio.set_gdal_config_options({"SHAPE_RESTORE_SHX": "YES"})
        corrections = (Issue(file, "index_rebuilt", params={"name": name[:80]}),)
    options = {} if ".cpg" in held else {"encoding": _dbf_encoding(held[".dbf"])}
    return Layer(name, _gdal(home / "layer.shp", file, None, **options), corrections)


def _dbf_encoding(content: bytes) -> str:
    """Without a .cpg the words are in UTF-8, or in the code page of a Russian Windows."""
    head = int.from_bytes(content[8:10], "little")
    try:
        content[head:].decode("utf-8")
    except UnicodeDecodeError:
        return "cp1251"
    return "utf-8"


# Archives -----------------------------------------------------------------------------------


def _zipped(content: bytes, file: str, folder: Path) -> Layers:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = [m for m in archive.infolist() if not m.is_dir() and _is_own(m.filename)]
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise UnreadableLayers(Issue(file, "damaged_archive")) from None
    if len(members) > MOST_ENTRIES or sum(m.file_size for m in members) > MOST_UNPACKED:
        raise UnreadableLayers(Issue(file, "archive_too_big"))
    for member in members:
        if member.filename.lower().endswith(_ARCHIVES):
            held = {"name": PurePosixPath(member.filename).name[:80]}
            raise UnreadableLayers(Issue(file, "nested_archive", params=held))
        if member.flag_bits & 1:
            raise UnreadableLayers(Issue(file, "locked"))

    def reader(member: zipfile.ZipInfo) -> Callable[[], bytes]:
        return lambda: _measured(archive, member.filename, file)

    layers: dict[str, Callable[[], Layer]] = {}
    for stem, parts in _shapefiles(members).items():
        readers = {suffix: reader(member) for suffix, member in parts.items()}
        name = _free(PurePosixPath(stem).name, layers)
        layers[name] = lambda r=readers, n=name: _shapefile(r, n, file, folder)  # type: ignore[misc]
    for member in members:
        path = PurePosixPath(member.filename)
        if path.suffix.lower() in (".gpkg", *_JSON):
            _add(layers, path.stem, reader(member)(), file, folder)
    if not layers:
        raise UnreadableLayers(Issue(file, "no_boundaries_inside"))
    return layers


def _measured(archive: zipfile.ZipFile, name: str, file: str) -> bytes:
    try:
        return b"".join(zip_limits.pieces(archive, name))
    except zip_limits.UnsafeArchiveError as refused:
        rule = "archive_too_big" if refused.rule == "unpacks_too_big" else "damaged_archive"
        raise UnreadableLayers(Issue(file, rule)) from None


def _is_own(name: str) -> bool:
    """False for what a Mac puts into an archive beside the files."""
    path = PurePosixPath(name)
    return "__MACOSX" not in path.parts and not path.name.startswith(".")


def _shapefiles(members: Iterable[zipfile.ZipInfo]) -> dict[str, dict[str, zipfile.ZipInfo]]:
    """{path without its suffix: {suffix: member}} of every shapefile, in any folder."""
    parts: dict[str, dict[str, zipfile.ZipInfo]] = {}
    stems: dict[str, str] = {}
    for member in members:
        path = PurePosixPath(member.filename)
        if path.suffix.lower() in (".shp", ".shx", ".dbf", ".prj", ".cpg"):
            stem = str(path.with_suffix(""))
            stems.setdefault(stem.casefold(), stem)
            parts.setdefault(stem.casefold(), {})[path.suffix.lower()] = member
    return {stems[stem]: found for stem, found in parts.items() if ".shp" in found}


def _add(
    layers: dict[str, Callable[[], Layer]], stem: str, content: bytes, file: str, folder: Path
) -> None:
    """The layers of a file inside an archive; one that cannot be read says so when it is asked."""
    try:
        inner = (
            _geopackage(content, file, folder)
            if content.startswith(_SQLITE)
            else _written(content, file)
        )
    except UnreadableLayers as broken:
        layers[_free(stem, layers)] = lambda broken=broken: _raise(broken)  # type: ignore[misc]
        return
    for name, read in inner.items():
        layers[_free(name or stem, layers)] = read


def _raise(broken: UnreadableLayers) -> Layer:
    raise broken


def _free(name: str, names: Mapping[str, object]) -> str:
    number = 2
    free = name
    while free in names:
        free, number = f"{name} ({number})", number + 1
    return free
