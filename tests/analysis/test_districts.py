"""Districts and places: every activity is in one row, and missing attendance is not zero."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from campaign.analysis.region_profile import place_totals
from campaign.domain.totals import group_by_columns
from tests.examples import examples

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
