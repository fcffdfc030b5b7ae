"""Boundary files in the formats that offices use, made from the shipped boundaries."""

from __future__ import annotations

import io
import json
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from campaign.domain.places import Places
from campaign.ingest.boundaries.layers import Layer, UnreadableLayersError, read_layers

GEO = Path(__file__).resolve().parents[3] / "geo"
SHIPPED = (GEO / "kgz_oblasts.geojson").read_bytes()
P_CODE = {
    "KG-Y": "KG02",
    "KG-J": "KG03",
    "KG-N": "KG04",
    "KG-B": "KG05",
    "KG-O": "KG06",
    "KG-T": "KG07",
    "KG-C": "KG08",
    "KG-GB": "KG11",
    "KG-GO": "KG21",
}


@cache
def places() -> Places:
    """The nine shipped units."""
    table = pd.read_csv(GEO / "oblasts.csv", keep_default_na=False).set_index("iso_code")
    table["area_km2"] = pd.to_numeric(table["area_km2"])
    population = pd.read_csv(GEO / "population.csv", keep_default_na=False)
    days = population["date"].where(
        population["date"].str.len() != 4, population["date"] + "-01-01"
    )
    population["date"] = pd.to_datetime(days)
    return Places(table, shipped(), population)


def shipped() -> gpd.GeoDataFrame:
    """Return the nine boundaries with only their code."""
    return gpd.read_file(io.BytesIO(SHIPPED))[["iso_code", "geometry"]]


def without_units(*codes: str) -> gpd.GeoDataFrame:
    """Return the boundaries without these units, with holes in their place."""
    units = shipped()
    return units[~units["iso_code"].isin(codes)].reset_index(drop=True)


def seven_oblasts() -> gpd.GeoDataFrame:
    """Return only the oblasts, joined with the cities within them."""
    units = shipped()
    units["iso_code"] = units["iso_code"].replace({"KG-GB": "KG-C", "KG-GO": "KG-O"})
    return units.dissolve("iso_code").reset_index()


def with_columns(units: gpd.GeoDataFrame, **columns: Any) -> gpd.GeoDataFrame:
    """Return the boundaries with other columns, functions of the code, instead of the code."""
    cells = {name: units["iso_code"].map(of) for name, of in columns.items()}
    return gpd.GeoDataFrame(cells, geometry=units.geometry, crs=units.crs)


def geojson(units: gpd.GeoDataFrame) -> bytes:
    return units.to_json(drop_id=True).encode()


def features(*rows: tuple[dict[str, Any], Any]) -> bytes:
    """Return GeoJSON of pairs (properties, geometry as JSON)."""
    objects = [{"type": "Feature", "properties": p, "geometry": g} for p, g in rows]
    return json.dumps({"type": "FeatureCollection", "features": objects}).encode()


def geopackage(folder: Path, **layers: gpd.GeoDataFrame) -> bytes:
    path = folder / "file.gpkg"
    for name, frame in layers.items():
        frame.to_file(path, layer=name, driver="GPKG")
    return path.read_bytes()


def shapefile(
    folder: Path, units: gpd.GeoDataFrame, inside: str = "", lacks: tuple[str, ...] = ()
) -> bytes:
    """Return a ZIP archive with a shapefile in its folder `inside`, without the parts `lacks`."""
    home = folder / "parts"
    home.mkdir(exist_ok=True)
    units.to_file(home / "adm1.shp", encoding="utf-8")
    parts = {p.suffix: p.read_bytes() for p in home.iterdir()}
    return zip_files({f"{inside}adm1{s}": part for s, part in parts.items() if s not in lacks})


@cache
def too_big_archive() -> bytes:
    """Return a ZIP archive of a quarter megabyte that unpacks to 250 MB of spaces."""
    return zip_files({"a.geojson": b" " * 250_000_000}, level=1)


def zip_files(members: dict[str, bytes], level: int | None = None) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def topojson(units: gpd.GeoDataFrame, step: float = 1e-4) -> bytes:
    """Return a quantised topology with one arc a ring; the format has no projection."""
    arcs: list[list[list[int]]] = []

    def arc(ring: shapely.LinearRing) -> list[int]:
        points = [(round(x / step), round(y / step)) for x, y in ring.coords]
        steps = [
            points[0],
            *((b[0] - a[0], b[1] - a[1]) for a, b in zip(points, points[1:], strict=False)),
        ]
        arcs.append([list(p) for p in steps])
        return [len(arcs) - 1]

    geometries = []
    for code, shape in zip(units["iso_code"], units.geometry, strict=True):
        parts = [[arc(r) for r in (p.exterior, *p.interiors)] for p in shapely.get_parts(shape)]
        geometries.append({"type": "MultiPolygon", "id": code, "arcs": parts, "properties": {}})
    return json.dumps(
        {
            "type": "Topology",
            "transform": {"scale": [step, step], "translate": [0, 0]},
            "objects": {"oblasts": {"type": "GeometryCollection", "geometries": geometries}},
            "arcs": arcs,
        }
    ).encode()


def grid_of_raions(count: int = 40) -> gpd.GeoDataFrame:
    """Return squares over the country with the columns of a layer of raions."""
    codes = list(P_CODE)
    boxes = [shapely.box(69.5 + i * 0.25, 41, 69.7 + i * 0.25, 42) for i in range(count)]
    return gpd.GeoDataFrame(
        {
            "ADM1_PCODE": [P_CODE[codes[i % 9]] for i in range(count)],
            "ADM2_PCODE": [f"{P_CODE[codes[i % 9]]}2{i:02}" for i in range(count)],
        },
        geometry=boxes,
        crs=4326,
    )


def read_layer(content: bytes, file: str, folder: Path) -> Layer:
    """Return the only layer of the file."""
    (read,) = read_layers(content, file, folder).values()
    return read()


def rule_of(content: bytes, file: str, folder: Path) -> str:
    """Return the rule that the file breaks when it is read."""
    with pytest.raises(UnreadableLayersError) as error:
        read_layer(content, file, folder)
    return error.value.rule


def has_shipped_shapes(layer: Layer) -> bool:
    """Return True if the shapes of the layer are equal to those of the shipped file."""
    expected = shipped().geometry.to_numpy()
    shapes = layer.features.geometry.to_numpy()
    return bool(shapely.equals(shapely.normalize(shapes), shapely.normalize(expected)).all())
