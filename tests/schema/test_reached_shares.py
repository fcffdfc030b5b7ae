"""Shares of people by region: one way to write them, never more than were reached."""

from __future__ import annotations

import pandas as pd
import pytest

from campaign.schema.reached_shares import (
    COLUMN,
    is_shares,
    join_shares,
    replace_share_regions,
    shares_elsewhere,
    shares_exceed_reached,
    split_shares,
)


def test_shares_have_one_spelling() -> None:
    cell = join_shares({"KG-O": 60, "KG-B": 40})
    assert cell == "KG-B=40; KG-O=60" and is_shares(cell)
    assert split_shares(cell) == {"KG-B": 40, "KG-O": 60} and split_shares("") == {}


@pytest.mark.parametrize(
    "cell", ["KG-O=60; KG-B=40", "KG-B=40;KG-O=60", "KG-B=040", "KG-B=1; KG-B=2", "KG-B=-1", "40"]
)
def test_any_other_spelling_is_none(cell: str) -> None:
    assert not is_shares(cell)


ROWS = [
    ("KG-B;KG-O", 100, "KG-B=40; KG-O=60", False, False),
    ("KG-B;KG-O", 99, "KG-B=40; KG-O=60", True, False),
    ("KG-B;KG-O", None, "KG-B=0", True, False),
    ("KG-B;KG-O", 10, "KG-N=5", False, True),
    ("KG", 10, "KG-N=5", False, False),
    ("KG-N", 10, "KG-N=5", False, True),
    ("KG-N", None, "", False, False),
]


def test_rules_of_a_row() -> None:
    frame = pd.DataFrame(ROWS, columns=["oblast", "reached", COLUMN, "exceed", "elsewhere"])
    assert shares_exceed_reached(frame).tolist() == frame["exceed"].tolist()
    assert shares_elsewhere(frame).tolist() == frame["elsewhere"].tolist()
    # The first row then has no people reached.
    assert not shares_exceed_reached(frame[::-1].drop(columns=COLUMN)).any()


def test_people_of_merged_regions_are_added() -> None:
    cells = pd.Series(["KG-GO=20; KG-O=30", "", "KG-B=1"])
    merged = replace_share_regions(cells, {"KG-GO": "KG-O"})
    assert merged.tolist() == ["KG-O=50", "", "KG-B=1"]
