"""Worker processes draw the same public pages as a single process."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest

from campaign.analysis.selection import Selection
from campaign.dataset import campaign_cache
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from campaign.site.public import publish
from campaign.site.public.catalogue import Catalogue
from campaign.site.public.publish import Part, PublishTask

from .conftest import draw_pages

SELECTION = Selection("2017", indicator="reach")


@pytest.fixture
def process(campaign: Campaign) -> Iterator[None]:
    """Prepare this process as a worker, and restore it afterwards."""
    with pd.option_context("mode.string_storage", pd.get_option("mode.string_storage")):
        publish._prepare(PublishTask(campaign_cache.folders(), campaign.fingerprint, None, True))
        yield
    publish._prepared.clear()


@pytest.mark.usefixtures("process")
def test_a_process_draws_the_same_pages() -> None:
    [files] = publish._make([Part("en", SELECTION)])
    assert pd.get_option("mode.string_storage") == "python"
    expected = draw_pages(SELECTION, "en")
    assert {path: content.decode("utf-8-sig") for path, content in files.items()} == expected


def test_languages_of_a_selection_are_drawn_together(campaign: Campaign) -> None:
    parts = publish.parts_of(Catalogue.of(campaign))
    groups = publish._groups(parts)
    assert sorted(map(repr, parts)) == sorted(repr(part) for group in groups for part in group)
    assert all(len({(part.kind, part.selection) for part in group}) == 1 for group in groups)
    assert {part.lang for part in groups[-1]} == set(LANGUAGES)
