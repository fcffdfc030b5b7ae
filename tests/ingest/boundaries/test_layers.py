"""Every kind of file that cannot be read has its issue."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from tests.ingest.boundaries.boundary_files import (
    SHIPPED,
    rule_of,
    too_big_archive,
    zip_files,
)


@pytest.mark.parametrize(
    ("content", "file", "rule"),
    [
        (b"date,oblast\n2017-07-31,KG-N\n", "a.csv", "not_boundaries"),
        (b'{"type": "gdal_streamed_alg", "command_line": "x"}', "a.json", "not_boundaries"),
        (b'{"type": "Topology", "arcs": []}', "a.json", "not_boundaries"),
        (b'{"type": "FeatureCollection", "features": {}}', "a.json", "not_boundaries"),
        (SHIPPED[:-100], "a.geojson", "broken_json"),
        (struct.pack(">i", 9994) + bytes(96), "a.bin", "bare_shapefile"),
        (b"\x03", "a.dbf", "bare_shapefile"),
        (b"SQLite format 3\0" + bytes(2000), "a.gpkg", "not_boundaries"),
        (b"PK\x03\x04" + bytes(100), "a.zip", "damaged_archive"),
        (zip_files({"readme.txt": b"x"}), "a.zip", "no_boundaries_inside"),
        (
            zip_files({"deep/inner.zip": zip_files({"a.geojson": SHIPPED})}),
            "a.zip",
            "nested_archive",
        ),
        (zip_files({f"{i}.txt": b"" for i in range(1_001)}), "a.zip", "archive_too_big"),
    ],
)
def test_an_unreadable_file_has_the_issue_of_its_kind(
    content: bytes, file: str, rule: str, tmp_path: Path
) -> None:
    assert rule_of(content, file, tmp_path) == rule


def test_an_archive_too_big_is_not_unpacked(tmp_path: Path) -> None:
    assert rule_of(too_big_archive(), "a.zip", tmp_path) == "archive_too_big"
