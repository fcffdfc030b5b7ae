"""The answers above the tiles of the overview."""

from __future__ import annotations

import re
from html import unescape

import pytest

from campaign.charts import by_region
from campaign.charts.page_answers import overview_points
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from campaign.site.card import headline_html
from campaign.site.kpi_tiles import tiles
from tests.campaigns import view_of


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_kyrgyz_date_of_an_answer_breaks_after_its_hyphen(campaign: Campaign, lang: str) -> None:
    view = view_of(campaign, lang)
    points = re.findall("<li>(.*?)</li>", tiles(view))
    assert [unescape(re.sub("<[^>]*>", "", point)) for point in points] == list(
        overview_points(view)
    )
    dates = re.findall(r'<span class="keep">(.*?)</span>', "".join(points))
    assert dates == (["7-ж.", "1-июль", "6-август"] if lang == "ky" else [])


def test_a_russian_ordinal_of_a_finding_does_not_break_after_its_hyphen(campaign: Campaign) -> None:
    chart = by_region.region_ranking(view_of(campaign, "ru", oblast="KG-O"))
    assert re.findall(r'<span class="keep">(.*?)</span>', headline_html(chart)) == ["8-е"]
