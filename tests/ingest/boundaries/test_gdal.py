"""GeoPackages and shapefiles are read, also with missing parts."""

from __future__ import annotations

from pathlib import Path

from campaign.ingest.boundaries.layers import read_layers
from tests.ingest.boundaries.boundary_files import (
    geopackage,
    read_layer,
    rule_of,
    shapefile,
    shipped,
    with_columns,
    zip_files,
)


def test_every_layer_of_a_geopackage_is_offered(tmp_path: Path) -> None:
    units = shipped().to_crs(32643)
    content = geopackage(tmp_path, country=units.dissolve(), oblasts=units)
    layers = read_layers(content, "a.gpkg", tmp_path)
    assert list(layers) == ["country", "oblasts"]
    layer = layers["oblasts"]()
    assert len(layer.features) == 9 and layer.features.crs.to_epsg() == 32643


def test_a_missing_index_is_rebuilt_with_a_correction(tmp_path: Path) -> None:
    layer = read_layer(shapefile(tmp_path, shipped(), lacks=(".shx",)), "a.zip", tmp_path)
    assert len(layer.features) == 9 and [p.rule for p in layer.corrections] == ["index_rebuilt"]


def test_a_missing_projection_is_left_open(tmp_path: Path) -> None:
    assert (
        read_layer(shapefile(tmp_path, shipped(), lacks=(".prj",)), "a.zip", tmp_path).features.crs
        is None
    )


def test_missing_properties_are_an_issue(tmp_path: Path) -> None:
    content = shapefile(tmp_path, shipped(), lacks=(".dbf",))
    assert rule_of(content, "a.zip", tmp_path) == "shapefile_part"


def test_windows_1251_text_without_a_code_page_file_is_read(tmp_path: Path) -> None:
    units = with_columns(shipped(), NAME=lambda code: "Чуйская")
    home = tmp_path / "parts"
    home.mkdir()
    units.to_file(home / "adm1.shp", encoding="cp1251")
    content = zip_files({p.name: p.read_bytes() for p in home.iterdir() if p.suffix != ".cpg"})
    assert set(read_layer(content, "a.zip", tmp_path).features["NAME"]) == {"Чуйская"}
