"""The text of a link picture: the page's title, the tiles' numbers, the disclaimer."""

from __future__ import annotations

from dataclasses import replace

import pytest

from campaign.analysis.kpi_words import kpi_words
from campaign.analysis.region_profile import shown_region, view_of_region
from campaign.domain.campaign import Campaign
from campaign.exports.link.card import LINK_PAGES, RELATED, card_of
from campaign.i18n.translator import LANGUAGES
from campaign.site.page_list import PAGES
from tests.campaigns import view_of, with_edition


@pytest.mark.parametrize("page", LINK_PAGES)
def test_the_card_has_the_title_of_the_page(page: str) -> None:
    assert LINK_PAGES[page].title == PAGES[page].heading


@pytest.mark.sample(1)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page", LINK_PAGES)
def test_the_card_has_the_numbers_of_the_tiles(campaign: Campaign, page: str, lang: str) -> None:
    for query in ({}, {"oblast": "KG-O"}, {"oblast": "KG-O,KG-T", "type": "lecture"}):
        view = view_of(campaign, lang, **query)
        card = card_of(view, page)
        region = shown_region(view) if page == "region" else None
        if region is not None:
            view = view_of_region(view, region)
        # Only a single region has a rank.
        codes = [code for code in LINK_PAGES[page].numbers if code != "rank" or region]
        assert [kpi.code for kpi in card.numbers] == codes
        assert set(card.numbers) <= set(kpi_words(view))
        assert card.disclaimer == view.disclaimer != ""
        assert card.chart is not None and view.source in card.source
        assert view.edition.title(view.text) in card.subtitle
        if region is not None:
            # The region is the title.
            assert " · ".join(view.scope.parts(without=("place",))) in card.subtitle
            assert card.title == view.scope.place
        else:
            assert view.scope.line in card.subtitle


def test_the_card_of_a_real_register_has_no_disclaimer(campaign: Campaign) -> None:
    view = view_of(with_edition(campaign, status="register"), "en")
    assert card_of(view, "map").disclaimer == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_card_of_another_year_has_published_figures_and_no_chart(
    campaign: Campaign, lang: str
) -> None:
    for year in campaign.other_years:
        for page in LINK_PAGES:
            view = view_of(campaign, lang, edition=year)
            card = card_of(view, page)
            assert card.title == view.edition.name(view.text) and card.chart is None
            assert view.absence in card.notes
            assert len(card.numbers) == min(len(view.edition.published), 3)
            assert (view.text(RELATED) in card.notes) is view.edition.related


def test_the_card_says_when_there_are_no_activities(campaign: Campaign) -> None:
    nothing = view_of(campaign, "en", type="conference", oblast="KG-GO", to="2017-08-01")
    assert nothing.is_empty
    broken = view_of(with_edition(campaign, activities=None, totals=None), "en")
    for view in (nothing, broken):
        card = card_of(view, "timeline")
        assert card.notes == (view.absence,) and not card.numbers and card.chart is None


def test_without_boundaries_a_sentence_replaces_the_map(campaign: Campaign) -> None:
    places = replace(campaign.places, boundaries=None)
    card = card_of(view_of(replace(campaign, places=places), "en"), "map")
    assert (
        card.chart is None and card.numbers and card.notes[1].startswith("Highest rate: Osh city")
    )


def test_a_page_without_a_link_picture_raises_key_error(campaign: Campaign) -> None:
    with pytest.raises(KeyError):
        card_of(view_of(campaign), "about")
