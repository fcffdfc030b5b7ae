"""What is taken at its word is what the door would give, and all that is doubtful goes there."""

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
from campaign.ingest.privacy.scan import find_kinds
from campaign.ingest.reference import campaign_reference
from campaign.ingest.reference_data import ReferenceData
from campaign.ingest.report import ValidationReport
from tests.examples import examples

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = (ROOT / "data" / "2017" / "activities.csv").read_bytes()
CORPUS = sorted(p for p in (ROOT / "tests" / "corpus").rglob("*") if p.suffix in (".csv", ".tsv"))
HEADS, *ROWS = list(csv.reader(io.StringIO(SHIPPED.decode())))


@pytest.fixture(scope="module")
def against(campaign: Campaign) -> ReferenceData:
    return replace(campaign_reference(campaign, "2017"), today=date(2026, 1, 1))


def _word(content: bytes, against: ReferenceData) -> ValidationReport | None:
    sample = register.ingest_register(first_lines(content, register.SAMPLE_LINES), "a.csv", against)
    return ingest_canonical_csv(content, "a.csv", against, sample)


def _is_what_the_door_gives(word: ValidationReport, content: bytes, against: ReferenceData) -> None:
    report = register.ingest_register(content, "a.csv", against)
    shared = [name for name in word.frame if word.frame[name].dtype == "category"]
    pd.testing.assert_frame_equal(word.frame.astype(dict.fromkeys(shared, "str")), report.frame)
    assert word.preview.equals(report.preview)
    bare = {"frame": pd.DataFrame(), "preview": pd.DataFrame()}
    assert vars(replace(word, **bare)).keys() == vars(replace(report, **bare)).keys()
    for name in ("file", "status", "detected", "issues", "corrections", "counts", "rows"):
        assert getattr(word, name) == getattr(report, name), name
    for name in ("excluded", "rejected", "questions", "extra", "edition", "table", "accepted"):
        assert getattr(word, name) == getattr(report, name), name
    assert word.notes == report.notes


def _written(rows: list[list[str]], headers: list[str] = HEADS, end: str = "\n") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=end).writerows([headers, *rows])
    return out.getvalue().encode()


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_shipped_register_is_taken_at_its_word(end: str, against: ReferenceData) -> None:
    for start in (b"", b"\xef\xbb\xbf"):
        content = start + _written(ROWS, end=end)
        word = _word(content, against)
        assert word is not None and word.accepted == 77
        _is_what_the_door_gives(word, content, against)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: str(path.name))
def test_the_corpus(path: Path, against: ReferenceData) -> None:
    content = path.read_bytes()
    word = _word(content, against)
    if word is not None:
        _is_what_the_door_gives(word, content, against)


def test_doubts_are_told_as_the_door_tells_them(against: ReferenceData) -> None:
    rows = [list(row) for row in ROWS]
    rows[5] = ["2017-900", *rows[4][1:]]  # the same date, place and type
    rows[9][1] = "2017-07-01"  # before the campaign
    rows[10][1] = "2031-07-01"  # after today
    rows[11][HEADS.index("reached")] = "1999999"  # in no unit of the country
    rows[12][HEADS.index("materials")] = "99999999"
    content = _written(rows)
    word = _word(content, against)
    assert word is not None
    assert set(word.by_rule()) == {
        *("likely_duplicate", "outside_edition", "unlikely_date", "implausible"),
    }
    _is_what_the_door_gives(word, content, against)


DOUBTFUL = [
    ("activity_id", "2017-001"),  # twice
    ("activity_id", ""),
    ("activity_id", "0555123456"),
    ("date", ""),
    ("date", "2017-02-30"),
    ("date", "01.08.2017"),
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


@pytest.mark.parametrize(("column", "cell"), DOUBTFUL)
def test_what_is_doubtful_goes_through_the_door(
    column: str, cell: str, against: ReferenceData
) -> None:
    rows = [list(row) for row in ROWS]
    rows[40][HEADS.index(column)] = cell
    assert _word(_written(rows), against) is None


@pytest.mark.parametrize(
    "spoil",
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
def test_a_file_of_another_shape_goes_through_the_door(spoil, against: ReferenceData) -> None:  # type: ignore[no-untyped-def]
    spoilt = spoil(SHIPPED)
    assert spoilt != SHIPPED
    assert _word(spoilt, against) is None


@examples(60)
@given(
    st.lists(
        st.tuples(
            st.integers(0, len(ROWS) - 1),
            st.sampled_from(HEADS),
            st.one_of(
                st.text(max_size=12),
                st.sampled_from([cell for row in ROWS for cell in row]),
                st.sampled_from([cell for _, cell in DOUBTFUL]),
                st.integers(-5, 10**9).map(str),
                st.dates(date(1990, 1, 1), date(2040, 1, 1)).map(date.isoformat),
            ),
        ),
        max_size=3,
    )
)
def test_whatever_is_taken_is_what_the_door_gives(
    against: ReferenceData, changes: list[tuple[int, str, str]]
) -> None:
    rows = [list(row) for row in ROWS]
    for row, column, cell in changes:
        rows[row][HEADS.index(column)] = cell
    content = _written(rows)
    word = _word(content, against)
    if word is not None:
        _is_what_the_door_gives(word, content, against)


@examples(1_000)
@given(st.from_regex(re.compile(PLAIN_KEY, re.ASCII), fullmatch=True))
@example("0555123")
@example("2017-0555123")
def test_a_plain_key_is_never_personal(key: str) -> None:
    assert find_kinds([key], alone=False) == {}


def test_only_a_large_register_is_taken_at_its_word(
    monkeypatch: pytest.MonkeyPatch, against: ReferenceData
) -> None:
    asked: list[int] = []

    def noted(content: bytes, *rest: Any) -> ValidationReport | None:
        asked.append(len(content))
        return ingest_canonical_csv(content, *rest)

    monkeypatch.setattr(register, "ingest_canonical_csv", noted)
    assert register.ingest_register(SHIPPED, "a.csv", against).accepted == 77
    assert asked == []
    monkeypatch.setattr(register, "FEWEST_BYTES", len(SHIPPED))
    assert register.ingest_register(SHIPPED, "a.csv", against).accepted == 77
    assert asked == [len(SHIPPED)]
    spoilt = SHIPPED.replace(b"2017-08-01", b"01.08.2017")
    monkeypatch.setattr(register, "FEWEST_BYTES", len(spoilt))
    assert register.ingest_register(spoilt, "a.csv", against).by_rule()["date_rewritten"] > 0


def test_a_large_register_that_is_not_clean_says_what_it_lacks(
    monkeypatch: pytest.MonkeyPatch, against: ReferenceData
) -> None:
    monkeypatch.setattr(register, "FEWEST_BYTES", 0)
    monkeypatch.setattr(register, "MOST_MEGABYTES", 0)
    assert register.ingest_register(SHIPPED, "a.csv", against).status == "clean"
    report = register.ingest_register(
        SHIPPED.replace(b"2017-08-01", b"01.08.2017"), "a.csv", against
    )
    assert [issue.rule for issue in report.issues] == ["too_big_to_mend"]
