"""The layers of the boundary files in a ZIP archive, in any folder of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePosixPath

from campaign.ingest.boundaries import gdal, geojson
from campaign.ingest.boundaries.layer import Layer, Layers, UnreadableLayersError
from campaign.ingest.readers import zip_limits
from campaign.schema.issues import Issue

MOST_UNPACKED = 200_000_000
MOST_ENTRIES = 1_000
_ARCHIVES = (".zip", ".7z", ".rar", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".kmz")


def has_boundary_files(content: bytes) -> bool:
    """Return True for an archive that has layers and is neither a workbook nor a data package."""
    try:
        names = [name.lower() for name in zipfile.ZipFile(io.BytesIO(content)).namelist()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    if any(name == "content.xml" or name.startswith("xl/") for name in names):
        return False
    if "datapackage.json" in names and any(name.endswith(".csv") for name in names):
        # Its tables would be excluded without a notice.
        return False
    return any(name.endswith((".shp", ".gpkg", *geojson.SUFFIXES)) for name in names)


def read_archive(content: bytes, file: str, folder: Path) -> Layers:
    """Return {name: function that reads it} for the layers of all files, shapefiles first.

    Files that GDAL reads are unpacked into `folder`, a temporary folder. Raises
    `UnreadableLayersError`, here or when a layer is read.
    """
    archive, members = _open_archive(content, file)

    def reader(member: zipfile.ZipInfo) -> Callable[[], bytes]:
        return lambda: _read_member(archive, member.filename, file)

    layers: dict[str, Callable[[], Layer]] = {}
    for stem, parts in _group_shapefiles(members).items():
        readers = {suffix: reader(member) for suffix, member in parts.items()}
        name = _free_name(PurePosixPath(stem).name, layers)
        layers[name] = lambda r=readers, n=name: gdal.read_shapefile(r, n, file, folder)  # type: ignore[misc]
    for member in members:
        path = PurePosixPath(member.filename)
        if path.suffix.lower() in (".gpkg", *geojson.SUFFIXES):
            _add_layers(layers, path.stem, reader(member)(), file, folder)
    if not layers:
        raise UnreadableLayersError(Issue(file, "no_boundaries_inside"))
    return layers


def _open_archive(content: bytes, file: str) -> tuple[zipfile.ZipFile, list[zipfile.ZipInfo]]:
    """Return the archive and its files, within the limits of number and size."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        members = [m for m in archive.infolist() if not m.is_dir() and _is_content(m.filename)]
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise UnreadableLayersError(Issue(file, "damaged_archive")) from None
    if len(members) > MOST_ENTRIES or sum(m.file_size for m in members) > MOST_UNPACKED:
        raise UnreadableLayersError(Issue(file, "archive_too_big"))
    for member in members:
        if member.filename.lower().endswith(_ARCHIVES):
            params = {"name": PurePosixPath(member.filename).name[:80]}
            raise UnreadableLayersError(Issue(file, "nested_archive", params=params))
        if member.flag_bits & 1:
            raise UnreadableLayersError(Issue(file, "locked"))
    return archive, members


def _read_member(archive: zipfile.ZipFile, name: str, file: str) -> bytes:
    try:
        return b"".join(zip_limits.pieces(archive, name))
    except zip_limits.UnsafeArchiveError as error:
        rule = "archive_too_big" if error.rule == "unpacks_too_big" else "damaged_archive"
        raise UnreadableLayersError(Issue(file, rule)) from None


def _is_content(name: str) -> bool:
    """Return False for the system files that macOS adds to an archive."""
    path = PurePosixPath(name)
    return "__MACOSX" not in path.parts and not path.name.startswith(".")


def _group_shapefiles(members: Iterable[zipfile.ZipInfo]) -> dict[str, dict[str, zipfile.ZipInfo]]:
    """Return {path without its suffix: {suffix: member}} of every shapefile, in any folder."""
    parts_by_stem: dict[str, dict[str, zipfile.ZipInfo]] = {}
    stems: dict[str, str] = {}
    for member in members:
        path = PurePosixPath(member.filename)
        if path.suffix.lower() in gdal.SHAPEFILE_PARTS:
            stem = str(path.with_suffix(""))
            stems.setdefault(stem.casefold(), stem)
            parts_by_stem.setdefault(stem.casefold(), {})[path.suffix.lower()] = member
    return {stems[stem]: parts for stem, parts in parts_by_stem.items() if ".shp" in parts}


def _add_layers(
    layers: dict[str, Callable[[], Layer]], stem: str, content: bytes, file: str, folder: Path
) -> None:
    """Add the layers of a file inside an archive.

    A file that cannot be read becomes one layer, which raises `UnreadableLayersError` when it is
    read.
    """
    try:
        layers_inside = (
            gdal.read_geopackage(content, file, folder)
            if content.startswith(gdal.GEOPACKAGE_START)
            else geojson.read_json(content, file)
        )
    except UnreadableLayersError as error:
        layers[_free_name(stem, layers)] = lambda error=error: _raise(error)  # type: ignore[misc]
        return
    for name, read in layers_inside.items():
        layers[_free_name(name or stem, layers)] = read


def _raise(error: UnreadableLayersError) -> Layer:
    raise error


def _free_name(name: str, names: Mapping[str, object]) -> str:
    number = 2
    free = name
    while free in names:
        free, number = f"{name} ({number})", number + 1
    return free
