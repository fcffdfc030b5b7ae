"""The room that a card keeps for its figure."""

from __future__ import annotations

from dataclasses import replace

from campaign.charts import by_region
from campaign.domain.campaign import Campaign
from campaign.ui.chart_card import room
from tests.campaigns import CHARTS, view_of


def test_every_chart_has_its_room(campaign: Campaign) -> None:
    view = view_of(campaign)
    assert all("min-height" in room(build(view)) for build in CHARTS)


def test_a_map_without_boundaries_needs_none(campaign: Campaign) -> None:
    bare = replace(campaign, places=replace(campaign.places, boundaries=None))
    assert room(by_region.choropleth(view_of(bare))) == ""
