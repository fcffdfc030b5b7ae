"""People per activity from published totals."""

from __future__ import annotations

from campaign.analysis.comparison import published_mean, unlike_published
from campaign.domain.campaign import Campaign


def test_published_means_of_2017_and_2019_are_unlike(campaign: Campaign) -> None:
    pairs = unlike_published(campaign)
    assert [(a.campaign_id, b.campaign_id) for a, b in pairs] == [("2017", "2019")]
    assert [round(published_mean(e) or 0) for e in pairs[0]] == [130, 16]
    assert published_mean(campaign.editions["2018"]) is None
