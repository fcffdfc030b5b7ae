"""The campaign that another one is compared with by default."""

from __future__ import annotations

from dataclasses import replace

from campaign.analysis.comparison import default_other
from campaign.domain.campaign import Campaign
from tests.campaigns import with_second_register


def test_the_default_is_the_newest_other_register(campaign: Campaign) -> None:
    assert default_other("2017", campaign) == ""
    both = with_second_register(campaign)
    assert (default_other("2017", both), default_other("2018", both)) == ("2018", "2017")
    own = replace(
        both, editions={**both.editions, "own-2017": replace(both.editions["2017"], own=True)}
    )
    assert default_other("2017", own) == "2018"
