"""Fixtures of the shipped campaign, and the choice of the tests that `make test` runs."""

from __future__ import annotations

import gc
import sys
import zlib
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from campaign.dataset.folders import Folders
from campaign.dataset.load import load_campaign
from campaign.domain.campaign import Campaign, Edition
from tests.campaigns import new_numbers

ROOT = Path(__file__).resolve().parent.parent
OF_EVERY_LANGUAGE = ("tests/e2e/", "tests/i18n/")
"""Folders whose tests choose their languages themselves; tests of texts run in all languages."""
MAIN = sys.modules["__main__"]


@pytest.fixture(autouse=True)
def _main_module() -> None:
    """Restore the main module: a page under test replaces it, and subprocesses start from it."""
    sys.modules["__main__"] = MAIN


@pytest.fixture(autouse=True)
def _numbers(request: pytest.FixtureRequest) -> Iterator[None]:
    """Separate the cached numbers of a test that uses monkeypatch from those of other tests."""
    if "monkeypatch" not in request.fixturenames:
        yield
        return
    with new_numbers():
        yield


@pytest.fixture(scope="session")
def folders() -> Folders:
    return Folders(ROOT / "data", ROOT / "geo")


@pytest.fixture(scope="session")
def campaign(folders: Folders) -> Campaign:
    return load_campaign(folders)


@pytest.fixture(scope="session")
def edition(campaign: Campaign) -> Edition:
    return campaign.editions["2017"]


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Exclude modules and tests, which live until the end, from garbage collection.

    Collections are rarer than by default: they take a thirtieth of the processor time of a run.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(20_000, 20, 20)
        gc.enable()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that only CI runs as long: other languages, and cases beyond a sample."""
    _take_turns([item for item in items if not item.nodeid.startswith(OF_EVERY_LANGUAGE)])
    _take_samples(items)


def _take_turns(items: list[pytest.Item]) -> None:
    """Keep one language for each case of a test with the parameter `lang`; cases take turns.

    Tests with no other parameter share one language in a file, and so the documents they build.
    """
    languages: dict[str, list[pytest.Item]] = {}
    for item in items:
        name, _, case = item.nodeid.rstrip("]").partition("[")
        lang = item.callspec.params.get("lang") if hasattr(item, "callspec") else None
        parts = case.split("-")
        if lang in parts:
            parts.remove(lang)
            languages.setdefault("-".join([name, *parts]), []).append(item)
    for case, tests in languages.items():
        name, _, others = case.partition("-")
        turns = case if others else name.partition("::")[0]
        turn = zlib.crc32(turns.encode()) % len(tests)
        for item in tests[:turn] + tests[turn + 1 :]:
            item.add_marker(pytest.mark.long)


def _take_samples(items: list[pytest.Item]) -> None:
    """Keep n evenly spaced cases of a test marked `sample(n)`, and those marked `every_run`."""
    tests: dict[str, list[pytest.Item]] = {}
    for item in items:
        marks = {mark.name for mark in item.iter_markers()}
        if "sample" in marks and not marks & {"long", "every_run"}:
            tests.setdefault(item.nodeid.partition("[")[0], []).append(item)
    for cases in tests.values():
        marker = cases[0].get_closest_marker("sample")
        count = marker.args[0] if marker else len(cases)
        sample = {round(at * len(cases) / count) for at in range(count)}
        for at, item in enumerate(cases):
            if at not in sample:
                item.add_marker(pytest.mark.long)
