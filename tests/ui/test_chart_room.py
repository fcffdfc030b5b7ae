"""A card reserves the height of its figure."""

from __future__ import annotations

import re
from dataclasses import replace

from campaign.charts import by_region, by_text, over_time
from campaign.domain.campaign import Campaign
from campaign.render.plotly.renderer import TALL_SCREEN
from campaign.ui.chart_card import room
from tests.campaigns import CHARTS, view_of


def test_every_chart_has_a_minimum_height(campaign: Campaign) -> None:
    view = view_of(campaign)
    assert all("min-height" in room(build(view)) for build in CHARTS)


def test_a_map_without_boundaries_has_no_height(campaign: Campaign) -> None:
    bare = replace(campaign, places=replace(campaign.places, boundaries=None))
    assert room(by_region.choropleth(view_of(bare))) == ""


def test_a_filter_does_not_change_the_height_of_maps_and_timelines(campaign: Campaign) -> None:
    unfiltered, filtered = view_of(campaign), view_of(campaign, type="lecture", oblast="KG-N")
    for build in (
        by_region.choropleth,
        by_region.region_ranking,
        by_region.overview_map,
        over_time.overview_timeline,
        over_time.listed_timeline,
    ):
        assert room(build(filtered)) == room(build(unfiltered)), build.__name__


def test_charts_of_the_overview_are_higher_in_a_tall_window(campaign: Campaign) -> None:
    view = view_of(campaign)
    for build, px in ((by_region.overview_map, 760), (over_time.overview_timeline, 668)):
        assert re.search(
            rf"@media {re.escape(TALL_SCREEN)}\{{[^}}]*min-height:{px}px", room(build(view))
        )
    assert TALL_SCREEN not in room(by_region.choropleth(view))


def test_a_chart_with_fewer_rows_is_lower(campaign: Campaign) -> None:
    view = view_of(campaign, type="lecture", oblast="KG-N")
    assert len(by_text.organisers(view).table.frame) == 1
    assert "min-height:50px" in room(by_text.organisers(view))
