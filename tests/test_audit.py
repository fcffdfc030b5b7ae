"""The audit of packages: what it finds, and that it reports what it could not check."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tests import audit
from tests.audit import Unanswered, advisories, brought_along, main, pins, unlike_installed

# As the index tells it of pycrypto 2.6.1, shortened.
BAD = {
    "info": {"version": "2.6.1"},
    "vulnerabilities": [
        {"id": "PYSEC-2017-94", "aliases": ["CVE-2013-7459"], "fixed_in": [], "withdrawn": None},
        {"id": "PYSEC-0000-0", "aliases": [], "fixed_in": ["3"], "withdrawn": "2018-01-01"},
    ],
}


def clean(page: str) -> Mapping[str, Any]:
    """An index that knows every version and nothing against it."""
    return {"info": {"version": page.split("/")[1]}, "vulnerabilities": []}


def test_the_requirements_are_sound() -> None:
    assert audit.offline() == []


def test_a_loose_requirement_is_named() -> None:
    pinned, loose = pins("-r requirements.txt\nA_b[x,y]==1.0  # why\n\nc>=2\nd\ne==1.*\nf==1,!=2\n")
    assert pinned == {"a-b": "1.0"}
    assert loose == ["c>=2", "d", "e==1.*", "f==1,!=2"]


def test_what_another_system_needs_is_passed_over() -> None:
    needed, other = 'a==1; python_version>"3"', 'b==2; python_version<"3"'
    assert pins(f"{needed}\n{other}\nc>2; python_version<'3'") == (
        {"a": "1"},
        ["c>2; python_version<'3'"],
    )


def test_another_version_than_required_is_named() -> None:
    sentences = unlike_installed({"pytest": "0.1", "no-such-package-here": "1"})
    assert (
        len(sentences) == 2
        and "0.1 is required" in sentences[0]
        and sentences[1].endswith("nothing is installed")
    )


def test_what_packages_bring_along_is_audited_too() -> None:
    versions = brought_along(["streamlit"])
    assert {"streamlit", "starlette", "protobuf", "numpy"} <= set(versions)
    assert "pytest" not in versions


def test_a_vulnerable_version_is_found_by_its_own_page_or_as_the_newest() -> None:
    pages: dict[str, Mapping[str, Any]] = {"pycrypto/2.6.1/json": BAD}
    by_package = advisories({"pycrypto": "2.6.1"}, pages.get).by_package
    assert len(by_package["pycrypto"]) == 1 and "CVE-2013-7459" in by_package["pycrypto"][0]
    pages = {"pycrypto/json": BAD}
    assert advisories({"pycrypto": "2.6.1"}, pages.get).by_package == by_package


def test_what_is_wrong_here_fails_whatever_the_index_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "offline", lambda: ["a: 1 is required, 2 is installed"])
    assert main([], clean) == 1


def test_what_is_said_of_another_version_counts_for_nothing() -> None:
    answer = advisories({"pycrypto": "2.6"}, {"pycrypto/json": BAD}.get)
    assert not answer.by_package and answer.unknown == ("pycrypto 2.6",)


@pytest.fixture
def sound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is wrong with what is installed here."""
    monkeypatch.setattr(audit, "offline", list[str])


@pytest.mark.usefixtures("sound")
def test_the_command_fails_on_a_vulnerable_package(capsys: pytest.CaptureFixture[str]) -> None:
    def fetch(page: str) -> Mapping[str, Any]:
        bad = {"info": clean(page)["info"], "vulnerabilities": BAD["vulnerabilities"]}
        return bad if page.startswith("starlette/") else clean(page)

    assert main([], fetch) == 1
    assert "starlette" in capsys.readouterr().out.splitlines()[0]
    assert main([], clean) == 0


@pytest.mark.usefixtures("sound")
def test_silence_is_said_and_can_be_made_a_failure(capsys: pytest.CaptureFixture[str]) -> None:
    def fail(_: str) -> Mapping[str, Any]:
        raise Unanswered("the index cannot be reached")

    assert main([], fail) == 0
    assert "NOT AUDITED" in capsys.readouterr().out
    assert main(["--must-answer"], fail) == 1
    assert main([], lambda _: None) == 0
    assert "audited 0 of" in capsys.readouterr().out
    assert main(["--must-answer"], lambda _: None) == 1
