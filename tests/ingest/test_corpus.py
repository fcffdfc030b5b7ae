"""Every file of the corpus is compared with expectations that are written by hand."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from pathlib import Path
from statistics import median
from typing import Any

import pandas as pd
import pytest

from campaign.commands.check import EXITS, to_json_object
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.boundaries.boundary_file import BoundaryFile
from campaign.ingest.dispatch import FileReport, ingest_file
from campaign.ingest.privacy.possible_names import text_key
from campaign.ingest.replies import CellCorrection, Replies, make_replies
from campaign.ingest.report import ValidationReport
from campaign.schema.rules import EXCLUDED_ROWS
from tests.upload_clicks import count_clicks

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
EXPECTED: dict[str, Any] = tomllib.loads((CORPUS / "expected.toml").read_text(encoding="utf-8"))
CASES: list[dict[str, Any]] = EXPECTED["case"]
KINDS = (
    *("text", "wrong", "values", "private", "signatures", "broken", "sheets", "libreoffice"),
    *("population", "boundaries", "forms", "wide", "offices"),
)
SETTINGS = ("encoding", "delimiter", "decimal", "date_order", "header_row", "sheet", "sheets")
REGISTER_ONLY = {
    *SETTINGS,
    "entries",
    "columns_are",
    "lines_above",
    "cells",
    "extra",
    "questions",
    "offers",
    "names",
}
BOUNDARIES_ONLY = {"key", "drawn"}
MOST_BYTES = 800_000
MOST_CLICKS = 3
TEXT = Text.of("en")

Case = dict[str, Any]


def _name(case: Case) -> str:
    """Return the name of the file, with a question mark if the case requests options."""
    return case["file"] + "?" * ("wanted" in case)


def _params(case: Case) -> Any:
    """Return the test parameter of a case; `make test` runs each case with personal data."""
    marks = [pytest.mark.every_run] if case["status"] == "personal_data" else []
    return pytest.param(case, marks=marks)


@pytest.mark.sample(45)
@pytest.mark.parametrize("case", [*map(_params, CASES)], ids=[*map(_name, CASES)])
def test_file(case: Case, campaign: Campaign) -> None:
    path = CORPUS / case["file"]
    replies = _options(case.get("wanted", {}))
    report = ingest_file(path.read_bytes(), path.name, campaign, replies=replies)
    summary = to_json_object(report, TEXT)
    _check_status(case, report)
    _check_row_counts(case, summary)
    _check_totals(case, summary)
    _check_messages(case, report)
    _check_personal_data(case, report)
    if isinstance(report, BoundaryFile):
        _check_boundaries(case, report)
    else:
        _check_settings(case, report)
        _check_rows(case, report)
        _check_cells(case, report)
        _check_questions(case, report)
        _check_clicks(case, report, path, campaign)


def _options(values: dict[str, Any]) -> Replies:
    values = dict(values)
    columns = {int(at): name for at, name in values.pop("columns", {}).items()}
    answers = {
        (of, folded): answer
        for of, by_spelling in values.pop("answers", {}).items()
        for folded, answer in by_spelling.items()
    }
    cells = {
        (row, column): CellCorrection(written, value)
        for row, column, written, value in values.pop("cells", [])
    }
    if "wide" in values:
        values["wide"] = {"note": "итог за месяц", **values["wide"]}
    public = {text_key(text): public for text, public in values.pop("public_texts", {}).items()}
    return make_replies(answers, **values, column=columns, cell=cells, public_text=public)


def _check_status(case: Case, report: FileReport) -> None:
    assert report.status == case["status"], [p.rule for p in report.issues]
    assert EXITS[report.status] == case["exit"]
    assert case["status"] != "personal_data" or "secret" in case
    kind = "boundaries" if isinstance(report, BoundaryFile) else report.table
    assert kind == case["kind"]


def _check_row_counts(case: Case, summary: dict[str, Any]) -> None:
    counts = [summary[name] for name in ("rows", "accepted", "excluded")]
    assert counts == [case[name] for name in ("rows", "accepted", "left_out")]


def _check_totals(case: Case, summary: dict[str, Any]) -> None:
    if "totals" in case:
        totals = summary["totals"]
        by_oblast = {code: sums["activities"] for code, sums in totals["by_oblast"].items()}
        reached = "not reported" if totals["reached"] is None else totals["reached"]
        assert {**totals, "by_oblast": by_oblast, "reached": reached} == _totals(case)


def _totals(case: Case) -> dict[str, Any]:
    """Return the expected sums, of the case itself or common to many cases under one name."""
    totals = case["totals"]
    return EXPECTED["totals"][totals] if isinstance(totals, str) else totals


def _check_messages(case: Case, report: FileReport) -> None:
    """Check each issue and its cell, the corrections, and each message in three languages."""
    issues = sorted([p.cell.sheet_row or 0, p.rule, p.cell.label] for p in report.issues)
    assert issues == sorted(case["problems"])
    if "notes" in case:
        assert sorted(note.rule for note in getattr(report, "notes", ())) == case["notes"]
    if "unused" in case:
        notes = [note for note in getattr(report, "notes", ()) if note.rule == "unused_columns"]
        assert [str(note.params["headers"]).split("\n") for note in notes] == [
            names for names in [case["unused"]] if names
        ]
    repairs, expected = Counter(p.rule for p in report.corrections), case.get("repairs_include", {})
    assert {rule: repairs[rule] for rule in expected} == expected
    assert {p.severity for p in report.corrections} <= {"repair"}
    for issue in (*report.issues, *report.corrections):
        messages = {lang: issue.message(Text.of(lang)) for lang in LANGUAGES}
        assert all(messages.values())
        assert len(set(messages.values())) == len(LANGUAGES), messages
        assert all("{" not in message for message in messages.values()), messages


def _check_personal_data(case: Case, report: FileReport) -> None:
    """Check that names of persons are in the file, but in none of its results."""
    if "secret" not in case:
        return
    assert isinstance(report, ValidationReport)
    if case["status"] == "personal_data":
        assert report.frame.empty and report.preview.empty
        assert report.detected is None and not report.corrections and not report.questions
        assert not report.extra
    output = [
        json.dumps(to_json_object(report, Text.of(lang)), ensure_ascii=False) for lang in LANGUAGES
    ]
    output += [p.cell.describe(Text.of(lang)) for lang in LANGUAGES for p in report.issues]
    output += [repr(report), report.frame.to_csv(), report.preview.to_csv()]
    content = (CORPUS / case["file"]).read_bytes()
    assert case["secret"]
    for secret in case["secret"]:
        assert not any(secret in words for words in output), secret
    if case["file"].endswith(".csv"):
        codec = "utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "cp1251"
        assert all(secret in content.decode(codec) for secret in case["secret"])


def _check_boundaries(case: Case, report: BoundaryFile) -> None:
    assert not set(case) & REGISTER_ONLY
    if "key" in case:
        assert report.key == case["key"]
    if "drawn" in case:
        codes = [] if report.shapes is None else list(report.shapes["iso_code"])
        assert codes == case["drawn"]


def _check_settings(case: Case, report: ValidationReport) -> None:
    assert not set(case) & BOUNDARIES_ONLY
    if "columns_are" in case:
        assert report.pivot is not None and report.pivot.columns_are == case["columns_are"]
        words = (report.pivot.measure, report.pivot.year, report.pivot.month)
        assert [value or "" for value in words] == [
            tuple(value) if isinstance(value, list) else value for value in case["lines_above"]
        ]
    else:
        assert report.pivot is None
    if "entries" in case:
        assert report.detected is not None
        assert [option.entries for option in report.detected.sheet_options] == case["entries"]
    expected = {name: case[name] for name in SETTINGS if name in case}
    if expected or case["status"] in ("clean", "issues"):
        assert report.detected is not None
        settings = {name: getattr(report.detected, name) for name in expected}
        settings = {k: list(v) if isinstance(v, tuple) else v or "" for k, v in settings.items()}
        assert settings == expected


def _check_rows(case: Case, report: ValidationReport) -> None:
    """Check that each row is accepted, rejected with an error, or excluded with a correction."""
    assert report.rows == report.accepted + report.excluded + report.rejected
    if report.complete:
        rows = {p.row for p in report.issues if p.severity == "error" and p.row is not None}
        assert len(rows) == report.rejected
        assert not rows & set(report.frame.index)
    places = [p for p in (*report.issues, *report.corrections) if p.rule in EXCLUDED_ROWS]
    excluded_rows = [p.row for p in places if p.sheet is None]
    assert len(excluded_rows) == len(set(excluded_rows)) == report.excluded


def _check_cells(case: Case, report: ValidationReport) -> None:
    labels = {source.name: label for label, source in report.sources.items()}
    for row, column, value in case.get("cells", []):
        cell = report.frame.at[labels.get(row, row), column]
        assert (str(cell.date()) if isinstance(cell, pd.Timestamp) else cell) == value
    if "extra" in case:
        assert list(report.extra) == case["extra"]


def _check_questions(case: Case, report: ValidationReport) -> None:
    assert [name.text for name in report.possible_names] == case.get("names", [])
    if "questions" in case:
        questions = sorted([q.subject, q.spelling, q.rows] for q in report.questions)
        assert questions == sorted(case["questions"])
    for row, offers in case.get("offers", {}).items():
        (issue,) = [p for p in report.issues if p.row == int(row)]
        assert issue.params.get("offers", "") == offers


def _check_clicks(case: Case, report: ValidationReport, path: Path, campaign: Campaign) -> None:
    """Check the number of clicks from upload to map, if clicks can accept any row."""
    if "wanted" not in case and case["kind"] == "activities":
        clicks = count_clicks(report, path.name, path.read_bytes(), campaign)
        assert clicks == case.get("clicks")


# The corpus itself ----------------------------------------------------------------------------


def _files() -> set[str]:
    return {
        str(path.relative_to(CORPUS))
        for kind in KINDS
        for path in (CORPUS / kind).iterdir()
        if path.is_file()
    }


def test_the_corpus_has_many_files_of_limited_size() -> None:
    files = _files()
    registers = {case["file"] for case in CASES if case["kind"] == "activities"}
    assert len(registers) >= 180
    assert sum((CORPUS / name).stat().st_size for name in files) < MOST_BYTES


def test_each_file_is_expected_and_described() -> None:
    assert {case["file"] for case in CASES} == _files()
    readme = (CORPUS / "README.md").read_text(encoding="utf-8")
    lines = [line.split("`")[1] for line in readme.splitlines() if line.startswith("| `")]
    assert sorted(lines) == sorted(_files())


def test_most_registers_are_three_clicks_from_the_map() -> None:
    clicks = [case["clicks"] for case in CASES if "clicks" in case]
    asked = [count for count in clicks if count > 1]
    assert len(clicks) >= 110
    # Files without questions need only the click on the map.
    assert median(clicks) == 1
    assert median(asked) <= MOST_CLICKS


def test_expected_totals_are_consistent() -> None:
    for case in CASES:
        if "totals" in case:
            totals = _totals(case)
            assert totals["activities"] == sum(totals["by_oblast"].values()) == case["accepted"]
