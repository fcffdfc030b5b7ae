"""The fast path of canonical CSV has the same report as reading cell by cell, or declines."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from campaign.domain.campaign import Campaign
from campaign.ingest import register
from campaign.ingest.canonical_csv import PLAIN_KEY, first_lines, ingest_canonical_csv
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.privacy.recognizers import find_kinds
from campaign.ingest.reference_data import ReferenceData
from campaign.ingest.report import ValidationReport
from tests.examples import examples

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = (ROOT / "data" / "2017" / "activities.csv").read_bytes()
CORPUS = sorted(p for p in (ROOT / "tests" / "corpus").rglob("*") if p.suffix in (".csv", ".tsv"))
HEADERS, *ROWS = list(csv.reader(io.StringIO(SHIPPED.decode())))


@pytest.fixture(scope="module")
def reference(campaign: Campaign) -> ReferenceData:
    return replace(campaign_reference(campaign, "2017"), today=date(2026, 1, 1))


def ingest_canonical(content: bytes, reference: ReferenceData) -> ValidationReport | None:
    sample = register.ingest_register(
        first_lines(content, register.SAMPLE_LINES), "a.csv", reference
    )
    return ingest_canonical_csv(content, "a.csv", reference, sample)


def check_same_report(report: ValidationReport, content: bytes, reference: ReferenceData) -> None:
    expected = register.ingest_register(content, "a.csv", reference)
    shared = [name for name in report.frame if report.frame[name].dtype == "category"]
    frame = report.frame.astype(dict.fromkeys(shared, "str"))
    pd.testing.assert_frame_equal(frame, expected.frame)
    assert report.preview.equals(expected.preview)
    bare = {"frame": pd.DataFrame(), "preview": pd.DataFrame()}
    assert vars(replace(report, **bare)).keys() == vars(replace(expected, **bare)).keys()
    for name in ("file", "status", "detected", "issues", "corrections", "counts", "rows"):
        assert getattr(report, name) == getattr(expected, name), name
    for name in ("excluded", "rejected", "questions", "extra", "campaigns", "table", "accepted"):
        assert getattr(report, name) == getattr(expected, name), name
    assert report.notes == expected.notes


def csv_bytes(rows: list[list[str]], headers: list[str] = HEADERS, end: str = "\n") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=end).writerows([headers, *rows])
    return out.getvalue().encode()


@pytest.mark.sample(1)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_shipped_register_is_canonical(end: str, reference: ReferenceData) -> None:
    for start in (b"", b"\xef\xbb\xbf"):
        content = start + csv_bytes(ROWS, end=end)
        report = ingest_canonical(content, reference)
        assert report is not None and report.accepted == 77
        check_same_report(report, content, reference)


@pytest.mark.sample(8)
@pytest.mark.parametrize("path", CORPUS, ids=lambda path: str(path.name))
def test_files_of_the_corpus_have_the_same_report(path: Path, reference: ReferenceData) -> None:
    content = path.read_bytes()
    report = ingest_canonical(content, reference)
    if report is not None:
        check_same_report(report, content, reference)


def test_warnings_are_those_of_reading_cell_by_cell(reference: ReferenceData) -> None:
    rows = [list(row) for row in ROWS]
    rows[5] = ["2017-900", *rows[4][1:]]  # the same date, place and type
    rows[9][1] = "2017-07-01"  # before the campaign
    rows[10][1] = "2031-07-01"  # after today
    rows[11][HEADERS.index("reached")] = "1999999"  # more people than any region has
    rows[12][HEADERS.index("materials")] = "99999999"
    content = csv_bytes(rows)
    report = ingest_canonical(content, reference)
    assert report is not None
    assert set(report.by_rule()) == {
        *("likely_duplicate", "outside_edition", "implausible_date", "implausible"),
    }
    check_same_report(report, content, reference)


def test_columns_of_row_marks_are_those_of_reading_cell_by_cell(reference: ReferenceData) -> None:
    oblast, kind = HEADERS.index("oblast"), HEADERS.index("type")
    rows = [[*row, "", "", "", ""] for row in ROWS]
    rows[3][oblast], rows[3][-2] = "other", "Алматы"
    rows[4][kind], rows[4][-3] = "other", "Субботник"
    rows[5][-1] = "reached"
    headers = [*HEADERS, "reached_by_oblast", "type_as_written", "oblast_as_written", "estimated"]
    for changed in (rows, [[*row[:-3], "", "", row[-1]] for row in rows]):
        content = csv_bytes(changed, headers)
        report = ingest_canonical(content, reference)
        assert report is not None and report.accepted == 77
        check_same_report(report, content, reference)
    rows[6][-3] = "тел. 0555 12 34 56"
    assert ingest_canonical(csv_bytes(rows, headers), reference) is None


OTHER_CELLS = [
    ("activity_id", "2017-001"),  # twice
    ("activity_id", ""),
    ("activity_id", "0555123456"),
    ("date", ""),
    ("date", "2017-02-30"),
    ("date", "01.08.2017"),
    ("date", "2917-08-01"),
    ("end_date", "2017-01-01"),
    ("oblast", "Ош"),
    ("oblast", "kg-c"),
    ("type", "lecture "),
    ("place", " школа"),
    ("place", "кафе,\nдвор"),
    ("place", "place"),
    ("title", "Встреча с Асановой Айгуль Бековной"),
    ("title", 'Лекция "Права"'),
    ("organiser", "0555 12 34 56"),
    ("note", "asanova@example.kg"),
    ("note", "ул. Абая 5, кв. 12"),
    ("note", "1\u00a0000"),
    ("reached", "12.5"),
    ("reached", "1 000"),
    ("reached", "-5"),
    ("reached", "007"),
    ("reached", "нет данных"),
    ("reached", "8000000"),
    ("men", "1000000000"),
    ("materials", "999999999999999999999"),
    ("youth", "99999"),
    ("women", "99999"),
]


@pytest.mark.sample(5)
@pytest.mark.parametrize(("column", "cell"), OTHER_CELLS)
def test_a_cell_that_is_not_canonical_is_left_to_reading_cell_by_cell(
    column: str, cell: str, reference: ReferenceData
) -> None:
    rows = [list(row) for row in ROWS]
    rows[40][HEADERS.index(column)] = cell
    assert ingest_canonical(csv_bytes(rows), reference) is None


@pytest.mark.sample(3)
@pytest.mark.parametrize(
    ("oblast", "reached", "shares", "is_canonical"),
    [
        ("KG", "9", "", True),
        ("KG", "9", "KG-B=9", True),
        ("KG-B;KG-GO", "9", "KG-B=4; KG-GO=5", True),
        ("KG-B;KG-GO", "", "", True),
        ("KG-GO;KG-B", "9", "", False),
        ("KG-B;KG-B", "9", "", False),
        ("KG;KG-B", "9", "", False),
        ("KG-B", "9", "KG-B=4", False),
        ("KG", "", "KG-B=4", False),
        ("KG", "3", "KG-B=4", False),
        ("KG", "9", "KG-B=04", False),
        ("KG", "9", "KG-O=1; KG-B=1", False),
        ("KG", "9", "KG-Q=4", False),
        ("KG-B;KG-GO", "9", "KG-N=4", False),
    ],
)
def test_rows_of_the_country_and_several_regions_have_the_same_report(
    oblast: str, reached: str, shares: str, is_canonical: bool, reference: ReferenceData
) -> None:
    headers = [*HEADERS, "reached_by_oblast"]
    cells = {"oblast": oblast, "reached": reached, "reached_by_oblast": shares}
    rows = [[*row, ""] for row in ROWS]
    rows.append([{**dict(zip(headers, rows[0], strict=True)), **cells}[name] for name in headers])
    rows[-1][0] = "2017-900"
    for name in ("women", "men", "youth"):
        rows[-1][headers.index(name)] = ""
    content = csv_bytes(rows, headers)
    report = ingest_canonical(content, reference)
    assert (report is not None) == is_canonical
    if report is not None:
        check_same_report(report, content, reference)


@pytest.mark.sample(7)
@pytest.mark.parametrize(
    "change",
    [
        lambda content: content.replace(b"activity_id", b"Activity ID", 1),
        lambda content: content.replace(b",note", b",remarks", 1),
        lambda content: content.replace(b"reached", b"women", 1),
        lambda content: content.replace(b",", b";"),
        lambda content: content.decode().encode("utf-16"),
        lambda content: content.replace(b"\n", b"\n\n", 3),
        lambda content: content.replace(b"\n", b"\r", 1),
        lambda content: content[:-200] + b"\xff" + content[-199:],
        lambda content: content + b"x,y\n",
        lambda content: content + b'"open,',
        lambda content: content.replace("школа".encode(), 'шк"ола'.encode(), 1),
        lambda content: content.replace(b"2017-08-01", b"2017-08-0\0", 1),
        lambda content: first_lines(content, 1),
    ],
)
def test_another_file_is_left_to_reading_cell_by_cell(change, reference: ReferenceData) -> None:  # type: ignore[no-untyped-def]
    changed = change(SHIPPED)
    assert changed != SHIPPED
    assert ingest_canonical(changed, reference) is None


@examples(60)
@given(
    st.lists(
        st.tuples(
            st.integers(0, len(ROWS) - 1),
            st.sampled_from(HEADERS),
            st.one_of(
                st.text(max_size=12),
                st.sampled_from([cell for row in ROWS for cell in row]),
                st.sampled_from([cell for _, cell in OTHER_CELLS]),
                st.integers(-5, 10**9).map(str),
                st.dates(date(1990, 1, 1), date(2040, 1, 1)).map(date.isoformat),
            ),
        ),
        max_size=3,
    )
)
def test_every_report_is_that_of_reading_cell_by_cell(
    reference: ReferenceData, changes: list[tuple[int, str, str]]
) -> None:
    rows = [list(row) for row in ROWS]
    for row, column, cell in changes:
        rows[row][HEADERS.index(column)] = cell
    content = csv_bytes(rows)
    report = ingest_canonical(content, reference)
    if report is not None:
        check_same_report(report, content, reference)


@examples(1_000)
@given(st.from_regex(re.compile(PLAIN_KEY, re.ASCII), fullmatch=True))
@example("0555123")
@example("2017-0555123")
def test_a_plain_key_is_never_personal(key: str) -> None:
    assert find_kinds([key], is_text=False) == {}


def test_only_a_large_register_is_read_by_column(
    monkeypatch: pytest.MonkeyPatch, reference: ReferenceData
) -> None:
    sizes: list[int] = []

    def record_size(content: bytes, *rest: Any) -> ValidationReport | None:
        sizes.append(len(content))
        return ingest_canonical_csv(content, *rest)

    monkeypatch.setattr(register, "ingest_canonical_csv", record_size)
    assert register.ingest_register(SHIPPED, "a.csv", reference).accepted == 77
    assert sizes == []
    monkeypatch.setattr(register, "FEWEST_BYTES", len(SHIPPED))
    assert register.ingest_register(SHIPPED, "a.csv", reference).accepted == 77
    assert sizes == [len(SHIPPED)]
    changed = SHIPPED.replace(b"2017-08-01", b"01.08.2017")
    monkeypatch.setattr(register, "FEWEST_BYTES", len(changed))
    assert register.ingest_register(changed, "a.csv", reference).by_rule()["date_rewritten"] > 0


def test_a_large_register_that_is_not_clean_has_an_issue(
    monkeypatch: pytest.MonkeyPatch, reference: ReferenceData
) -> None:
    monkeypatch.setattr(register, "FEWEST_BYTES", 0)
    monkeypatch.setattr(register, "MOST_MEGABYTES", 0)
    assert register.ingest_register(SHIPPED, "a.csv", reference).status == "clean"
    report = register.ingest_register(
        SHIPPED.replace(b"2017-08-01", b"01.08.2017"), "a.csv", reference
    )
    assert [issue.rule for issue in report.issues] == ["too_large_to_correct"]
