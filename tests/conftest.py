"""The shipped campaign, read once for all tests."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from campaign.dataset.folders import Folders
from campaign.dataset.load import load_campaign
from campaign.domain.campaign import Campaign, Edition

ROOT = Path(__file__).resolve().parent.parent
E2E = ROOT / "tests" / "e2e"


@pytest.fixture(scope="session")
def folders() -> Folders:
    return Folders(ROOT / "data", ROOT / "geo")


@pytest.fixture(scope="session")
def campaign(folders: Folders) -> Campaign:
    return load_campaign(folders)


@pytest.fixture(scope="session")
def edition(campaign: Campaign) -> Edition:
    return campaign.editions["2017"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark as long all but one language of each test without a browser; they take turns."""
    languages: dict[str, list[pytest.Item]] = {}
    for item in items:
        name, _, case = item.nodeid.rstrip("]").partition("[")
        lang = item.callspec.params.get("lang") if hasattr(item, "callspec") else None
        parts = case.split("-")
        if lang in parts and E2E not in item.path.parents:
            parts.remove(lang)
            languages.setdefault("-".join([name, *parts]), []).append(item)
    for case, tests in languages.items():
        turn = zlib.crc32(case.encode()) % len(tests)
        for item in tests[:turn] + tests[turn + 1 :]:
            item.add_marker(pytest.mark.long)
