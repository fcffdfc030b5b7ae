"""The kind of a file is detected from its content, regardless of its name."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path

import pytest

from campaign.domain.campaign import Campaign
from campaign.exports.data_package.package import data_package_zip
from campaign.ingest.boundaries.boundary_file import BoundaryFile
from campaign.ingest.dispatch import ingest_file
from campaign.ingest.report import ValidationReport
from tests.campaigns import view_of

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
REGISTER = (CORPUS / "text" / "codes_utf8_comma.csv").read_bytes()
WORKBOOK = (CORPUS / "sheets" / "openpyxl.xlsx").read_bytes()
GEOJSON = (CORPUS / "boundaries" / "nine_units.geojson").read_bytes()
POPULATION = (CORPUS / "population" / "nine_by_year.csv").read_bytes()
SUFFIXES = ("csv", "txt", "xlsx", "zip", "geojson", "json", "gpkg", "pdf")


@pytest.mark.sample(4)
@pytest.mark.parametrize(
    ("content", "kind", "suffix"),
    [
        *product([REGISTER], ["activities"], SUFFIXES),
        *product([POPULATION], ["population"], SUFFIXES),
        # Files that are read in a sandboxed process, one for each kind of suffix.
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


def test_the_suffix_is_used_only_if_the_content_is_ambiguous(campaign: Campaign) -> None:
    nothing = json.dumps({"rows": []}).encode()
    report = ingest_file(nothing, "file.geojson", campaign)
    assert isinstance(report, BoundaryFile) and [p.rule for p in report.issues] == [
        "not_boundaries"
    ]
    report = ingest_file(nothing, "file.csv", campaign)
    assert isinstance(report, ValidationReport) and [p.rule for p in report.issues] == [
        "not_a_table"
    ]


def test_a_data_package_is_an_archive_of_tables_not_boundaries(campaign: Campaign) -> None:
    report = ingest_file(data_package_zip(view_of(campaign)), "package.zip", campaign)
    assert isinstance(report, ValidationReport)
    assert [issue.rule for issue in report.issues] == ["archive"]


def test_a_register_with_personal_data_stays_refused_under_any_name(campaign: Campaign) -> None:
    content = (CORPUS / "private" / "phones.csv").read_bytes()
    report = ingest_file(content, "file.geojson", campaign)
    assert isinstance(report, ValidationReport) and report.status == "personal_data"


@pytest.mark.parametrize(
    "words",
    [
        'Дата;Вид;Область;"Охвачено,\nчел."\n01.08.2017;Лекция;Нарын;30\n',
        '"Отчёт\nза август"\nДата;Вид;Область;Охвачено\n01.08.2017;Лекция;Нарын;30\n',
        # The two cells together exceed the limit of one cell.
        "{0};{0}\nДата;Вид;Область;Охвачено\n01.08.2017;Лекция;Нарын;30\n".format("я" * 70_000),
    ],
    ids=["header", "title", "long title"],
)
def test_lines_and_length_of_a_cell_above_the_rows_do_not_matter(
    words: str, campaign: Campaign
) -> None:
    report = ingest_file(words.encode(), "file.csv", campaign)
    assert isinstance(report, ValidationReport)
    assert report.accepted == report.rows == 1 and list(report.frame["reached"]) == [30]


def test_another_delimiter_is_found_in_a_header_of_two_lines(campaign: Campaign) -> None:
    words = 'Дата,Вид,Область,"Охвачено,\nчел."\n01.08.2017;Лекция;Нарын;30\n'
    report = ingest_file(words.encode(), "file.csv", campaign)
    assert isinstance(report, ValidationReport)
    assert [issue.rule for issue in report.issues] == ["header_delimiter"] and not report.accepted
