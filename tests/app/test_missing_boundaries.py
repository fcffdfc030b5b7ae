"""A card whose map cannot be drawn has a message and the texts of the map."""

from __future__ import annotations

from dataclasses import replace

import pytest

from campaign.charts import by_region
from campaign.domain.campaign import Campaign
from campaign.site.card import card
from campaign.ui.links import page_of
from tests.campaigns import view_of


@pytest.mark.parametrize("build", [by_region.choropleth, by_region.overview_map])
def test_the_card_of_a_map_without_boundaries(campaign: Campaign, build: object) -> None:
    places = replace(campaign.places, boundaries=None)
    bare = replace(campaign, places=places, fingerprint="without boundaries")
    for query in ({}, {"oblast": "KG-N"}):
        view = view_of(bare, **query)
        html = card(page_of(view, "map"), build)  # type: ignore[arg-type]
        assert 'class="figure' not in html
        assert "The map cannot be shown: the boundary file cannot be read." in html
        sentence = by_region.choropleth(view).sentence
        assert " ".join(sentence.split()) in " ".join(html.replace("\u00a0", " ").split())
