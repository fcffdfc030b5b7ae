"""The audit of packages: its findings, and its report on what it could not check."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests import audit
from tests.audit import Unanswered, advisories, main, pins, version_mismatches, with_dependencies

# The response of the index about pycrypto 2.6.1, shortened.
BAD = {
    "info": {"version": "2.6.1"},
    "vulnerabilities": [
        {"id": "PYSEC-2017-94", "aliases": ["CVE-2013-7459"], "fixed_in": [], "withdrawn": None},
        {"id": "PYSEC-0000-0", "aliases": [], "fixed_in": ["3"], "withdrawn": "2018-01-01"},
    ],
}


def clean_page(page: str) -> Mapping[str, Any]:
    """A page of an index that knows every version and has no advisories."""
    return {"info": {"version": page.split("/")[1]}, "vulnerabilities": []}


def test_requirements_have_no_offline_issues() -> None:
    assert audit.offline_issues() == []


def test_pins_list_requirements_without_one_version() -> None:
    pinned, loose = pins("-r requirements.txt\nA_b[x,y]==1.0  # why\n\nc>=2\nd\ne==1.*\nf==1,!=2\n")
    assert pinned == {"a-b": "1.0"}
    assert loose == ["c>=2", "d", "e==1.*", "f==1,!=2"]


def test_pins_skip_requirements_of_other_systems() -> None:
    needed, other = 'a==1; python_version>"3"', 'b==2; python_version<"3"'
    assert pins(f"{needed}\n{other}\nc>2; python_version<'3'") == (
        {"a": "1"},
        ["c>2; python_version<'3'"],
    )


def test_version_mismatches_name_both_versions() -> None:
    sentences = version_mismatches({"pytest": "0.1", "no-such-package-here": "1"})
    assert (
        len(sentences) == 2
        and "0.1 is required" in sentences[0]
        and sentences[1].endswith("nothing is installed")
    )


def test_with_dependencies_adds_dependencies() -> None:
    versions = with_dependencies(["streamlit"])
    assert {"streamlit", "starlette", "protobuf", "numpy"} <= set(versions)
    assert "pytest" not in versions


def test_advisories_read_the_page_of_the_version_or_of_the_package() -> None:
    pages: dict[str, Mapping[str, Any]] = {"pycrypto/2.6.1/json": BAD}
    by_package = advisories({"pycrypto": "2.6.1"}, pages.get).by_package
    assert len(by_package["pycrypto"]) == 1 and "CVE-2013-7459" in by_package["pycrypto"][0]
    pages = {"pycrypto/json": BAD}
    assert advisories({"pycrypto": "2.6.1"}, pages.get).by_package == by_package


def test_offline_issues_fail_whatever_the_index_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "offline_issues", lambda: ["a: 1 is required, 2 is installed"])
    assert main([], clean_page) == 1


def test_advisories_of_another_version_do_not_count() -> None:
    answer = advisories({"pycrypto": "2.6"}, {"pycrypto/json": BAD}.get)
    assert not answer.by_package and answer.unknown == ("pycrypto 2.6",)


@pytest.fixture
def no_offline_issues(monkeypatch: pytest.MonkeyPatch) -> None:
    """The part of the audit without a network finds nothing."""
    monkeypatch.setattr(audit, "offline_issues", list[str])


@pytest.mark.usefixtures("no_offline_issues")
def test_the_command_fails_on_a_vulnerable_package(capsys: pytest.CaptureFixture[str]) -> None:
    def fetch(page: str) -> Mapping[str, Any]:
        bad = {"info": clean_page(page)["info"], "vulnerabilities": BAD["vulnerabilities"]}
        return bad if page.startswith("starlette/") else clean_page(page)

    assert main([], fetch) == 1
    assert "starlette" in capsys.readouterr().out.splitlines()[0]
    assert main([], clean_page) == 0


@pytest.mark.usefixtures("no_offline_issues")
def test_missing_answers_are_reported_and_fail_with_must_answer(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(_: str) -> Mapping[str, Any]:
        raise Unanswered("the index cannot be reached")

    assert main([], fail) == 0
    assert "NOT AUDITED" in capsys.readouterr().out
    assert main(["--must-answer"], fail) == 1
    assert main([], lambda _: None) == 0
    assert "audited 0 of" in capsys.readouterr().out
    assert main(["--must-answer"], lambda _: None) == 1
