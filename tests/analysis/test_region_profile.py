"""One region beside the country, against numbers computed by hand."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.analysis.region_profile import (
    RegionProfile,
    compare_regions,
    neighbours,
    own_activities,
    shown_region,
    view_of_region,
    wide_share,
    wider_activities,
)
from campaign.domain.campaign import Campaign
from campaign.domain.places import Population
from campaign.domain.totals import group_activities
from campaign.schema.region_codes import COUNTRY
from tests.analysis.test_wide_activities import Row, register
from tests.campaigns import REGIONS, view_of, with_edition
from tests.examples import examples

CODES = ["KG-B", "KG-C", "KG-N", "KG-T"]


def population(*people: float) -> Population:
    return Population(2015, pd.Series(people, index=CODES, dtype="float64"), ())


def compare(rows: list[Row], *people: float) -> pd.DataFrame:
    return compare_regions(group_activities(register(rows)), CODES, population(*people))


def test_a_region_at_the_national_rate_has_no_gap() -> None:
    # 400 of 40,000 people is 100 per 10,000; so are 100 of 10,000 in the first region.
    rows: list[Row] = [("KG-B", "lecture", 100), ("KG-C", "lecture", 250), ("KG-N", "lecture", 50)]
    frame = compare(rows, 10_000, 10_000, 10_000, 10_000)
    assert list(frame["gap"]) == [0, -150, 50, 100]
    assert list(frame["rate"])[:3] == [100, 250, 50] and math.isnan(frame["rate"]["KG-T"])
    assert list(frame["state"]) == ["value", "value", "value", "no_activity"]


def test_a_gap_of_thirds_is_none() -> None:
    # A third of the people in a third of the population: exact only without errors of rounding.
    rows: list[Row] = [("KG-B", "lecture", 7), ("KG-C", "lecture", 7), ("KG-N", "lecture", 7)]
    frame = compare(rows, 110_000, 110_000, 110_000, 0)
    assert list(frame["gap"])[:3] == [0, 0, 0]


def test_the_gap_of_what_is_not_reported_is_not_known() -> None:
    rows: list[Row] = [("KG-B", "lecture", None), ("KG-C", "lecture", 0), ("KG-N", "lecture", 40)]
    frame = compare(rows, 10_000, 10_000, 10_000, 10_000)
    assert math.isnan(frame["gap"]["KG-B"])
    assert frame["gap"]["KG-C"] == 10 and frame["gap"]["KG-T"] == 10 and frame["gap"]["KG-N"] == -30
    assert list(frame["state"]) == ["not_reported", "zero", "value", "no_activity"]


def test_equal_values_share_the_better_rank() -> None:
    rows: list[Row] = [("KG-B", "lecture", 30), ("KG-C", "lecture", 30), ("KG-N", "lecture", 20)]
    frame = compare(rows, 10_000, 20_000, 5_000, 10_000)
    assert list(frame["reach_rank"])[:3] == [1, 1, 3] and math.isnan(frame["reach_rank"]["KG-T"])
    assert list(frame["rate_rank"])[:3] == [2, 3, 1]


def test_shares_of_regions_and_of_no_region() -> None:
    rows: list[Row] = [("KG-B", "lecture", 60), ("KG-C", "lecture", 20), (COUNTRY, "lecture", 15)]
    rows.append(("KG-N;KG-T", "lecture", 5))
    totals = group_activities(register(rows))
    frame = compare_regions(totals, CODES, population(1_000, 2_000, 3_000, 4_000))
    assert list(frame["reach_share"])[:2] == [0.6, 0.2]
    assert wide_share(totals, CODES) == 0.2
    assert list(frame["population_share"]) == [0.1, 0.2, 0.3, 0.4]
    # One of several regions took place in KG-N: it is not without activity.
    assert frame["state"]["KG-N"] == "not_reported" and frame["activities"]["KG-N"] == 0


def test_without_a_population_there_is_no_rate_and_no_gap() -> None:
    frame = compare_regions(group_activities(register([("KG-B", "lecture", 60)])), CODES, None)
    assert frame[["rate", "gap", "population", "population_share"]].isna().all(axis=None)
    assert frame["reach_rank"]["KG-B"] == 1


def test_people_that_nobody_reported_have_no_share() -> None:
    totals = group_activities(register([("KG-B", "lecture", None)]))
    assert math.isnan(wide_share(totals, CODES))
    assert compare_regions(totals, CODES, population(1, 1, 1, 1))["reach_share"].isna().all()


ROWS = st.lists(
    st.tuples(
        st.sampled_from([*CODES, COUNTRY, "KG-B;KG-N"]),
        st.sampled_from(["lecture", "training"]),
        st.one_of(st.none(), st.integers(0, 500)),
    ),
    min_size=1,
    max_size=12,
)
PEOPLE = st.tuples(*(st.integers(1_000, 1_500_000) for _ in CODES))


@given(ROWS, PEOPLE)
@examples(100)
def test_the_shares_sum_to_one(rows: list[Row], people: tuple[int, ...]) -> None:
    totals = group_activities(register(rows))
    frame = compare_regions(totals, CODES, population(*people))
    assert frame["population_share"].sum() == pytest.approx(1)
    if totals["reached"].sum() > 0:
        assert frame["reach_share"].sum() + wide_share(totals, CODES) == pytest.approx(1)


@given(ROWS, PEOPLE, st.data())
@examples(100)
def test_an_activity_in_two_parts_changes_no_rate(
    rows: list[Row], people: tuple[int, ...], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(rows) - 1))
    code, kind, reached = rows[at]
    first = None if reached is None else data.draw(st.integers(0, reached))
    rest = None if reached is None or first is None else reached - first
    parts = [*rows[:at], (code, kind, first), (code, kind, rest), *rows[at + 1 :]]
    columns = ["rate", "gap", "reach_share", "population_share", "rate_rank", "reach_rank"]
    before, after = compare(rows, *people)[columns], compare(parts, *people)[columns]
    np.testing.assert_allclose(before, after)


@given(ROWS, PEOPLE)
@examples(50)
def test_people_added_up_to_the_gap_reach_the_national_rate(
    rows: list[Row], people: tuple[int, ...]
) -> None:
    frame = compare(rows, *people)
    total = sum(reached or 0 for _, _, reached in rows)
    is_reported = any(reached is not None for _, _, reached in rows)
    for code, row in frame.iterrows():
        if not is_reported or row["state"] == "not_reported":
            assert math.isnan(row["gap"])
            continue
        own = sum(reached or 0 for place, _, reached in rows if place == code)
        expected = total / sum(people) * people[CODES.index(str(code))] - own
        assert row["gap"] == pytest.approx(expected, abs=1e-5)


def test_the_profile_of_a_shipped_region(campaign: Campaign) -> None:
    edition = campaign.editions["2017"]
    assert edition.activities is not None and edition.population is not None
    rows = edition.activities
    own = rows.loc[rows["oblast"] == "KG-O", "reached"]
    people = float(edition.population.by_unit["KG-O"])
    rate = rows["reached"].sum() / edition.population.total
    profile = RegionProfile.of(view_of(campaign, oblast="KG-O"), "KG-O")
    assert profile.activities == len(own) and profile.not_reported == own.isna().sum()
    assert profile.reached == own.sum() and profile.rate == pytest.approx(own.sum() / people * 1e4)
    assert profile.gap == math.ceil(rate * people - own.sum()) > 0
    assert profile.rate_rank == 8 and profile.reach_rank == 4 and profile.ranked == 9


def test_a_profile_follows_types_and_dates_and_no_other_region(campaign: Campaign) -> None:
    query = {"type": "lecture", "from": "2017-09-01"}
    one = RegionProfile.of(view_of(campaign, oblast="KG-N", **query), "KG-N")
    two = RegionProfile.of(view_of(campaign, oblast="KG-N,KG-O", **query), "KG-N")
    rows = campaign.editions["2017"].activities
    assert rows is not None
    is_shown = (rows["type"] == "lecture") & (rows["date"] >= "2017-09-01")
    assert one == two and one.activities == (is_shown & (rows["oblast"] == "KG-N")).sum()


def test_a_gap_is_in_whole_people(campaign: Campaign) -> None:
    # 20 people in the country are 17.3 per million; the rate of 8 is above it by less than one.
    rows: list[Row] = [("KG-B", "lecture", 8), ("KG-C", "lecture", 12)]
    changed = with_edition(campaign, activities=register(rows))
    view, expected = view_of(changed), {}
    assert view.edition.population is not None
    for code in ("KG-B", "KG-C", "KG-T"):
        share = view.edition.population.by_unit[code] / view.edition.population.total
        expected[code] = math.ceil(20 * share - {"KG-B": 8, "KG-C": 12}.get(code, 0))
    assert {code: RegionProfile.of(view, code).gap for code in expected} == expected


def test_the_first_of_several_regions_is_shown_in_the_official_order(campaign: Campaign) -> None:
    view = view_of(campaign, oblast="KG-GO,KG-C,KG-B", type="lecture")
    view = replace(view, selection=replace(view.selection, oblasts=("KG-GO", "KG-C")))
    assert shown_region(view) == "KG-C" and shown_region(view_of(campaign)) is None
    alone = view_of_region(view, "KG-C")
    assert alone.selection.oblasts == ("KG-C",) and alone.selection.types == ("lecture",)
    assert view_of_region(alone, "KG-C") is alone


def test_neighbours_follow_the_official_order(campaign: Campaign) -> None:
    view = view_of(campaign)
    pairs = [neighbours(view, code) for code in REGIONS]
    assert [before for before, _ in pairs] == [None, *REGIONS[:-1]]
    assert [after for _, after in pairs] == [*REGIONS[1:], None]


def test_wider_activities_stand_apart(campaign: Campaign) -> None:
    rows: list[Row] = [
        ("KG-B", "lecture", 40),
        (COUNTRY, "training", 120),
        ("KG-B;KG-O", "training", 150),
        ("KG-N;KG-Y", "lecture", None),
    ]
    view = view_of(with_edition(campaign, activities=register(rows)), oblast="KG-B")
    assert list(own_activities(view, "KG-B")["oblast"]) == ["KG-B"]
    assert list(wider_activities(view, "KG-B")["oblast"]) == [COUNTRY, "KG-B;KG-O"]
    assert list(wider_activities(view, "KG-N")["oblast"]) == [COUNTRY, "KG-N;KG-Y"]
    profile = RegionProfile.of(view, "KG-B")
    assert profile.reached == 40 and profile.activities == 1
    assert not RegionProfile.of(view, "KG-N").has_activities
