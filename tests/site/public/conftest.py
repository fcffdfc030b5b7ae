"""Public pages of the shipped campaign, each set drawn once in a test run."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from unittest.mock import patch

import pytest

from campaign.analysis.selection import Selection
from campaign.dataset import campaign_cache
from campaign.site.public.catalogue import Catalogue
from campaign.site.public.pages import PageSet


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Catalogue.of(campaign_cache.current())


@cache
def draw_pages(selection: Selection, lang: str) -> Mapping[str, str]:
    """The pages and tables of a selection as text by path; "" for a picture."""
    pages = PageSet(Catalogue.of(campaign_cache.current()), selection, lang, has_address=True)
    # Link pictures take as long as pages, and have their own tests.
    with patch("campaign.site.public.pages.link_picture", lambda view: b""):
        return {path: content.decode("utf-8-sig") for path, content in pages.draw()}
