"""The note in the footer of a card explains the indicator of its chart."""

from __future__ import annotations

import pytest

from campaign.charts import by_region, by_type
from campaign.domain.campaign import Campaign
from campaign.site.card import card_foot
from tests.campaigns import view_of


@pytest.mark.parametrize(
    ("indicator", "of_types"), [("rate", "reach"), ("activities", "activities")]
)
def test_a_card_explains_the_indicator_that_it_shows(
    campaign: Campaign, indicator: str, of_types: str
) -> None:
    view = view_of(campaign, "en", indicator=indicator)
    names = {
        "rate": "People reached per 10,000 population – people",
        "reach": "People reached – sum",
        "activities": "Activities – the",
    }
    for chart, expected in (
        (by_region.region_ranking(view), indicator),
        (by_type.breakdown(view), of_types),
    ):
        footer = card_foot(view, chart, "", None)
        assert [code for code, name in names.items() if f">{name}" in footer] == [expected]
