"""The list of all regions links to the page of each region."""

from __future__ import annotations

import re
from html import unescape

from campaign.analysis.region_profile import region_table
from campaign.domain.campaign import Campaign
from campaign.site import region
from campaign.site.links import LiveLinks
from tests.campaigns import REGIONS, view_of
from tests.site.test_region import cells


def test_all_regions_are_sorted_by_rate(campaign: Campaign) -> None:
    view = view_of(campaign, type="lecture")
    rows = cells(region.region_list(view, LiveLinks(campaign)))
    rates = [float(row[1]) for row in rows if row[1] not in ("no activity", "not reported")]
    assert len(rows) == len(REGIONS) and rates == sorted(rates, reverse=True)
    # On a phone each value has its label before it.
    labels = [column.header for column in region_table(view, lambda code: None).columns]
    assert len(set(labels)) == len(labels)
    links = re.findall(r'<a href="([^"]*)"', region.region_list(view, LiveLinks(campaign)))
    assert {unescape(link) for link in links} == {
        f"/region?lang=en&oblast={code}&type=lecture" for code in REGIONS
    }
