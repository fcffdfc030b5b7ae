"""The kind of a file is detected from its content, whatever its name."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest

from campaign.domain.campaign import Campaign
from campaign.ingest.boundaries.boundary_file import BoundaryFile
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.report import ValidationReport

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
REGISTER = (CORPUS / "text" / "codes_utf8_comma.csv").read_bytes()
WORKBOOK = (CORPUS / "sheets" / "openpyxl.xlsx").read_bytes()
GEOJSON = (CORPUS / "boundaries" / "nine_units.geojson").read_bytes()
POPULATION = (CORPUS / "population" / "nine_by_year.csv").read_bytes()
SUFFIXES = ("csv", "txt", "xlsx", "zip", "geojson", "json", "gpkg", "pdf")


@pytest.mark.sample(8)
@pytest.mark.parametrize(
    ("content", "kind", "suffix"),
    [
        *product([REGISTER], ["activities"], SUFFIXES),
        *product([POPULATION], ["population"], SUFFIXES),
        # Files that are read in a sandboxed process: each kind of suffix once.
        *product([WORKBOOK], ["activities"], ["xlsx", "txt", "json", "pdf"]),
        *product([GEOJSON], ["boundaries"], ["geojson", "csv", "zip", "gpkg"]),
    ],
)
def test_the_suffix_does_not_matter(
    content: bytes, kind: str, suffix: str, campaign: Campaign
) -> None:
    report = ingest_file(content, f"file.{suffix}", campaign)
    assert (report.table if isinstance(report, ValidationReport) else "boundaries") == kind
    assert report.accepted > 0


def test_the_suffix_decides_only_where_the_content_does_not(campaign: Campaign) -> None:
    nothing = json.dumps({"rows": []}).encode()
    report = ingest_file(nothing, "file.geojson", campaign)
    assert isinstance(report, BoundaryFile) and [p.rule for p in report.issues] == [
        "not_boundaries"
    ]
    report = ingest_file(nothing, "file.csv", campaign)
    assert isinstance(report, ValidationReport) and [p.rule for p in report.issues] == [
        "not_a_table"
    ]


def test_a_register_with_personal_data_stays_refused_under_any_name(campaign: Campaign) -> None:
    content = (CORPUS / "private" / "phones.csv").read_bytes()
    report = ingest_file(content, "file.geojson", campaign)
    assert isinstance(report, ValidationReport) and report.status == "refused"
