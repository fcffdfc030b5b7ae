"""The layers of a boundary file of any format, which its first bytes determine.

Runs in the sandboxed child only (see `boundary_child`), except `holds_boundaries`. GDAL reads every
format under a neutral name and by its own driver: some of GDAL's drivers, which it chooses by
content, follow addresses or commands in a file. JSON is parsed and written anew for it.
"""

from __future__ import annotations

import io
import itertools
import json
import re
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, NoReturn

import geopandas as gpd
import pyogrio  # type: ignore[import-untyped]
import pyproj

from campaign.ingest.readers import zip_limits

MOST_FEATURES = 5_000
MOST_UNPACKED = 200_000_000
MOST_ENTRIES = 1_000
_LONGEST_TEXT = 200
_GEOPACKAGE_START = b"SQLite format 3\0"
_SHAPEFILE_START = b"\x00\x00\x27\x0a"
_SHAPEFILE_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_JSON_SUFFIXES = (".geojson", ".topojson", ".json")
_ARCHIVES = (".zip", ".7z", ".rar", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".kmz")
_JSON_TYPE = re.compile(rb'"type"\s*:\s*"(?:FeatureCollection|Feature|Topology)"')
_BLANKS_AND_MARKS = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n\v\f"


class UnreadableLayersError(Exception):
    """The file, or one layer of it, cannot be read; `rule` and `params` are those of the issue."""

    def __init__(self, rule: str, **params: str | int) -> None:
        super().__init__(rule)
        self.rule = rule
        self.params = params


Corrections = Mapping[str, Mapping[str, str | int]]
"""{rule of a correction: parameters of its message}."""


@dataclass(frozen=True, eq=False)
class Layer:
    """One layer: `features` has text columns ("" for no value) and a geometry, None if damaged.

    The index of `features` numbers them from 1; its crs is None if the file names none."""

    name: str | None
    features: gpd.GeoDataFrame
    corrections: Corrections = field(default_factory=dict)


Layers = Mapping[str, Callable[[], Layer]]
"""{name of a layer: function that reads it}; the name is "" in a format without layers.
"""


def holds_boundaries(content: bytes) -> bool:
    """Return True if the first bytes, or the names in an archive, are those of a boundary file.

    The name of the file does not matter: a GeoJSON may be saved as .txt. An archive that is a
    workbook or a data package is not a boundary file: its tables would be excluded silently.
    """
    if content.startswith((_GEOPACKAGE_START, _SHAPEFILE_START)):
        return True
    if not content.startswith(b"PK"):
        text = content.replace(b"\0", b"")
        return text.lstrip(_BLANKS_AND_MARKS)[:1] == b"{" and _JSON_TYPE.search(text) is not None
    try:
        names = [name.lower() for name in zipfile.ZipFile(io.BytesIO(content)).namelist()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    is_workbook = any(name == "content.xml" or name.startswith("xl/") for name in names)
    is_package = "datapackage.json" in names and any(name.endswith(".csv") for name in names)
    suffixes = (".shp", ".gpkg", *_JSON_SUFFIXES)
    return not is_workbook and not is_package and any(n.endswith(suffixes) for n in names)


def read_layers(content: bytes, file: str, folder: Path) -> Layers:
    """Return the layers in the order of the file, in an archive those of shapefiles first.

    Files that GDAL reads are written into `folder`, a temporary folder. Raises
    `UnreadableLayersError`, here or when a layer is read.
    """
    if content.startswith(b"PK\x03\x04"):
        return _read_archive(content, folder)
    is_part = file.lower().endswith((".shp", ".shx", ".dbf", ".prj"))
    if is_part or content.startswith(_SHAPEFILE_START):
        raise UnreadableLayersError("bare_shapefile")
    return _read_file(content, folder)


def disable_network() -> None:
    """Forbid GDAL to open addresses that a file refers to, for the whole process."""
    pyproj.network.set_network_enabled(False)
    pyogrio.set_gdal_config_options(
        {"CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none", "OGR_SQLITE_ALLOW_EXTERNAL_ACCESS": "NO"}
    )


def _read_file(content: bytes, folder: Path) -> Layers:
    """Return the layers of a GeoPackage, a GeoJSON or a TopoJSON file."""
    if not content.startswith(_GEOPACKAGE_START):
        try:
            return _read_json(content, folder)
        except RecursionError:
            raise UnreadableLayersError("too_deep") from None
    path = Path(tempfile.mkdtemp(dir=folder)) / "file.gpkg"
    path.write_bytes(content)
    names = _list_layers(str(path))
    if not names:
        raise UnreadableLayersError("no_areas")
    return {name: partial(_read_layer, name, str(path), layer=name) for name in names}


def _read_archive(content: bytes, folder: Path) -> Layers:
    """Return the layers of all boundary files in a ZIP archive, within its limits of size.

    A file in it that cannot be read becomes one layer, whose function raises the error.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise UnreadableLayersError("damaged_archive") from None
    # macOS adds its own files to an archive.
    members = [
        (PurePosixPath(member.filename), member)
        for member in archive.infolist()
        if not member.is_dir() and not re.search(r"(^|/)(__MACOSX/|\.[^/]*$)", member.filename)
    ]
    if len(members) > MOST_ENTRIES or sum(m.file_size for _, m in members) > MOST_UNPACKED:
        raise UnreadableLayersError("archive_too_big")
    shapefiles: dict[str, dict[str, PurePosixPath]] = {}
    others: list[PurePosixPath] = []
    for path, member in members:
        suffix = path.suffix.lower()
        if suffix in _ARCHIVES:
            raise UnreadableLayersError("nested_archive", name=path.name[:80])
        if member.flag_bits & 1:
            raise UnreadableLayersError("locked")
        if suffix in _SHAPEFILE_PARTS:
            shapefiles.setdefault(str(path.with_suffix("")).casefold(), {})[suffix] = path
        elif suffix in (".gpkg", *_JSON_SUFFIXES):
            others.append(path)
    layers: dict[str, Callable[[], Layer]] = {}
    for parts in shapefiles.values():
        if ".shp" in parts:
            name = _free_name(next(iter(parts.values())).stem, layers)
            layers[name] = partial(_read_shapefile, archive, parts, name, folder)
    for path in others:
        unpacked = _unpack(archive, path)
        try:
            inside = _read_file(unpacked, folder)
        except UnreadableLayersError as error:
            inside = {"": partial(_raise, error)}
        for layer, read in inside.items():
            layers[_free_name(layer or path.stem, layers)] = read
    if not layers:
        raise UnreadableLayersError("no_boundaries_inside")
    return layers


def _unpack(archive: zipfile.ZipFile, path: PurePosixPath) -> bytes:
    try:
        return b"".join(zip_limits.pieces(archive, str(path)))
    except zip_limits.UnsafeArchiveError as error:
        is_big = error.rule == "unpacks_too_big"
        raise UnreadableLayersError("archive_too_big" if is_big else "damaged_archive") from None


def _free_name(name: str, names: Mapping[str, object]) -> str:
    numbered = (f"{name} ({number})" for number in itertools.count(2))
    return next(free for free in itertools.chain([name], numbered) if free not in names)


def _raise(error: UnreadableLayersError) -> NoReturn:
    raise error


def _read_shapefile(
    archive: zipfile.ZipFile, parts: Mapping[str, PurePosixPath], name: str, folder: Path
) -> Layer:
    """Return the layer of the shapefile whose parts have these names in the archive, by suffix."""
    if ".dbf" not in parts:
        raise UnreadableLayersError("shapefile_part", part=".dbf", name=name[:80])
    home = Path(tempfile.mkdtemp(dir=folder))
    contents = {suffix: _unpack(archive, path) for suffix, path in parts.items()}
    if not contents[".shp"].startswith(_SHAPEFILE_START):
        raise UnreadableLayersError("not_boundaries")
    for suffix, content in contents.items():
        (home / f"layer{suffix}").write_bytes(content)
    corrections: dict[str, Mapping[str, str | int]] = {}
    if ".shx" not in parts:
        # The .shx is only an index of the .shp, and GDAL can create it.
        pyogrio.set_gdal_config_options({"SHAPE_RESTORE_SHX": "YES"})
        corrections["index_rebuilt"] = {"name": name[:80]}
    options: dict[str, Any] = {}
    if ".cpg" not in parts:
        dbf = contents[".dbf"]
        options["encoding"] = _decode(dbf[int.from_bytes(dbf[8:10], "little") :])[1]
    return _read_layer(name, str(home / "layer.shp"), corrections, **options)


def _list_layers(source: str) -> list[str]:
    """Return the names of the layers that have a geometry."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return [str(name) for name, kind in pyogrio.list_layers(source) if kind is not None]
    except Exception:  # GDAL and its drivers raise many errors; each means an unreadable file
        raise UnreadableLayersError("not_boundaries") from None


def _read_layer(
    name: str | None,
    source: str,
    corrections: Corrections | None = None,
    crs: object = None,
    **options: Any,
) -> Layer:
    """Return a layer read by GDAL, with cells of at most 200 characters; `crs` replaces its own."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            frame = pyogrio.read_dataframe(
                source,
                force_2d=True,
                on_invalid="fix",
                **({"max_features": MOST_FEATURES + 1} | options),
            )
    except Exception:
        raise UnreadableLayersError("not_boundaries") from None
    if not isinstance(frame, gpd.GeoDataFrame):
        raise UnreadableLayersError("no_areas")
    if len(frame) > MOST_FEATURES:
        raise UnreadableLayersError("too_many_areas", limit=MOST_FEATURES)
    properties = frame.drop(columns=frame.geometry.name).convert_dtypes().astype("string")
    texts = properties.fillna("").apply(lambda cells: cells.str[:_LONGEST_TEXT]).astype("object")
    shapes = frame.geometry.to_list()
    features = gpd.GeoDataFrame(texts, geometry=shapes, crs=crs or frame.crs)
    return Layer(name, features.set_axis(range(1, len(features) + 1)), corrections or {})


def _decode(content: bytes) -> tuple[str, str]:
    """Return the text and its encoding.

    It is UTF-8, UTF-16 with a byte order mark, or else the Russian one of Windows.
    """
    utf_16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    encoding = "utf-16" if utf_16 else "utf-8-sig"
    try:
        return content.decode(encoding), encoding
    except UnicodeDecodeError:
        return content.decode("windows-1251", errors="replace"), "windows-1251"


def _read_json(content: bytes, folder: Path) -> Layers:
    """Return the layers of GeoJSON or TopoJSON. Raises RecursionError if nested too deeply."""
    text, encoding = _decode(content)
    corrections = {"decoded": {"encoding": "Windows-1251"}} if encoding == "windows-1251" else {}
    if not text.lstrip().startswith("{"):
        raise UnreadableLayersError("not_boundaries")
    try:
        root = json.loads(text, parse_constant=lambda _: None)
    except ValueError:
        raise UnreadableLayersError("broken_json") from None
    path = Path(tempfile.mkdtemp(dir=folder)) / "file.json"
    if root.get("type") == "Topology":
        path.write_text(json.dumps(_clean_topology(root)), encoding="utf-8")
        source = f"TopoJSON:{path}"
        return {
            name: partial(_read_layer, name, source, corrections, crs=4326, layer=name)
            for name in _list_layers(source)
        }
    features = [root] if root.get("type") == "Feature" else root.get("features")
    if root.get("type") not in ("FeatureCollection", "Feature") or not isinstance(features, list):
        raise UnreadableLayersError("not_boundaries")
    # RFC 7946 allows degrees only; files of the older GeoJSON may name another projection here.
    member = root.get("crs")
    try:
        crs = pyproj.CRS.from_user_input(member["properties"]["name"] if member else 4326)
    except (pyproj.exceptions.CRSError, LookupError, TypeError):
        raise UnreadableLayersError("unknown_projection", crs=str(member)[:80]) from None
    objects = []
    for feature in features[: MOST_FEATURES + 1]:
        # GDAL would skip what is no feature, and the numbers of the others would change.
        members = {"geometry": None, **(feature if isinstance(feature, dict) else {})}
        properties = members.get("properties")
        if "id" in members and isinstance(properties, dict) and "id" in properties:
            properties["@id"] = members["id"]
        objects.append(members | {"type": "Feature"})
    path.write_text(
        json.dumps({"type": "FeatureCollection", "features": objects}), encoding="utf-8"
    )
    # With a limit, a damaged geometry would be an error of the file.
    options = {"crs": crs, "max_features": None}
    return {"": partial(_read_layer, None, f"GeoJSON:{path}", corrections, **options)}


def _clean_topology(root: dict[str, Any]) -> dict[str, Any]:
    """Return TopoJSON without what GDAL misreads. Raises `UnreadableLayersError`."""
    objects, transform = root.get("objects"), root.get("transform")
    try:
        # Points of four numbers, which the national file (COD-AB) has.
        arcs = [[[float(n) for n in point[:2]] for point in arc] for arc in root["arcs"]]
        if transform is not None:
            list(map(float, (*transform["scale"], *transform["translate"])))
    except (LookupError, TypeError, ValueError):
        raise UnreadableLayersError("broken_json") from None
    if not isinstance(objects, dict) or not objects:
        raise UnreadableLayersError("not_boundaries")
    for collection in objects.values():
        parts = collection.get("geometries") if isinstance(collection, dict) else None
        for part in parts if isinstance(parts, list) else []:
            numbers = re.findall(
                r"-?\d+", json.dumps(part.get("arcs") if isinstance(part, dict) else None)
            )
            if any(not -len(arcs) <= int(number) < len(arcs) for number in numbers):
                part["arcs"] = []  # GDAL would close a ring without its missing arc.
    return root | {"arcs": arcs}
