"""The shipped campaign, read once for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from campaign.dataset.load import Folders, load_campaign
from campaign.domain.campaign import Campaign, Edition

ROOT = Path(__file__).resolve().parent.parent
# The same examples in every run, and however long one takes: no test fails by chance.
settings.register_profile(
    "steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def folders() -> Folders:
    return Folders(ROOT / "data", ROOT / "geo")


@pytest.fixture(scope="session")
def campaign(folders: Folders) -> Campaign:
    return load_campaign(folders)


@pytest.fixture(scope="session")
def edition(campaign: Campaign) -> Edition:
    return campaign.editions["2017"]
