"""The room that a card keeps for its figure."""

from __future__ import annotations

from dataclasses import replace

from campaign.charts import by_region
from campaign.domain.campaign import Campaign
from campaign.ui.chart_card import room
from tests.campaigns import CHARTS, view_of


def test_every_chart_has_its_room(campaign: Campaign) -> None:
    view = view_of(campaign)
    assert all("min-height" in room(view, build, build(view)) for build in CHARTS)


def test_a_map_without_boundaries_needs_none(campaign: Campaign) -> None:
    bare = replace(campaign, places=replace(campaign.places, boundaries=None))
    view = view_of(bare)
    assert room(view, by_region.choropleth, by_region.choropleth(view)) == ""


def test_a_filter_changes_nothing_of_it(campaign: Campaign) -> None:
    unfiltered, filtered = view_of(campaign), view_of(campaign, type="lecture", oblast="KG-N")
    for build in CHARTS:
        assert room(filtered, build, build(filtered)) == room(unfiltered, build, build(unfiltered))
