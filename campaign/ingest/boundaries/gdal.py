"""GeoPackages and shapefiles, read by GDAL under neutral file names, without the network."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio  # type: ignore[import-untyped]
import pyproj

from campaign.ingest.boundaries.layer import (
    MOST_FEATURES,
    Layer,
    Layers,
    UnreadableLayersError,
    check_feature_count,
    to_text_columns,
)
from campaign.schema.issues import Issue

GEOPACKAGE_START = b"SQLite format 3\0"
SHAPEFILE_START = b"\x00\x00\x27\x0a"
SHAPEFILE_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")


def disable_network() -> None:
    """Forbid GDAL to open addresses that a file refers to, for the whole process."""
    pyproj.network.set_network_enabled(False)
    pyogrio.set_gdal_config_options(
        {"CPL_VSIL_CURL_ALLOWED_EXTENSIONS": ".none", "OGR_SQLITE_ALLOW_EXTERNAL_ACCESS": "NO"}
    )


def read_geopackage(content: bytes, file: str, folder: Path) -> Layers:
    """Return the layers that have a geometry; the file is written into the temporary `folder`.

    Raises `UnreadableLayersError`, here or when a layer is read.
    """
    path = folder / f"{len(list(folder.iterdir()))}.gpkg"
    path.write_bytes(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            rows = pyogrio.list_layers(path)
    except Exception:
        raise UnreadableLayersError(Issue(file, "not_boundaries")) from None
    names = [str(name) for name, geometry_type in rows if geometry_type is not None]
    if not names:
        raise UnreadableLayersError(Issue(file, "no_areas"))
    return {name: lambda name=name: Layer(name, _read_frame(path, file, name)) for name in names}  # type: ignore[misc]


def read_shapefile(
    parts: Mapping[str, Callable[[], bytes]], name: str, file: str, folder: Path
) -> Layer:
    """Return the layer of a shapefile given as {suffix: function that reads that part}.

    Raises `UnreadableLayersError` if a required part is missing.
    """
    if ".dbf" not in parts:
        params = {"part": ".dbf", "name": name[:80]}
        raise UnreadableLayersError(Issue(file, "shapefile_part", params=params))
    contents = {suffix: read() for suffix, read in parts.items()}
    if not contents[".shp"].startswith(SHAPEFILE_START):
        raise UnreadableLayersError(Issue(file, "not_boundaries"))
    home = folder / f"{len(list(folder.iterdir()))}"
    home.mkdir()
    for suffix, content in contents.items():
        (home / f"layer{suffix}").write_bytes(content)
    corrections: tuple[Issue, ...] = ()
    if ".shx" not in parts:
        # The .shx is only an index of the .shp, and GDAL can create it.
        pyogrio.set_gdal_config_options({"SHAPE_RESTORE_SHX": "YES"})
        corrections = (Issue(file, "index_rebuilt", params={"name": name[:80]}),)
    options = {} if ".cpg" in contents else {"encoding": _detect_encoding(contents[".dbf"])}
    return Layer(name, _read_frame(home / "layer.shp", file, None, **options), corrections)


def _read_frame(path: Path, file: str, layer: str | None, **options: Any) -> gpd.GeoDataFrame:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            frame = pyogrio.read_dataframe(
                path,
                layer=layer,
                force_2d=True,
                on_invalid="ignore",
                max_features=MOST_FEATURES + 1,
                **options,
            )
    except Exception:  # GDAL and its drivers raise many errors; each means an unreadable file
        raise UnreadableLayersError(Issue(file, "not_boundaries")) from None
    if not isinstance(frame, gpd.GeoDataFrame):
        raise UnreadableLayersError(Issue(file, "no_areas"))
    check_feature_count(len(frame), file)
    frame.index = pd.RangeIndex(1, len(frame) + 1)
    properties = to_text_columns(frame.drop(columns=frame.geometry.name))
    return gpd.GeoDataFrame(properties, geometry=frame.geometry.to_numpy(), crs=frame.crs)


def _detect_encoding(dbf: bytes) -> str:
    """Return the encoding of a .dbf without a .cpg: UTF-8, else the Russian one of Windows."""
    header_length = int.from_bytes(dbf[8:10], "little")
    try:
        dbf[header_length:].decode("utf-8")
    except UnicodeDecodeError:
        return "cp1251"
    return "utf-8"
