"""Activities by organizer, partner and target group, compared with sums calculated by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.analysis.text_totals import UNSTATED, text_totals
from campaign.domain.text_entries import entry_code
from campaign.domain.totals import group_by_columns
from tests.examples import examples

NONE = None
ROWS = [
    # oblast, organiser, reached
    ("KG-B", "School", 100),
    ("KG-O", "school", 20),
    ("KG-O", "NGO; School", 7),
    ("KG-B;KG-T", "NGO", NONE),
    ("KG", "Ministry", 0),
    ("KG-N", "Radio", NONE),
    ("KG-N", NONE, 5),
    ("KG-C", NONE, NONE),
]


def register(rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["oblast", "organiser", "reached"])
    return frame.astype({"organiser": "str", "reached": "float64"})


def groups(rows: list[tuple[Any, ...]]) -> pd.DataFrame:
    return group_by_columns(register(rows), ("organiser",))


def test_totals_equal_those_counted_by_hand() -> None:
    frame = text_totals(groups(ROWS), "organiser")
    columns = ["name", "activities", "reported", "reached", "regions"]
    assert list(frame.columns) == columns
    rows = [tuple(row) for row in frame.astype({"reached": "object"}).to_numpy()]
    rows = [tuple(None if cell != cell else cell for cell in row) for row in rows]
    assert rows == [
        # The activity of NGO and School counts for both.
        ("School", 3, 3, 127, 2),
        ("NGO", 2, 1, 7, 3),
        # Zero is reported, and the whole country is no region.
        ("Ministry", 1, 1, 0, 0),
        ("Radio", 1, 0, None, 1),
        ("", 2, 1, 5, 2),
    ]
    assert list(frame.index[:2]) == [entry_code("School"), entry_code("NGO")]
    assert frame.index[-1] == UNSTATED


def test_names_are_translated_in_any_spelling() -> None:
    frame = text_totals(groups(ROWS), "organiser", {"school": "Мектеп"})
    assert list(frame["name"])[:2] == ["Мектеп", "NGO"]


def test_the_first_of_equally_frequent_spellings_is_shown_and_a_frequent_one_first() -> None:
    rows = [("KG-O", "b", 1), ("KG-B", "B; A", 1), ("KG-O", "a", 1)]
    assert sorted(text_totals(groups(rows), "organiser")["name"]) == ["A", "b"]
    more = [*rows, ("KG-B", "B", 1)]
    assert sorted(text_totals(groups(more), "organiser")["name"]) == ["A", "B"]


@pytest.mark.parametrize("rows", [[], ROWS[-2:]])
def test_empty_cells_give_no_entry(rows: list[tuple[Any, ...]]) -> None:
    frame = text_totals(groups(rows), "organiser")
    assert list(frame.index) == [UNSTATED] * bool(rows)


ENTRY = st.sampled_from(["A", "a", "B", "Б", "C c", ""])
ACTIVITY = st.tuples(
    st.sampled_from(["KG-B", "KG-O", "KG-B;KG-O", "KG"]),
    st.lists(ENTRY, max_size=3).map(lambda names: "; ".join(names) or None),
    st.one_of(st.none(), st.integers(0, 500)),
)


@examples(100)
@given(st.lists(ACTIVITY, max_size=12))
def test_every_activity_is_counted_and_none_more_than_once_for_a_name(rows: list[Any]) -> None:
    activities = register(rows)
    frame = text_totals(groups(rows), "organiser")
    assert frame["activities"].sum() >= len(activities)
    assert (frame["activities"] <= len(activities)).all()
    total = activities["reached"].sum()
    assert (frame["reached"].fillna(0) <= total).all() and frame["reached"].sum() >= total
    assert (frame["reported"] <= frame["activities"]).all()
    assert (frame["reached"].isna() == (frame["reported"] == 0)).all()
    single = activities["organiser"].fillna("").str.count(";") == 0
    if single.all():
        assert frame["activities"].sum() == len(activities)
        assert frame["reached"].sum() == total
