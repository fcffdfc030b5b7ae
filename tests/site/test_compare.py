"""What stands first on the page Compare: with one campaign, and with two."""

from __future__ import annotations

from campaign.domain.campaign import Campaign
from campaign.site.contents import contents
from campaign.site.links import LiveLinks
from campaign.site.page import SitePage
from tests.campaigns import view_of


def test_regions_stand_first_where_there_is_no_other_campaign(campaign: Campaign) -> None:
    view = view_of(campaign, "en")
    assert view.other is None
    page = contents(SitePage("compare", view, LiveLinks(campaign), lambda view, build: build(view)))
    regions, refusal = (
        page.index("Two regions side by side"),
        page.index("Only one of the campaigns has"),
    )
    assert regions < refusal < page.index("Published")
