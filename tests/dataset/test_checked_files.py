"""After the change of one file the others are not checked again, unless they depend on it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from campaign.dataset import file_reader
from campaign.dataset.checked_files import CheckedFiles
from campaign.dataset.folders import Folders
from campaign.dataset.load import load_campaign
from campaign.domain import clock

REGISTER = "data/2017/activities.csv"
POPULATION = "geo/population.csv"
TARGETS = "data/2017/targets.csv"


@pytest.fixture
def files(folders: Folders, tmp_path: Path) -> Folders:
    """A copy of the shipped files, which are read once."""
    copy = Folders(tmp_path / "data", tmp_path / "geo")
    shutil.copytree(folders.data, copy.data)
    shutil.copytree(folders.geo, copy.geo)
    load_campaign(copy)
    return copy


@pytest.fixture
def checked_labels(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The labels of all files that are checked from now on."""
    labels: list[str] = []

    check: Callable[..., object] = file_reader.ingest_register

    def record_label(content: bytes, label: str, *rest: object) -> object:
        labels.append(label)
        return check(content, label, *rest)

    monkeypatch.setattr(file_reader, "ingest_register", record_label)
    return labels


def change(files: Folders, file: str, old: str, new: str) -> None:
    path = files.data.parent / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_without_a_change_nothing_is_checked_again(
    files: Folders, checked_labels: list[str]
) -> None:
    load_campaign(files)
    assert checked_labels == []


def test_only_the_changed_register_is_checked(files: Folders, checked_labels: list[str]) -> None:
    before = load_campaign(files)
    path = files.data.parent / REGISTER
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    after = load_campaign(files)
    assert checked_labels == [REGISTER]
    rows = [campaign.editions["2017"].totals["activities"].sum() for campaign in (before, after)]
    assert rows[1] == rows[0] - 1
    assert after.fingerprint != before.fingerprint


def test_files_that_depend_on_a_changed_file_are_checked(
    files: Folders, checked_labels: list[str]
) -> None:
    """The register depends on types, dates and population; all tables on the public texts."""
    change(files, "data/activity_types.csv", "lecture,", "lessons,")
    totals = load_campaign(files).editions["2017"].totals
    assert {"data/activity_types.csv", REGISTER, TARGETS} <= set(checked_labels)
    assert totals is not None and "lecture" not in set(totals["type"])
    checked_labels.clear()
    change(files, POPULATION, ",", ", ")  # the same values
    load_campaign(files)
    assert checked_labels == [POPULATION]
    (files.data / "public_texts.csv").write_text("text\nТеатр имени А. Малдыбаева\n", "utf-8")
    load_campaign(files)
    assert {REGISTER, TARGETS, "data/campaigns.csv"} <= set(checked_labels)


def test_the_next_day_dates_are_checked_again(
    files: Folders, checked_labels: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    monkeypatch.setattr(clock, "today", lambda: tomorrow)
    load_campaign(files)
    assert REGISTER in checked_labels


def test_a_result_has_the_issues_of_its_file(files: Folders) -> None:
    change(files, REGISTER, "KG-", "XX-")
    issues = load_campaign(files).editions["2017"].issues
    assert issues
    assert load_campaign(files).editions["2017"].issues == issues


def test_an_unusable_result_and_those_of_removed_files_are_not_kept() -> None:
    results = CheckedFiles()
    first = CheckedFiles(results)
    assert first.read("a.csv", b"a", (), lambda: "good", bool) == "good"
    assert first.read("b.csv", b"b", (), lambda: "", bool) == ""
    results.replace_with(first)
    second = CheckedFiles(results)
    assert second.read("b.csv", b"b", (), lambda: "read again", bool) == "read again"
    results.replace_with(second)
    third = CheckedFiles(results)
    assert third.read("a.csv", b"a", (), lambda: "read again", bool) == "read again"
