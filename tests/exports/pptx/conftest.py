"""The slides of the shipped campaign, made once in a test run."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
from pptx.util import Pt

from campaign.domain.campaign import Campaign
from campaign.exports.pptx.deck import deck
from campaign.presentation.slides import FIGURES
from tests.exports.pptx.deck_file import SlidesIn, open_deck, slide


@pytest.fixture(scope="session")
def slides_in(campaign: Campaign) -> SlidesIn:
    """A slide of each figure in a language, by the name of the figure; made once."""

    def build(lang: str) -> Mapping[str, Any]:
        show = open_deck(deck(campaign, [slide(figure) for figure in FIGURES], lang))
        assert (show.slide_width, show.slide_height) == (Pt(960), Pt(540))
        return dict(zip(FIGURES, show.slides, strict=True))

    return cache(build)
