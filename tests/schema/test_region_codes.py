"""Several regions have one code in any order, and its name lists them."""

from __future__ import annotations

import pandas as pd
import pytest

from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, Text
from campaign.schema.region_codes import (
    COUNTRY,
    SEVERAL,
    group_several,
    join_regions,
    replace_regions,
    split_regions,
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
