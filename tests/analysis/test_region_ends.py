"""The regions with the lowest and the highest rates: known results, three states, selections."""

from __future__ import annotations

from campaign.analysis.region_ends import RegionEnds
from campaign.domain.campaign import Campaign
from tests.campaigns import REGIONS, view_of, with_edition


def with_reached(campaign: Campaign, **reached: float | None) -> Campaign:
    """The campaign with one activity in each given region, `B` for `KG-B`; None: not reported."""
    rows = campaign.editions["2017"].activities
    assert rows is not None
    rows = rows.head(len(reached)).copy()
    rows["oblast"] = [f"KG-{code}" for code in reached]
    rows["reached"] = [float("nan") if n is None else n for n in reached.values()]
    rows[["women", "men", "youth"]] = float("nan")
    return with_edition(campaign, activities=rows)


def test_the_ends_of_the_shipped_register(campaign: Campaign) -> None:
    ends = RegionEnds.of(view_of(campaign))
    assert list(ends.lowest.index) == ["KG-T", "KG-O", "KG-J"]
    assert list(ends.highest.index) == ["KG-GO", "KG-N", "KG-B"]
    assert list(ends.lowest["rate_rank"]) == [9, 8, 7]
    assert list(ends.highest["rate_rank"]) == [1, 2, 3]
    assert ends.ranked == 9
    # The region with the largest gap in people is not the one with the lowest rate.
    assert (
        ends.largest_gap is not None
        and ends.largest_gap[0] == "KG-O"
        and round(ends.largest_gap[1]) == -833
    )


def test_no_activity_is_below_any_rate_and_not_reported_is_excluded(campaign: Campaign) -> None:
    state = with_reached(campaign, N=0, T=None, B=500)
    ends = RegionEnds.of(view_of(state))
    assert list(ends.lowest["state"]) == ["no_activity"] * 3
    assert "KG-T" not in [*ends.lowest.index, *ends.highest.index]
    assert list(ends.highest.index[:2]) == ["KG-B", "KG-N"]
    assert ends.ranked == 2


def test_selected_regions_are_compared_with_each_other(campaign: Campaign) -> None:
    view = view_of(campaign, oblast="KG-B,KG-N,KG-T")
    ends = RegionEnds.of(view)
    assert (list(ends.lowest.index), list(ends.highest.index)) == (["KG-T"], ["KG-N"])
    # Ranks and gaps are still those among all regions.
    assert ends.lowest["rate_rank"].iloc[0] == 9 == ends.ranked
    one = RegionEnds.of(view_of(campaign, oblast="KG-B"))
    assert len(one.lowest) == len(one.highest) == 0


def test_without_a_population_there_are_no_ends(campaign: Campaign) -> None:
    ends = RegionEnds.of(view_of(with_edition(campaign, population=None)))
    assert len(ends.lowest) == len(ends.highest) == 0 and ends.largest_gap is None


def test_the_ends_have_no_region_in_common(campaign: Campaign) -> None:
    for count in range(2, len(REGIONS) + 1):
        ends = RegionEnds.of(view_of(campaign, oblast=",".join(REGIONS[:count])))
        assert not set(ends.lowest.index) & set(ends.highest.index)
        assert len(ends.lowest) == len(ends.highest) == min(3, count // 2)
