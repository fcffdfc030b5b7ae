"""Boundary files inside a ZIP archive, and archives that are damaged or locked."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

from campaign.ingest.boundaries.layers import read_layers
from tests.ingest.boundaries.boundary_files import (
    SHIPPED,
    read_layer,
    rule_of,
    shapefile,
    shipped,
    zip_files,
)


def test_a_shapefile_in_a_folder_of_the_archive_is_read(tmp_path: Path) -> None:
    content = shapefile(tmp_path, shipped(), inside="download/Границы 2020/")
    layer = read_layer(content, "a.zip", tmp_path)
    assert layer.name == "adm1" and not layer.corrections
    assert list(layer.features["iso_code"]) == list(shipped()["iso_code"])


def test_files_that_a_mac_adds_are_ignored(tmp_path: Path) -> None:
    content = zip_files(
        {"oblasts.geojson": SHIPPED, "__MACOSX/._oblasts.geojson": b"\x00\x05\x16\x07"}
    )
    assert list(read_layers(content, "a.zip", tmp_path)) == ["oblasts"]


def test_a_directory_with_wrong_sizes_is_a_damaged_archive(tmp_path: Path) -> None:
    content = zip_files({"a.geojson": SHIPPED})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = struct.pack("<I", archive.infolist()[0].file_size)
    at = content.rindex(size)
    damaged = content[:at] + struct.pack("<I", 10) + content[at + 4 :]
    assert rule_of(damaged, "a.zip", tmp_path) == "damaged_archive"


def test_an_archive_with_a_password_is_an_issue(tmp_path: Path) -> None:
    content = bytearray(zip_files({"a.geojson": SHIPPED}))
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    assert rule_of(bytes(content), "a.zip", tmp_path) == "locked"
