"""Every file of the corpus through the door, held against what was worked out by hand."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from campaign.commands.check import EXITS, to_json_object
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.boundaries.boundary_file import BoundaryFile
from campaign.ingest.dispatch import Taken, ingest_file
from campaign.ingest.options import RequestedOptions
from campaign.ingest.privacy.possible_names import text_key
from campaign.ingest.report import ValidationReport

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
EXPECTED: dict[str, Any] = tomllib.loads((CORPUS / "expected.toml").read_text(encoding="utf-8"))
CASES: list[dict[str, Any]] = EXPECTED["case"]
KINDS = ("text", "wrong", "private", "broken", "sheets", "libreoffice", "population", "boundaries")
DECIDED = ("encoding", "delimiter", "decimal", "date_order", "head_row", "sheet", "sheets")
MOST_BYTES = 600_000
TEXT = Text.of("en")

Case = dict[str, Any]


def _wanted(given: dict[str, Any]) -> RequestedOptions:
    given = dict(given)
    columns = {int(at): name for at, name in given.pop("columns", {}).items()}
    codes = {
        (of, folded): code
        for of, answers in given.pop("codes", {}).items()
        for folded, code in answers.items()
    }
    public = {text_key(text): said for text, said in given.pop("public_texts", {}).items()}
    return RequestedOptions(columns=columns, codes=codes, public_texts=public, **given)


@pytest.fixture(
    scope="module", params=CASES, ids=lambda case: case["file"] + "?" * ("wanted" in case)
)
def case(request: pytest.FixtureRequest) -> Case:
    return request.param


@pytest.fixture(scope="module")
def report(case: Case, campaign: Campaign) -> Taken:
    path = CORPUS / case["file"]
    return ingest_file(
        path.read_bytes(), path.name, campaign, wanted=_wanted(case.get("wanted", {}))
    )


def test_status_and_exit_code(case: Case, report: Taken) -> None:
    assert report.status == case["status"], [p.rule for p in report.problems]
    assert EXITS[report.status] == case["exit"]


def test_kind(case: Case, report: Taken) -> None:
    found = report.table if isinstance(report, ValidationReport) else "boundaries"
    assert found == case["kind"]


def test_what_was_decided(case: Case, report: Taken) -> None:
    due = {name: case[name] for name in DECIDED if name in case}
    if due or case["status"] in ("clean", "problems") and case["kind"] != "boundaries":
        assert isinstance(report, ValidationReport) and report.decided is not None
        found = {name: getattr(report.decided, name) for name in due}
        found = {k: list(v) if isinstance(v, tuple) else v or "" for k, v in found.items()}
        assert found == due
    if "key" in case:
        assert isinstance(report, BoundaryFile)
        assert report.key == case["key"]


def test_rows_are_all_accounted_for(case: Case, report: Taken) -> None:
    told = to_json_object(report, TEXT)
    assert [told[name] for name in ("rows", "accepted", "left_out")] == [
        case[name] for name in ("rows", "accepted", "left_out")
    ]
    if isinstance(report, ValidationReport):
        assert report.rows == report.accepted + report.left_out + report.refused_rows


def test_each_refused_row_has_an_error(case: Case, report: Taken) -> None:
    if not isinstance(report, ValidationReport) or not report.complete:
        return
    named = {p.row for p in report.problems if p.severity == "error" and p.row is not None}
    assert len(named) == report.refused_rows
    assert not named & set(report.frame.index)


def test_each_row_left_out_has_a_repair(case: Case, report: Taken) -> None:
    if isinstance(report, ValidationReport):
        why = [
            p.row for p in report.repairs if p.rule in ("total_row", "repeated_head", "note_row")
        ]
        assert len(why) == len(set(why)) == report.left_out


def test_totals(case: Case, report: Taken) -> None:
    if "totals" not in case:
        return
    due = case["totals"]
    due = EXPECTED["totals"][due] if isinstance(due, str) else due
    found = to_json_object(report, TEXT)["totals"]
    by_oblast = {code: sums["activities"] for code, sums in found["by_oblast"].items()}
    reached = "not reported" if found["reached"] is None else found["reached"]
    assert {**found, "by_oblast": by_oblast, "reached": reached} == due


def test_problems(case: Case, report: Taken) -> None:
    found = sorted([p.row or 0, p.rule, p.cell.label] for p in report.problems)
    assert found == sorted(case["problems"])


def test_repairs(case: Case, report: Taken) -> None:
    found = Counter(p.rule for p in report.repairs)
    due = case.get("repairs_include", {})
    assert {rule: found[rule] for rule in due} == due
    assert {p.severity for p in report.repairs} <= {"repair"}


def test_cells_that_count(case: Case, report: Taken) -> None:
    for row, column, value in case.get("cells", []):
        assert isinstance(report, ValidationReport)
        cell = report.frame.at[row, column]
        assert (str(cell.date()) if isinstance(cell, pd.Timestamp) else cell) == value
    if "extra" in case:
        assert isinstance(report, ValidationReport)
        assert list(report.extra) == case["extra"]
    if "drawn" in case:
        assert isinstance(report, BoundaryFile)
        drawn = [] if report.shapes is None else list(report.shapes["iso_code"])
        assert drawn == case["drawn"]


def test_questions_and_offers(case: Case, report: Taken) -> None:
    if "questions" in case:
        assert isinstance(report, ValidationReport)
        found = sorted([q.of, q.spelling, q.rows] for q in report.questions)
        assert found == sorted(case["questions"])
    for row, offers in case.get("offers", {}).items():
        (problem,) = [p for p in report.problems if p.row == int(row)]
        assert problem.params.get("offers", "") == offers


def test_every_fault_is_told_in_three_languages(case: Case, report: Taken) -> None:
    for found in (*report.problems, *report.repairs):
        said = {lang: found.message(Text.of(lang)) for lang in LANGUAGES}
        assert all(said.values())
        assert len(set(said.values())) == len(LANGUAGES), said
        assert all("{" not in words for words in said.values()), said


def test_names_are_asked_about(case: Case, report: Taken) -> None:
    if isinstance(report, ValidationReport):
        assert [name.text for name in report.possible_names] == case.get("names", [])


def test_what_is_personal_is_never_said(case: Case, report: Taken) -> None:
    if "secret" not in case:
        assert case["status"] != "refused"
        return
    assert isinstance(report, ValidationReport)
    if case["status"] == "refused":
        assert report.frame.empty and report.preview.empty
        assert report.decided is None and not report.repairs and not report.questions
        assert not report.extra
    told = [
        json.dumps(to_json_object(report, Text.of(lang)), ensure_ascii=False) for lang in LANGUAGES
    ]
    told += [p.cell.describe(Text.of(lang)) for lang in LANGUAGES for p in report.problems]
    told += [repr(report), report.frame.to_csv(), report.preview.to_csv()]
    content = (CORPUS / case["file"]).read_bytes()
    assert case["secret"]
    for secret in case["secret"]:
        assert not any(secret in words for words in told), secret
    if case["file"].endswith(".csv"):
        codec = "utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "cp1251"
        assert all(secret in content.decode(codec) for secret in case["secret"])


# The corpus itself ----------------------------------------------------------------------------


def _files() -> set[str]:
    return {
        str(path.relative_to(CORPUS))
        for kind in KINDS
        for path in (CORPUS / kind).iterdir()
        if path.is_file()
    }


def test_corpus_is_large_and_light() -> None:
    files = _files()
    assert len(files) >= 45
    assert sum((CORPUS / name).stat().st_size for name in files) < MOST_BYTES


def test_each_file_is_expected_and_described() -> None:
    assert {case["file"] for case in CASES} == _files()
    readme = (CORPUS / "README.md").read_text(encoding="utf-8")
    lines = [line.split("`")[1] for line in readme.splitlines() if line.startswith("| `")]
    assert sorted(lines) == sorted(_files())


def test_totals_of_expectations_agree_with_themselves() -> None:
    for case in CASES:
        due = case.get("totals")
        due = EXPECTED["totals"][due] if isinstance(due, str) else due
        if due is not None:
            assert due["activities"] == sum(due["by_oblast"].values()) == case["accepted"]
