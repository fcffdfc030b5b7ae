"""The processes that draw public pages give the same pages as one that draws without them."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest

from campaign.analysis.selection import Selection
from campaign.dataset import campaign_cache
from campaign.domain.campaign import Campaign
from campaign.site.public import work
from campaign.site.public.work import Order, Part

from .conftest import drawn

SELECTION = Selection("2017", indicator="reach")


@pytest.fixture
def process(campaign: Campaign) -> Iterator[None]:
    """This process as one that draws pages; afterwards as it was."""
    with pd.option_context("mode.string_storage", pd.get_option("mode.string_storage")):
        work._prepare(Order(campaign_cache.folders(), campaign.fingerprint, None, True))
        yield
    work._prepared.clear()


@pytest.mark.usefixtures("process")
def test_a_process_draws_the_same_pages() -> None:
    files = work._make(Part("en", SELECTION))
    assert pd.get_option("mode.string_storage") == "python"
    expected = drawn(SELECTION, "en")
    assert {path: content.decode("utf-8-sig") for path, content in files.items()} == expected
