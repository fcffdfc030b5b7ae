"""Several regions have one code in any order; shares of people by region have one spelling."""

from __future__ import annotations

import pandas as pd
import pytest

from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, Text
from campaign.schema.region_codes import (
    COUNTRY,
    SEVERAL,
    SHARES,
    group_several,
    is_shares,
    join_regions,
    join_shares,
    replace_regions,
    replace_share_regions,
    shares_elsewhere,
    shares_exceed_reached,
    split_regions,
    split_shares,
)


def test_order_and_repetition_do_not_change_the_code() -> None:
    assert join_regions(["KG-O", "KG-B", "KG-O"]) == join_regions(["KG-B", "KG-O"]) == "KG-B;KG-O"
    assert split_regions("KG-B;KG-O") == ("KG-B", "KG-O")
    assert split_regions(COUNTRY) == (COUNTRY,)


def test_each_region_of_a_list_is_replaced_separately() -> None:
    codes = pd.Series(["KG-GO;KG-O", "KG-B;KG-GO", "KG-GO", COUNTRY, "KG-B"], dtype="str")
    replaced = replace_regions(codes, {"KG-GO": "KG-O"})
    assert replaced.tolist() == ["KG-O", "KG-B;KG-O", "KG-O", COUNTRY, "KG-B"]
    assert replaced.dtype == codes.dtype


def test_only_codes_of_several_regions_are_grouped() -> None:
    codes = pd.Series(["KG-GO;KG-O", COUNTRY, "KG-B"])
    assert group_several(codes).tolist() == [SEVERAL, COUNTRY, "KG-B"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_code_has_a_name(campaign: Campaign, lang: str) -> None:
    places, text = campaign.places, Text.of(lang)
    names = {places.name(code, text) for code in (*places.codes, COUNTRY, SEVERAL)}
    assert len(names) == len(places.codes) + 2
    both = places.name("KG-B;KG-O", text)
    assert both == text.list([places.name("KG-B", text), places.name("KG-O", text)])


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
    frame = pd.DataFrame(ROWS, columns=["oblast", "reached", SHARES, "exceed", "elsewhere"])
    assert shares_exceed_reached(frame).tolist() == frame["exceed"].tolist()
    assert shares_elsewhere(frame).tolist() == frame["elsewhere"].tolist()
    # Without the column no row exceeds; the first row then has no people reached.
    assert not shares_exceed_reached(frame[::-1].drop(columns=SHARES)).any()


def test_people_of_merged_regions_are_added() -> None:
    cells = pd.Series(["KG-GO=20; KG-O=30", "", "KG-B=1"])
    merged = replace_share_regions(cells, {"KG-GO": "KG-O"})
    assert merged.tolist() == ["KG-O=50", "", "KG-B=1"]
