"""Codes are suggested for misspellings, but not for other words."""

from __future__ import annotations

import pytest

from campaign.ingest.values.codes import CodeList, suggest_codes
from tests.ingest.parse.shipped_lists import KINDS, UNITS


@pytest.mark.parametrize(
    ("cell", "first"),
    [
        *(("Нарынскя область", "KG-N"), ("Нарн", "KG-N"), ("г. Нарын", "KG-N")),
        *(("Нарынская облость", "KG-N"), ("Ысык-Көл облосу", "KG-Y")),
        *(("ИК", "KG-Y"), ("ЫК", "KG-Y"), ("Ж/А", "KG-J"), ("БО", "KG-B"), ("Ж-АО", "KG-J")),
        *(("Бешкек", "KG-GB"), ("Jalal-Abd", "KG-J"), ("Исык-Куль", "KG-Y")),
    ],
)
def test_similar_spellings_are_offered(cell: str, first: str) -> None:
    assert UNITS.match(cell).code is None and suggest_codes(cell, UNITS)[:1] == (first,)


@pytest.mark.parametrize(
    "cell",
    [
        *("Алматы", "Алматинская область", "Токмок", "Кочкорский район", "Ташкент", "Москва"),
        *("Ат-Башинский район", "Талды-Суу", "область", "г.", "", "?", "Худжанд", "х" * 5000),
        *("ынран", "ИП"),
    ],
)
def test_other_places_are_not_offered(cell: str) -> None:
    assert suggest_codes(cell, UNITS) == ()


def test_known_regions_have_no_suggestion() -> None:
    assert suggest_codes("Чуйская область; KG-B", UNITS) == ()


@pytest.mark.parametrize(
    ("cell", "units"),
    [
        *(("Ощ", {"KG-O", "KG-GO"}), ("Ощ обл.", {"KG-O"}), ("г. Ощ", {"KG-GO"})),
        *(("Чюй", {"KG-C"}), ("Ош обл. и г. Ош", set()), ("Уч", set()), ("Чон", set())),
    ],
)
def test_a_short_name_may_have_one_other_letter(cell: str, units: set[str]) -> None:
    assert UNITS.match(cell).code is None and set(suggest_codes(cell, UNITS)) == units


def test_a_word_in_the_names_of_two_types_suggests_both() -> None:
    assert set(suggest_codes("эфир", KINDS)) == {"live_tv", "radio_phone_in"}
    assert set(suggest_codes("прямой эфир", KINDS)) == {"live_tv", "radio_phone_in"}
    assert suggest_codes("эфир на ТВВ", KINDS)[:1] == ("live_tv",)


def test_at_most_three_codes_are_offered() -> None:
    four = tuple("abcd")
    similar = {f"конференция {code}": code for code in four}
    for codes, ambiguous in (({}, {"конференция": four}), (similar, {})):
        offers = suggest_codes("конференция", CodeList(codes, ambiguous, {}))
        assert len(offers) == 3 and set(offers) < set(four)


def test_types_are_offered_too() -> None:
    assert suggest_codes("Круглый стл", KINDS)[:1] == ("round_table",)
    assert suggest_codes("субботник", KINDS) == ()
