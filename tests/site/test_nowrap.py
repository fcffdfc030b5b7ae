"""No line breaks after the hyphen of a date or an ordinal, or before a dash."""

from __future__ import annotations

import re
from html import unescape

import pytest

from campaign.charts import by_region, over_time
from campaign.charts.page_answers import overview_answers
from campaign.domain.campaign import Campaign
from campaign.i18n.date_format import HYPHENATED_NUMBER
from campaign.i18n.translator import LANGUAGES
from campaign.site.card import card, headline_html
from campaign.site.contents import insights, tiles
from campaign.site.elements import keep_together
from campaign.site.links import LiveLinks
from campaign.site.page import SitePage, page_title
from campaign.site.published import reported_events
from campaign.site.view_cache import cached_chart
from tests.campaigns import view_of
from tests.plain_words import plain_spaces


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_kyrgyz_date_of_an_answer_breaks_after_its_hyphen(campaign: Campaign, lang: str) -> None:
    view = view_of(campaign, lang)
    answers = re.findall(
        "<b>(.*?)</b>", tiles(SitePage("overview", view, LiveLinks(campaign), cached_chart))
    )
    texts = [plain_spaces(unescape(re.sub("<[^>]*>", "", answer))) for answer in answers]
    assert texts == [plain_spaces(answer.value) for answer in overview_answers(view)]
    dates = re.findall(r'<span class="keep">(.*?)</span>', "".join(answers))
    assert dates == (["1-июль", "6-август"] if lang == "ky" else [])


def test_a_russian_ordinal_of_a_finding_does_not_break_after_its_hyphen(campaign: Campaign) -> None:
    chart = by_region.region_ranking(view_of(campaign, "ru", oblast="KG-O"))
    assert re.findall(r'<span class="keep">(.*?)</span>', headline_html(chart)) == ["8-е"]


def test_no_kyrgyz_date_of_a_caption_breaks_after_its_hyphen(campaign: Campaign) -> None:
    view = view_of(campaign, "ky")
    chart = over_time.timeline(view)
    dates = HYPHENATED_NUMBER.findall(chart.caption)
    assert dates
    page = SitePage("timeline", view, LiveLinks(campaign), cached_chart)
    (caption,) = re.findall(r'<p class="summary[^"]*">(.*?)</p>', card(page, over_time.timeline))
    words = re.findall(r'<span class="keep">(.*?)</span>', caption)
    assert [word for word in words if word[0].isdigit()] == dates


def test_a_word_does_not_break_after_a_short_first_part() -> None:
    assert keep_together("Иш-чаралардын саны") == '<span class="keep">Иш-чаралардын</span> саны'
    assert keep_together("из-за, Жалал-Абад") == '<span class="keep">из-за</span>, Жалал-Абад'


def test_no_line_begins_with_a_dash() -> None:
    assert keep_together("Ош — 42,0 & 3") == "Ош\u00a0— 42,0 &amp; 3"
    assert keep_together("25 августа – 12 сентября") == "25 августа\u00a0– 12 сентября"
    assert keep_together("2017, – 5") == "2017,\u00a0– 5"


def test_a_range_of_days_does_not_break_after_its_dash() -> None:
    assert keep_together("6–25 Oct") == '<span class="keep">6–25</span> Oct'
    assert keep_together("6–25-октябрь") == '<span class="keep">6–25-октябрь</span>'
    assert keep_together("2022–2025 гг.") == '202<span class="keep">2–2025</span>\u00a0гг.'


def test_no_line_begins_with_the_dot_between_two_parts() -> None:
    assert keep_together("Лекция · Охват · 5") == "Лекция\u00a0· Охват\u00a0· 5"


def test_a_number_with_a_space_in_a_text_of_the_data_does_not_break() -> None:
    assert keep_together("эмес. 80 000 деген") == "эмес. 80\u00a0000 деген"


def test_kyrgyz_dates_of_links_and_of_an_answer_do_not_break(campaign: Campaign) -> None:
    view = view_of(campaign, "ky")
    page = SitePage("overview", view, LiveLinks(campaign), cached_chart)
    assert re.findall(r'<span class="keep">(.*?)</span>', insights(page))[-1] == "2-сентябрь"
    answer = page_title(view, "timeline", "31-июль – 6-август")
    assert re.findall(r'<span class="keep">(.*?)</span>', answer) == ["1-июль", "6-август"]


def test_the_dot_before_a_source_stays_on_the_line_of_the_text(campaign: Campaign) -> None:
    html = reported_events(view_of(campaign, "ru"))
    assert html.count("\u00a0· <a ") == html.count("<li>") and " · " not in html
