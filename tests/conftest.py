"""The shipped campaign, read once for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from campaign.dataset.folders import Folders
from campaign.dataset.load import load_campaign
from campaign.domain.campaign import Campaign, Edition

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def folders() -> Folders:
    return Folders(ROOT / "data", ROOT / "geo")


@pytest.fixture(scope="session")
def campaign(folders: Folders) -> Campaign:
    return load_campaign(folders)


@pytest.fixture(scope="session")
def edition(campaign: Campaign) -> Edition:
    return campaign.editions["2017"]
