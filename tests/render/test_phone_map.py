"""The limits of a phone map contain the country and the names beside it."""

from __future__ import annotations

import pytest

from campaign.charts import by_region
from campaign.charts.body import Choropleth
from campaign.charts.geometry.projected_outlines import COARSE, outlines
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from campaign.render.phone_map import country_edges
from campaign.render.region_names import region_names
from tests.campaigns import view_of


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_limits_contain_the_country_and_its_names(campaign: Campaign, lang: str) -> None:
    body = by_region.choropleth(view_of(campaign, lang)).body
    assert isinstance(body, Choropleth)
    paper = outlines(body.places, COARSE)
    left, top, right, bottom = country_edges(body)
    edges = [(0, 0, paper.width, paper.height), *(n.edges for n in region_names(body).values())]
    sides = list(zip(*edges, strict=True))
    least, most = [min(side) for side in sides], [max(side) for side in sides]
    # In degrees the limits are slightly wider than in the projection.
    assert left <= least[0] and right >= most[2] and bottom - top >= most[3] - least[1]
    assert right - left < (most[2] - least[0]) * 1.07


def test_positions_are_restored_from_degrees(campaign: Campaign) -> None:
    grid = outlines(campaign.places, COARSE).grid
    places = [(0.0, 0.0), (1500.0, 700.0)]
    for place, back in zip(places, grid.from_degrees(grid.to_degrees(places)), strict=True):
        assert back == pytest.approx(place, abs=0.01)
