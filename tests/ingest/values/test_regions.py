"""Cells with the whole country or several regions are matched; some are ambiguous."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.values.codes import CodeMatch, match_column, possible_codes
from campaign.ingest.values.regions import COUNTRY_KEYS, region_list
from campaign.schema.region_codes import COUNTRY

ROOT = Path(__file__).resolve().parents[3]
REGIONS = region_list(
    pd.read_csv(ROOT / "geo" / "oblasts.csv", dtype=str, keep_default_na=False).set_index(
        "iso_code"
    )
)


@pytest.mark.parametrize(
    "cell", ["KG", "Кыргызстан", "вся республика", "Республика боюнча", "БҮТКҮЛ ӨЛКӨ", "Nationwide"]
)
def test_names_of_the_whole_country_are_matched(cell: str) -> None:
    assert REGIONS.match(cell).code == COUNTRY


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Ошская, Баткенская области", "KG-B;KG-O"),
        ("Ош, Баткен жана Жалал-Абад облустары", "KG-B;KG-J;KG-O"),
        ("г. Ош и Ошская область", "KG-GO;KG-O"),
        ("Ошская обл., Баткенская обл., г. Ош", "KG-B;KG-GO;KG-O"),
        ("Чуй/Талас", "KG-C;KG-T"),
        ("Нарын + Талас", "KG-N;KG-T"),
        ("Osh and Batken oblasts", "KG-B;KG-O"),
        ("KG-O;KG-B", "KG-B;KG-O"),
        ("kg-o, kg-b", "KG-B;KG-O"),
        ("KG-N KG-Y", "KG-N;KG-Y"),
        ("KG-B; KG-B", "KG-B"),
        ("Баткенская обл.; ", "KG-B"),
    ],
)
def test_several_regions_are_one_code(cell: str, code: str) -> None:
    assert REGIONS.match(cell).code == code


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("code", [COUNTRY, "KG-B;KG-O", "KG-B;KG-GB;KG-GO;KG-O", "KG-GO;KG-O"])
def test_names_in_exports_are_read_again(campaign: Campaign, lang: str, code: str) -> None:
    assert REGIONS.match(campaign.places.name(code, Text.of(lang))).code == code


def test_only_the_normal_form_of_a_list_is_exact() -> None:
    assert REGIONS.match("KG-B;KG-O").exact
    assert not REGIONS.match("KG-O;KG-B").exact
    assert not REGIONS.match("KG-B; KG-O").exact


@pytest.mark.parametrize(
    "cell", ["Баткен, Алматы", "KG;KG-B", "Кыргызстан, Баткен", "юг", ";", "Баткен, Лейлек"]
)
def test_a_list_with_another_part_than_a_region_has_no_code(cell: str) -> None:
    assert REGIONS.match(cell) == CodeMatch()


def test_a_name_of_two_regions_makes_the_list_ambiguous() -> None:
    assert REGIONS.match("Ош, Баткен").candidates == ("KG-B;KG-O", "KG-B;KG-GO")
    assert possible_codes("Ош, Баткен", REGIONS) == ("KG-B;KG-O", "KG-B;KG-GO")


@pytest.mark.parametrize("cell", ["Ошская область, г. Ош", "г. Ош, Ошская область"])
def test_an_oblast_and_a_city_behind_a_comma_may_be_an_address(cell: str) -> None:
    assert REGIONS.match(cell).candidates == ("KG-O", "KG-GO", "KG-GO;KG-O")


def test_an_answer_may_be_a_list_of_regions() -> None:
    cells = pd.Series(["Ош, Баткен"], dtype="str")
    answered = match_column(cells, REGIONS, {"ош баткен": "KG-B;KG-GO"})
    assert answered.codes.tolist() == ["KG-B;KG-GO"]
    for answer in ("KG-GO;KG-B", "KG;KG-B", "KG-X"):
        assert match_column(cells, REGIONS, {"ош баткен": answer}).codes.tolist() == [None]


def test_names_of_the_country_are_not_names_of_a_region() -> None:
    regions = {key for key, code in REGIONS.codes.items() if code != COUNTRY}
    assert not COUNTRY_KEYS & (regions | set(REGIONS.ambiguous))


@pytest.mark.parametrize(
    ("cell", "is_combined"),
    [
        ("KG; KG-B", True),
        ("Баткен, вся республика", True),
        ("KG", False),
        ("KG-B; KG-O", False),
        ("Ош, Баткен", False),
        ("KG; Алматы", False),
    ],
)
def test_a_cell_with_the_country_and_a_region_is_recognized(cell: str, is_combined: bool) -> None:
    assert REGIONS.combines_country(cell) == is_combined


@pytest.mark.parametrize(
    ("cell", "part"),
    [
        ("Ош", "Ош"),
        ("Ош, Баткен", "Ош"),
        ("Баткен; Ош", "Ош"),
        ("Ошская область, г. Ош", "Ошская область, г. Ош"),
    ],
)
def test_the_question_has_only_the_unclear_part_of_a_cell(cell: str, part: str) -> None:
    assert REGIONS.unclear_part(cell) == part


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        *(("Сокулукский район", ("KG-C",)), ("Ат-Башинский р-н", ("KG-N",))),
        *(("Московский район", ("KG-C",)), ("Ноокат району", ("KG-O",))),
        *(("Кара-Суйский", ("KG-O",)), ("Сокулугский район", ("KG-C",))),
        *(("Чуйская обл., Сокулукский р-н", ("KG-C",)), ("Ноокат району, Ош облусу", ("KG-O",))),
        # A village may have the name of a district elsewhere; a city is no district.
        *(("Сокулук", ()), ("Манас", ()), ("г. Москва", ()), ("Ташкентский район", ())),
        ("Чуйская область, Наукатский район", ()),
    ],
)
def test_a_district_has_the_offer_of_its_oblast(cell: str, codes: tuple[str, ...]) -> None:
    assert REGIONS.match(cell).code is None and possible_codes(cell, REGIONS) == codes


@pytest.mark.parametrize(
    ("cell", "code"), [("ЖАО", "KG-J"), ("жаб", "KG-J"), ("ЫКО", "KG-Y"), ("ИКО", "KG-Y")]
)
def test_abbreviations_of_offices_are_matched(cell: str, code: str) -> None:
    assert REGIONS.match(cell).code == code
