"""The slide of the lowest and highest regions has the values of the coverage page."""

from __future__ import annotations

import pytest

from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from campaign.presentation.slides import Slide, region_kpis, regions_finding
from campaign.theme.style import LIGHT
from tests.campaigns import view_of, with_edition
from tests.plain_words import plain_spaces


@pytest.mark.parametrize("lang", LANGUAGES)
def test_numbers_are_those_of_the_coverage(campaign: Campaign, lang: str) -> None:
    view = view_of(campaign, lang)
    text, frame = view.text, view.coverage
    tiles = region_kpis(view)
    assert [tile.code for tile in tiles] == ["KG-T", "KG-O", "KG-J", "KG-GO", "KG-N", "KG-B"]
    for tile in tiles:
        row = frame.loc[tile.code]
        assert tile.label == campaign.places.heading(tile.code, text)
        assert tile.value == text.number(row["rate"], 1)
        assert text.number(round(abs(row["gap"]))) in tile.reference
        assert ("−" in tile.reference) == (row["gap"] < 0) == ("+" not in tile.reference)
        rank = text("rank: {rank} of {ranked}", rank=int(row["rate_rank"]), ranked=9)
        assert tile.note.startswith(rank)
        assert text.number(int(row["reached"])) in tile.note


def test_the_finding_names_who_is_behind_and_where_most_people_are_missing(
    campaign: Campaign,
) -> None:
    assert plain_spaces(regions_finding(view_of(campaign))) == (
        "Lowest rate: Talas oblast – 4.2 per 10,000. "
        "Highest rate: Osh city – 42.0 per 10,000. "
        "Most people missing to the national average: Osh oblast – 833 people. "
        "Gap: people reached minus the number that corresponds to the national average."
    )
    assert plain_spaces(regions_finding(view_of(campaign, oblast="KG-N,KG-B"))) == (
        "Lowest rate (selected regions): Batken oblast – 27.0 per 10,000. "
        "Highest rate (selected regions): Naryn oblast – 38.0 per 10,000. "
        "Gap: people reached minus the number that corresponds to the national average."
    )
    assert regions_finding(view_of(campaign, oblast="KG-N")) == ""


def test_a_region_without_activity_has_its_state_as_value(campaign: Campaign) -> None:
    rows = campaign.editions["2017"].activities
    assert rows is not None
    bare = with_edition(campaign, activities=rows[rows["oblast"] != "KG-Y"])
    first = region_kpis(view_of(bare))[0]
    assert (first.code, first.value, first.note) == ("KG-Y", "no activity", "")
    assert first.reference.startswith("Gap: −")


def test_a_slide_compares_with_the_whole_population(campaign: Campaign) -> None:
    spec = Slide("regions", {"en": "x"}, query={"denominator": "youth"})
    assert spec.view(campaign, "en", LIGHT).basis.group == ""
