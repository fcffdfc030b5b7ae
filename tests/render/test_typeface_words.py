"""The typeface of pictures and documents has every character of the charts."""

from __future__ import annotations

import pytest

from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from campaign.render.size import A4
from campaign.render.svg.figure import draw
from campaign.render.typeface import UNKNOWN, legible
from campaign.theme.style import LIGHT
from tests.campaigns import CHARTS, view_of


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_character_becomes_a_question_mark(campaign: Campaign, lang: str) -> None:
    """A question mark in a cell is a state: attendance that is not reported."""
    view = view_of(campaign, lang)
    for build in CHARTS:
        chart = build(view)
        plain, legible_svg = (draw(chart, LIGHT, A4, spell) for spell in (str, legible))
        assert legible_svg.count(UNKNOWN) == plain.count(UNKNOWN), chart.key
