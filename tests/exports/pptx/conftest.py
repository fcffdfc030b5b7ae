"""The slides of the shipped campaign, made once in a test run."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from pptx.util import Pt

from campaign.domain.campaign import Campaign
from campaign.exports.pptx.deck import deck
from campaign.presentation.slides import SLIDE_KINDS
from tests.exports.pptx.deck_file import SlidesIn, open_deck, slide


@pytest.fixture(scope="session")
def slides_in(campaign: Campaign) -> SlidesIn:
    """A slide of each kind in a language, by its kind; made once."""

    def build(lang: str) -> Mapping[str, Any]:
        show = open_deck(deck(campaign, [slide(kind) for kind in SLIDE_KINDS], lang))
        assert (show.slide_width, show.slide_height) == (Pt(960), Pt(540))
        return dict(zip(SLIDE_KINDS, show.slides, strict=True))

    return cache(build)
