"""One region compared with the country, and its districts and places."""

from __future__ import annotations

import math
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.analysis.region_profile import (
    RegionProfile,
    neighbours,
    own_text_groups,
    place_totals,
    shown_region,
    view_of_region,
    whole_people,
    wider_totals,
)
from campaign.analysis.view import View
from campaign.domain.campaign import Campaign
from campaign.domain.places import Population
from campaign.domain.totals import group_by_columns
from campaign.schema.region_codes import COUNTRY
from tests.analysis.test_wide_activities import Row, register
from tests.campaigns import REGIONS, view_of, with_edition
from tests.examples import examples


def two_regions(campaign: Campaign, first: int | None, second: int | None) -> View:
    """Two regions of 10,000 people each, and seven without people or activities."""
    people = pd.Series(0.0, index=list(REGIONS))
    people[["KG-B", "KG-C"]] = 10_000.0
    activities = register([("KG-B", "lecture", first), ("KG-C", "lecture", second)])
    population = Population(2015, people, ())
    return view_of(with_edition(campaign, activities=activities, population=population))


def gap_of(view: View, code: str = "KG-B") -> int | None:
    return RegionProfile.of(view, code).gap


def test_a_region_at_the_national_rate_has_no_gap(campaign: Campaign) -> None:
    assert gap_of(two_regions(campaign, 100, 100)) == 0
    assert gap_of(two_regions(campaign, 50, 150)) == -50
    assert gap_of(two_regions(campaign, 50, 150), "KG-C") == 50
    # At the national rate each region has 100.5 people; halves are rounded away from zero.
    assert gap_of(two_regions(campaign, 50, 151)) == -51
    assert gap_of(two_regions(campaign, 50, 151), "KG-C") == 51


def test_a_region_without_a_report_has_no_gap(campaign: Campaign) -> None:
    assert gap_of(two_regions(campaign, None, 100)) is None
    assert gap_of(two_regions(campaign, 0, 100)) == -50


@pytest.mark.parametrize(
    ("gap", "people"),
    [(0.0, 0), (1e-9, 0), (-1e-9, 0), (0.5, 1), (-0.5, -1), (-323.4, -323), (math.nan, None)],
)
def test_a_gap_is_rounded_to_whole_people(gap: float, people: int | None) -> None:
    assert whole_people(gap) == people


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
    assert profile.gap == -round(rate * people - own.sum()) < 0
    assert profile.rate_rank == 8 and profile.reach_rank == 4 and profile.ranked == 9


def test_a_profile_depends_on_types_and_dates_but_not_on_other_regions(campaign: Campaign) -> None:
    query = {"type": "lecture", "from": "2017-09-01"}
    one = RegionProfile.of(view_of(campaign, oblast="KG-N", **query), "KG-N")
    two = RegionProfile.of(view_of(campaign, oblast="KG-N,KG-O", **query), "KG-N")
    rows = campaign.editions["2017"].activities
    assert rows is not None
    is_selected = (rows["type"] == "lecture") & (rows["date"] >= "2017-09-01")
    assert one == two and one.activities == (is_selected & (rows["oblast"] == "KG-N")).sum()


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


def test_activities_of_several_regions_are_not_a_regions_own(campaign: Campaign) -> None:
    rows: list[Row] = [
        ("KG-B", "lecture", 40),
        (COUNTRY, "training", 120),
        ("KG-B;KG-O", "training", 150),
        ("KG-N;KG-Y", "lecture", None),
    ]
    view = view_of(with_edition(campaign, activities=register(rows)), oblast="KG-B")
    assert list(own_text_groups(view, "KG-B", ("title",))["oblast"]) == ["KG-B"]
    assert list(wider_totals(view, "KG-B")["oblast"]) == [COUNTRY, "KG-B;KG-O"]
    assert list(wider_totals(view, "KG-N")["oblast"]) == [COUNTRY, "KG-N;KG-Y"]
    profile = RegionProfile.of(view, "KG-B")
    assert profile.reached == 40 and profile.activities == 1
    assert not RegionProfile.of(view, "KG-N").has_activities


ROWS = [
    # district, place, reached
    ("Leilek", "Isfana, school", 100.0),
    ("Leilek", "Isfana, school", None),
    ("Leilek", "Isfana, library", 20.0),
    ("Kadamjay", "market", 0.0),
    ("", "Batken", 120.0),
    (None, None, None),
]


def activities(rows: list[tuple[str | None, str | None, float | None]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["district", "place", "reached"])
    return frame.astype({"reached": "float64"}).assign(oblast="KG-B")


def groups(activities: pd.DataFrame) -> pd.DataFrame:
    return group_by_columns(activities, ("district", "place"))


def test_totals_of_places_equal_numbers_calculated_by_hand() -> None:
    frame = place_totals(groups(activities(ROWS)))
    assert frame.fillna(-1).values.tolist() == [
        ["", "Batken", 1, 1, 120.0],
        ["Leilek", "Isfana, school", 2, 1, 100.0],
        ["Leilek", "Isfana, library", 1, 1, 20.0],
        ["Kadamjay", "market", 1, 1, 0.0],
        ["", "", 1, 0, -1],
    ]


def test_rows_with_equal_reach_are_sorted_by_activities_and_then_by_text() -> None:
    rows = [("B", "x", 5.0), ("A", "y", 5.0), ("A", "x", 5.0), ("C", "z", 3.0), ("C", "z", 2.0)]
    table = place_totals(groups(activities([*rows])))
    assert [*table["district"] + table["place"]] == ["Cz", "Ax", "Ay", "Bx"]
    assert [*table.index] == [0, 1, 2, 3]


def test_the_table_is_empty_without_activities() -> None:
    frame = place_totals(groups(activities([])))
    assert frame.empty and "reached" in frame


TEXTS = st.sampled_from(["", None, "Leilek", " Leilek", "Kadamjay", "<b>"])


@given(st.lists(st.tuples(TEXTS, TEXTS, st.one_of(st.none(), st.integers(0, 99))), max_size=15))
@examples(100)
def test_every_activity_is_counted_once(
    rows: list[tuple[str | None, str | None, float | None]],
) -> None:
    frame = activities(rows)
    table = place_totals(groups(frame))
    assert table["activities"].sum() == len(rows)
    assert table["reported"].sum() == frame["reached"].notna().sum()
    assert table["reached"].sum() == frame["reached"].sum()
    assert ((table["reported"] == 0) == table["reached"].isna()).all()
    assert not table.duplicated(["district", "place"]).any()
