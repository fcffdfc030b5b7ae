"""The page Compare with only one campaign begins with regions and gives matching advice."""

from __future__ import annotations

import pytest

from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from campaign.site.compare import absence_notice, region_pair
from campaign.site.contents import contents
from campaign.site.links import LiveLinks
from campaign.site.page import SitePage
from tests.campaigns import view_of
from tests.html_tree import has_class, parse
from tests.site.public_links import PublicLinks


def test_regions_are_first_without_another_campaign(campaign: Campaign) -> None:
    view = view_of(campaign, "en")
    assert view.other is None
    page = contents(SitePage("compare", view, LiveLinks(campaign), lambda view, build: build(view)))
    regions, absence = (
        page.index("Two regions side by side"),
        page.index("Only one of the campaigns has"),
    )
    assert regions < absence < page.index("Published")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("query", [{}, {"oblast": "KG-T"}])
def test_a_page_without_uploads_and_filters_does_not_advise_them(
    campaign: Campaign, lang: str, query: dict[str, str]
) -> None:
    view = view_of(campaign, lang, **query)
    upload = view.text("Upload the register of another year to compare the two campaigns.")
    select = view.text("To compare others, select two regions in the filter “Regions”.")
    pages = [
        contents(SitePage("compare", view, links(campaign), lambda view, build: build(view)))
        for links in (LiveLinks, PublicLinks)
    ]
    assert [(upload in page, select in page) for page in pages] == [(True, True), (False, False)]
    assert region_pair(view, has_filters=False) in pages[1]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_link_to_uploads_follows_the_sentence_that_it_serves(
    campaign: Campaign, lang: str
) -> None:
    view = view_of(campaign, lang)
    pages = [
        SitePage("compare", view, links(campaign), lambda view, build: build(view))
        for links in (LiveLinks, PublicLinks)
    ]
    (live,), (public,) = (parse(absence_notice(page)) for page in pages)
    (notice,) = (part for part in live.iter("div") if has_class(part, "empty"))
    address = pages[0].links.page("data", view.selection)
    assert [link.get("href") for link in notice.iter("a")] == [address]
    assert not list(public.iter("a"))
    # No other link to that page stands between the cards.
    links = parse(contents(pages[0])).iter("a")
    assert [link.get("href") for link in links].count(address) == 1
