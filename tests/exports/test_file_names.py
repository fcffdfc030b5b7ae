"""The name of a file has the selection in Latin letters and a limited length."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations

import pytest

from campaign.analysis.provenance import file_name
from campaign.analysis.selection import Selection
from campaign.domain.campaign import Campaign
from campaign.exports.formats import FORMATS
from campaign.i18n.translator import LANGUAGES
from tests.campaigns import view_of


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({}, "map-2017-en-2017-11-20.png"),
        ({"edition": "2018"}, "map-2018-en-2018-12-10.png"),
        ({"edition": "2020"}, "map-2020-en.png"),
        ({"oblast": "KG-O"}, "map-2017-osh-oblast-en-2017-11-20.png"),
        ({"oblast": "KG-GO"}, "map-2017-osh-city-en-2017-11-20.png"),
        ({"oblast": "KG-Y"}, "map-2017-issyk-kul-oblast-en-2017-11-20.png"),
        ({"oblast": "KG-T,KG-B"}, "map-2017-kg-b-kg-t-en-2017-11-20.png"),
        ({"type": "radio_phone_in"}, "map-2017-radio-phone-in-en-2017-11-20.png"),
        (
            {"from": "2017-09-01", "to": "2017-09-07"},
            "map-2017-2017-09-01_2017-09-07-en-2017-11-20.png",
        ),
        ({"from": "2017-11-01"}, "map-2017-2017-11-01_2017-11-20-en-2017-11-20.png"),
        (
            {"oblast": "KG-O", "type": "lecture", "from": "2017-09-01", "to": "2017-09-07"},
            "map-2017-osh-oblast-lecture-2017-09-01_2017-09-07-en-2017-11-20.png",
        ),
    ],
)
def test_a_name_has_edition_places_types_and_days(
    campaign: Campaign, query: dict[str, str], name: str
) -> None:
    assert file_name(view_of(campaign, **query), "map", ".png") == name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_names_are_short_latin_and_unique_for_every_selection(
    campaign: Campaign, lang: str
) -> None:
    names = set()
    places = [
        ",".join(codes) for n in (0, 1, 2, 8, 9) for codes in combinations(campaign.places.codes, n)
    ]
    types = [
        ",".join(codes) for n in (0, 1, 3, 18) for codes in combinations(campaign.type_codes, n)
    ][:400:7]
    for at, place in enumerate(places):
        for kind in types[at % 5 :: 5]:
            query = {"oblast": place, "type": kind, "from": "2017-09-01", "to": "2017-09-07"}
            name = file_name(view_of(campaign, lang, **query), "leading_types", ".xlsx")
            assert re.fullmatch(r"[a-z0-9_.-]+", name) and len(name) <= 180, name
            assert f"-{lang}-" in name
            assert name not in names
            names.add(name)


def test_the_order_of_the_selection_does_not_change_the_name(campaign: Campaign) -> None:
    one, other = (
        replace(view_of(campaign), selection=Selection("2017", oblasts=codes, types=types))
        for codes, types in (
            (("KG-T", "KG-B"), ("lecture", "flash_mob")),
            (("KG-B", "KG-T"), ("flash_mob", "lecture")),
        )
    )
    assert file_name(one, "map", "") == file_name(other, "map", "")


def test_every_format_takes_its_name_from_file_name(campaign: Campaign) -> None:
    view = view_of(campaign, "ru", oblast="KG-N", type="lecture")
    for kind in FORMATS.values():
        assert kind.file_name(view) == file_name(view, kind.word, kind.ending)
        assert "-2017-naryn-oblast-lecture-ru-" in kind.file_name(view)


def test_names_of_custom_places_are_latin_too(campaign: Campaign) -> None:
    table = campaign.places.table.assign(name_en="Нарын / облусу?")
    places = replace(campaign.places, table=table)
    view = view_of(replace(campaign, places=places), oblast="KG-N")
    assert file_name(view, "map", ".png") == "map-2017-kg-n-en-2017-11-20.png"
