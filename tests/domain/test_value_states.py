"""The states not reported, zero and no activity are distinct."""

from __future__ import annotations

import pandas as pd

from campaign.domain.value_states import state_of

NOTHING = float("nan")


def test_each_row_has_its_state_of_activities_and_value() -> None:
    activities = pd.Series([0, 0, 1, 1, 2, 0, NOTHING], index=list("abcdefg"))
    values = pd.Series([NOTHING, 5.0, NOTHING, 0.0, 3.0, 0.0, NOTHING], index=list("abcdefg"))
    states = state_of(activities, values)
    assert states.to_dict() == {
        "a": "no_activity",
        "b": "no_activity",
        "c": "not_reported",
        "d": "zero",
        "e": "value",
        "f": "no_activity",
        "g": "not_reported",
    }
    assert states.dtype == object


def test_nullable_numbers_have_the_same_states() -> None:
    activities = pd.Series([0, 1, 1, pd.NA], dtype="Int64")
    values = pd.Series([pd.NA, pd.NA, 0, 4], dtype="Int64")
    expected = ["no_activity", "not_reported", "zero", "value"]
    assert list(state_of(activities, values)) == expected
    assert list(state_of(activities, values.astype("object"))) == expected


def test_no_rows_have_no_states() -> None:
    empty = pd.Series([], dtype="float64")
    assert state_of(empty, empty).empty
