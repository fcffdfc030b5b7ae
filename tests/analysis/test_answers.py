"""Who is behind, who is ahead, what works best: known results, ties, three states, selections."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from campaign.analysis.answers import (
    Extreme,
    RegionEnds,
    best_types,
    end_rows,
    most_missing,
    most_people,
    most_per_activity,
    region_answer,
    region_ends,
)
from campaign.analysis.indicators import INDICATORS
from campaign.analysis.view import View
from campaign.domain.campaign import Campaign
from tests.campaigns import REGIONS, view_of, with_edition

NO = math.nan
RATE = INDICATORS["rate"]


def with_reached(campaign: Campaign, **reached: float | None) -> Campaign:
    """The campaign with one activity in each given region, `B` for `KG-B`; None: not reported."""
    rows = campaign.editions["2017"].activities
    assert rows is not None
    rows = rows.head(len(reached)).copy()
    rows["oblast"] = [f"KG-{code}" for code in reached]
    rows["reached"] = [float("nan") if n is None else n for n in reached.values()]
    rows[["women", "men", "youth"]] = float("nan")
    return with_edition(campaign, activities=rows)


def missing(view: View) -> Extreme | None:
    return most_missing(view.coverage["gap"], view.selection.oblasts)


def test_the_answers_of_the_shipped_register(campaign: Campaign) -> None:
    view = view_of(campaign)
    ends, most = region_answer(view, RATE), missing(view)
    assert ends is not None and most is not None
    assert (ends.lowest.codes, ends.highest.codes) == (("KG-T",), ("KG-GO",))
    assert (ends.among, ends.absent) == ("all", ())
    # The region with most people missing is not the one with the lowest rate.
    assert most == Extreme(833.0, ("KG-O",))
    best, people = best_types(view), most_people(view)
    assert best is not None and best.codes == ("dance_song_contest",)
    assert people == Extreme(1718.0, ("regional_launch",))


UNITS = {
    # values by region; None: no activity → lowest, highest, compared regions, absent regions
    "two values": ({"a": 1.0, "b": 2.0}, ("a",), ("b",), "all", ()),
    "ties at both ends": (
        {"a": 1.0, "b": 1.0, "c": 3.0, "d": 3.0},
        ("a", "b"),
        ("c", "d"),
        "all",
        (),
    ),
    "zero is a value": ({"a": 0.0, "b": 2.0}, ("a",), ("b",), "all", ()),
    "not reported": ({"a": 1.0, "b": 2.0, "c": NO}, ("a",), ("b",), "with_value", ()),
    "no activity": ({"a": 1.0, "b": 2.0, "c": None}, ("a",), ("b",), "others", ("c",)),
}


@pytest.mark.parametrize("case", UNITS)
def test_region_ends(case: str) -> None:
    values, low, top, among, absent = UNITS[case]
    ends = region_ends(units(values))
    assert isinstance(ends, RegionEnds)
    assert (ends.lowest.codes, ends.highest.codes) == (low, top)
    assert (ends.among, ends.absent) == (among, absent)


def units(values: dict[str, float | None]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "value": [NO if value is None else value for value in values.values()],
            "state": [
                "no_activity"
                if value is None
                else "not_reported"
                if value != value
                else "value"
                if value
                else "zero"
                for value in values.values()
            ],
        },
        index=list(values),
    )


@pytest.mark.parametrize(
    "values", [{}, {"a": 1.0}, {"a": 2.0, "b": 2.0}, {"a": NO, "b": None}, {"a": 0.0, "b": 0.0}]
)
def test_nobody_is_behind_without_two_different_values(values: dict[str, float | None]) -> None:
    assert region_ends(units(values)) is None


def test_selected_regions_are_compared_with_each_other(campaign: Campaign) -> None:
    view = view_of(campaign, oblast="KG-B,KG-N,KG-T")
    ends, most = region_answer(view, RATE), missing(view)
    assert ends is not None and ends.among == "selected"
    assert (ends.lowest.codes, ends.highest.codes) == (("KG-T",), ("KG-N",))
    assert most is not None and most.codes == ("KG-T",)
    assert region_answer(view_of(campaign, oblast="KG-B"), RATE) is None


def test_without_a_population_nobody_is_behind(campaign: Campaign) -> None:
    view = view_of(with_edition(campaign, population=None))
    assert region_answer(view, RATE) is None and missing(view) is None
    assert all(frame.empty for frame in end_rows(view))


@pytest.mark.parametrize(
    ("gaps", "expected"),
    [
        ([-10.0, -833.2, 5.0], Extreme(833.0, ("b",))),
        ([-833.4, -832.6, 5.0], Extreme(833.0, ("a", "b"))),
        ([NO, -3.0, 9.0], Extreme(3.0, ("b",))),
        ([0.0, 4.0, 9.0], None),
        ([-0.4, 0.4, 0.0], None),
        ([NO, NO, NO], None),
    ],
)
def test_most_missing(gaps: list[float], expected: Extreme | None) -> None:
    assert most_missing(pd.Series(gaps, index=list("abc"))) == expected


TYPES = {
    # mean and reported activities by type → winners
    "a rare type does not win": ([(900, 2), (100, 3), (90, 4)], ("b",)),
    "a tie of two": ([(100, 3), (100, 5), (90, 4)], ("a", "b")),
    "all are equal": ([(100, 3), (100, 5)], None),
    "one type has enough activities": ([(900, 1), (800, 2), (100, 3)], None),
    "nobody was reached": ([(0, 3), (0, 4), (NO, 0)], None),
    "no attendance": ([(NO, 0), (NO, 0)], None),
    "a type without attendance": ([(NO, 0), (100, 3), (90, 4)], ("b",)),
    "nothing": ([], None),
}


@pytest.mark.parametrize("case", TYPES)
def test_most_per_activity(case: str) -> None:
    rows, winners = TYPES[case]
    frame = pd.DataFrame(rows, columns=["value", "reported"], index=list("abcd")[: len(rows)])
    best = most_per_activity(frame)
    assert (None if best is None else best.codes) == winners


@pytest.mark.parametrize("query", [{"type": "lecture"}, {"from": "2017-08-20", "to": "2017-08-20"}])
def test_one_type_or_no_activity_has_no_answer(campaign: Campaign, query: dict[str, str]) -> None:
    view = view_of(campaign, **query)
    assert best_types(view) is None and most_people(view) is None


def test_end_rows_have_the_regions_without_activity_first(campaign: Campaign) -> None:
    lowest, highest = end_rows(view_of(campaign))
    assert list(lowest.index) == ["KG-T", "KG-O", "KG-J"]
    assert list(highest.index) == ["KG-GO", "KG-N", "KG-B"]
    assert list(lowest["rate_rank"]) == [9, 8, 7] and list(highest["rate_rank"]) == [1, 2, 3]
    lowest, highest = end_rows(view_of(with_reached(campaign, N=0, T=None, B=500)))
    assert list(lowest["state"]) == ["no_activity"] * 3
    assert "KG-T" not in [*lowest.index, *highest.index]
    assert list(highest.index[:2]) == ["KG-B", "KG-N"]


def test_end_rows_have_no_region_in_common(campaign: Campaign) -> None:
    for count in range(1, len(REGIONS) + 1):
        lowest, highest = end_rows(view_of(campaign, oblast=",".join(REGIONS[:count])))
        assert not set(lowest.index) & set(highest.index)
        assert len(lowest) == len(highest) == min(3, count // 2)
