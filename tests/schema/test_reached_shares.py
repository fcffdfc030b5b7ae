"""Shares of people by region have one spelling and do not exceed the people reached."""

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
def test_other_spellings_are_not_shares(cell: str) -> None:
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


def test_shares_that_exceed_or_are_elsewhere_are_found() -> None:
    frame = pd.DataFrame(ROWS, columns=["oblast", "reached", COLUMN, "exceed", "elsewhere"])
    assert shares_exceed_reached(frame).tolist() == frame["exceed"].tolist()
    assert shares_elsewhere(frame).tolist() == frame["elsewhere"].tolist()
    # Without the column no row exceeds; the first row then has no people reached.
    assert not shares_exceed_reached(frame[::-1].drop(columns=COLUMN)).any()


def test_people_of_merged_regions_are_added() -> None:
    cells = pd.Series(["KG-GO=20; KG-O=30", "", "KG-B=1"])
    merged = replace_share_regions(cells, {"KG-GO": "KG-O"})
    assert merged.tolist() == ["KG-O=50", "", "KG-B=1"]
