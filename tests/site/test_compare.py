"""The page Compare with only one campaign begins with regions and gives matching advice."""

from __future__ import annotations

import pytest

from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from campaign.site.campaign_pair import absence_notice
from campaign.site.contents import contents
from campaign.site.links import LiveLinks
from campaign.site.page import SitePage
from campaign.site.region_pair import region_pair
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


def test_the_regions_are_not_the_last_block(campaign: Campaign) -> None:
    """`site.css` shows the table of regions only if another block follows."""
    view = view_of(campaign, "en")
    page = contents(SitePage("compare", view, LiveLinks(campaign), lambda view, build: build(view)))
    main = parse(page)
    columns = next(part for part in main if part.find(".//*[@class='pair']") is not None)
    assert has_class(columns, "columns")
    assert columns is not main[-1]


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
    notice, pair = absence_notice(view, takes_uploads=False), region_pair(view, has_filters=False)
    assert notice in pages[1] and pair in pages[1]
