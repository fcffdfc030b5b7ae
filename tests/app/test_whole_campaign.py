"""Pages with a filter name the selection in titles and texts, and label values of the whole."""

from __future__ import annotations

import re
from html import unescape

import pytest
from streamlit.testing.v1 import AppTest

from campaign.analysis.region_profile import shown_region, view_of_region
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from campaign.site.page_list import PAGES
from tests.app.conftest import Open, visible_html
from tests.campaign_totals import SELECTIONS, CampaignTotals, names_campaign, names_pair
from tests.campaigns import view_of
from tests.pairs import with_languages
from tests.plain_words import plain_spaces

DISTINCT = ("a region", "a type", "a week")
"""Selections without a value that happens to equal one of the whole campaign."""
FILTERED = [stem for stem, page in PAGES.items() if page.has_filters]
UNFILTERED = [stem for stem, page in PAGES.items() if not page.has_filters]


def texts(block: str) -> list[str]:
    """The texts of a block of HTML, without a table or list below a heading that names the whole.

    Cells of a column whose header names the whole campaign are omitted too, and the drawing and
    the table of a card, which have tests of their own.
    """
    block = re.sub(
        r'<svg.*?</svg>|<details class="table">.*?</details>', "", block, flags=re.DOTALL
    )
    block = re.sub(
        r'<td [^>]*data-label="([^"]*)"[^>]*>.*?</td>',
        lambda cell: "" if names_campaign(plain_spaces(unescape(cell[1]))) else cell[0],
        block,
        flags=re.DOTALL,
    )
    for tag in ("<table", '<ul class="events"'):
        heading, _, content = block.partition(tag)
        if content and names_campaign(plain_spaces(unescape(re.sub(r"<[^>]*>", " ", heading)))):
            block = heading
    return [unescape(piece) for piece in re.split(r"<[^>]*>", block) if piece.strip()]


def visible_texts(app: AppTest) -> list[str]:
    """The texts of the page, card by card."""
    blocks = re.split(r"(?=<section|<header|<dl|<div>)", visible_html(app))
    return [piece for block in blocks for piece in texts(block)]


@pytest.mark.sample(1)
@pytest.mark.parametrize(("page", "chosen", "lang"), with_languages(FILTERED, [*SELECTIONS]))
def test_titles_and_sentences_name_the_selection(
    open_page: Open, campaign: Campaign, page: str, chosen: str, lang: str
) -> None:
    query = SELECTIONS[chosen]
    app, view = open_page(page, lang=lang, **query), view_of(campaign, lang, **query)
    if chosen in DISTINCT:
        assert CampaignTotals.of(view).unnamed(visible_texts(app)) == []
    html = unescape(visible_html(app))
    # No line begins with a dash or a dot.
    for sign in "–—·":
        html = html.replace(f"\xa0{sign} ", f" {sign} ")
    (title,) = re.findall(r"<h1>(.*?)</h1>", html, re.DOTALL)
    if page == "region":
        # This page shows the first of several selected regions.
        code = shown_region(view)
        view = view if code is None else view_of_region(view, code)
        assert all(part in title for part in view.scope.parts())
    else:
        code = None
        assert view.scope.line in title
    # Lists and tables have a heading only; they are no charts.
    headlines = r'<div class="headline">(<h2>.*?</h2>(?:<p class="drawn">.*?</p>)?)</div>'
    cards = re.findall(headlines, html, re.DOTALL)
    figures = [part for part in html.split("<section") if '<div class="headline">' in part]
    summaries = re.findall(r'<p class="summary">(.*?)</p>', "".join(figures), re.DOTALL)
    # A chart without data has a message in its drawing and no summary.
    assert len(cards) >= len(summaries)
    # The page of a region lists all regions if none is selected.
    assert bool(cards) == (page != "region" or code is not None)
    for part in view.scope.parts():
        assert [card for card in cards if part not in card] == []
        # A sentence begins with a capital. Below a headline that begins with a region, the sentence
        # need not name it again.
        name = part.removesuffix(".").lower()
        unnamed = [words for words in summaries if name not in words.lower()]
        unnamed = [words for words in unnamed if not names_pair(words, part, view)]
        named = [card for card in cards if card.lower().startswith(f"<h2>{name}")]
        assert len(unnamed) <= len(named), unnamed


@pytest.mark.sample(1)
@pytest.mark.parametrize(("page", "chosen", "lang"), with_languages(UNFILTERED, DISTINCT))
def test_pages_without_filters_label_values_of_the_whole(
    open_page: Open, campaign: Campaign, page: str, chosen: str, lang: str
) -> None:
    query = SELECTIONS[chosen]
    app = open_page(page, lang=lang, **query)
    view = view_of(campaign, lang, **query)
    assert CampaignTotals.of(view).unnamed(visible_texts(app)) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_published_figures_are_below_the_tiles_of_a_selection(
    open_page: Open, campaign: Campaign, lang: str
) -> None:
    for query in ({}, SELECTIONS["a region"], SELECTIONS["a week"]):
        app = open_page(lang=lang, **query)
        html = unescape(visible_html(app))
        tiles, _, below = html.partition('<dl class="tiles">')[2].partition("</dl>")
        published = plain_spaces(
            view_of(campaign, lang, **query).text("published: {value}", value=77)
        )
        assert (published in plain_spaces(tiles)) == (not query)
        assert bool(query) == ("newslinekg.com" in below.split("<h2>")[0])
