"""The layers of a boundary file of any format, which its first bytes determine.

Runs in the sandboxed child only (see `boundary_child`). GeoJSON and TopoJSON are read without GDAL,
because GDAL chooses its driver by content, and some drivers follow addresses or commands in a file.
GDAL reads only GeoPackages and shapefiles.
"""

from __future__ import annotations

from pathlib import Path

from campaign.ingest.boundaries import archive, gdal, geojson
from campaign.ingest.boundaries.layer import Layers, UnreadableLayersError
from campaign.schema.issues import Issue


def read_layers(content: bytes, file: str, folder: Path) -> Layers:
    """Return the layers in the order of the file.

    Files that GDAL reads are written into `folder`, a temporary folder. Raises
    `UnreadableLayersError`, here or when a layer is read.
    """
    if content.startswith(b"PK\x03\x04"):
        return archive.read_archive(content, file, folder)
    if content.startswith(gdal.GEOPACKAGE_START):
        return gdal.read_geopackage(content, file, folder)
    is_part = file.lower().endswith((".shp", ".shx", ".dbf", ".prj"))
    if is_part or content.startswith(gdal.SHAPEFILE_START):
        raise UnreadableLayersError(Issue(file, "bare_shapefile"))
    return geojson.read_json(content, file)


def holds_boundaries(content: bytes) -> bool:
    """Return True if the first bytes, or the names in an archive, are those of a boundary file.

    The name of the file does not matter: a GeoJSON may be saved as .txt.
    """
    if content.startswith((gdal.GEOPACKAGE_START, gdal.SHAPEFILE_START)):
        return True
    if content.startswith(b"PK"):
        return archive.has_boundary_files(content)
    return geojson.is_geojson(content)
