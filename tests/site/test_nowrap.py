"""No line breaks after the hyphen of a date or an ordinal."""

from __future__ import annotations

import re
from html import unescape

import pytest

from campaign.charts import by_region, over_time
from campaign.charts.words.page_answers import overview_points
from campaign.domain.campaign import Campaign
from campaign.i18n.date_format import HYPHENATED_NUMBER
from campaign.i18n.translator import LANGUAGES
from campaign.site.card import card, headline_html
from campaign.site.kpi_tiles import tiles
from campaign.site.links import LiveLinks
from campaign.site.page import SitePage
from campaign.site.view_cache import cached_chart
from campaign.ui.chart_card import words
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


def test_no_kyrgyz_date_of_a_caption_breaks_after_its_hyphen(campaign: Campaign) -> None:
    view = view_of(campaign, "ky")
    chart = over_time.timeline(view)
    dates = HYPHENATED_NUMBER.findall(chart.caption)
    assert dates
    page = SitePage("timeline", view, LiveLinks(campaign), cached_chart)
    for html in (words(view, chart), card(page, over_time.timeline)):
        (caption,) = re.findall(r'<p class="summary[^"]*">(.*?)</p>', html)
        assert re.findall(r'<span class="keep">(.*?)</span>', caption) == dates
