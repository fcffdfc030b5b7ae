"""Codes of regions and types by their spellings, by column, and offered for misspellings."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from campaign.i18n.match_key import plain
from campaign.ingest.boundaries.match_units import UnitsToMatch, match_units
from campaign.ingest.file_references import population_reference
from campaign.ingest.values.codes import (
    CodeList,
    match_column,
    region_codes,
    suggest_codes,
    type_codes,
)
from campaign.ingest.values.regions import region_list

ROOT = Path(__file__).resolve().parents[3]


def table(path: str, index: str) -> pd.DataFrame:
    return pd.read_csv(ROOT / path, dtype=str, keep_default_na=False).set_index(index)


OBLASTS = table("geo/oblasts.csv", "iso_code")
TYPES = table("data/activity_types.csv", "code")
UNITS = region_codes(OBLASTS)
KINDS = type_codes(TYPES)


def code(cell: str, code_list: CodeList = UNITS) -> str | None:
    return match_column(pd.Series([cell], dtype="str"), code_list).codes.iloc[0]


def test_every_name_and_alias_has_its_code() -> None:
    for code_list, rows in ((UNITS, OBLASTS), (KINDS, TYPES)):
        for expected, row in rows.iterrows():
            names = [row["name_en"], row["name_ru"], row["name_ky"], *row["aliases"].split(";")]
            for name in (expected, *filter(None, names)):
                assert code(name, code_list) == expected, name


@pytest.mark.parametrize(
    ("cell", "unit"),
    [
        *(("Нарын", "KG-N"), ("НАРЫНСКАЯ ОБЛ.", "KG-N"), ("Нарынская обл", "KG-N")),
        *(("Нарынской области", "KG-N"), ("обл. Нарын", "KG-N"), ("Нарын облусунда", "KG-N")),
        *(("Чуй", "KG-C"), ("ЧҮЙ облусу", "KG-C"), ("Чуйская", "KG-C"), ("Чїй облусу", "KG-C")),
        *(("Ысык-Кол", "KG-Y"), ("Иссыккульская обл.", "KG-Y"), ("Ысык-Кɵл облусу", "KG-Y")),
        *(("Джалал Абадская область", "KG-J"), ("Жалалабад", "KG-J"), ("kg-j", "KG-J")),
        *(("г.Бишкек", "KG-GB"), ("Бишкек", "KG-GB"), ("гор.Бишкек", "KG-GB")),
        *(("Ош шаары", "KG-GO"), ("ош ш.", "KG-GO"), ("Г. ОШ", "KG-GO"), ("г. Oш", "KG-GO")),
        *(("Ошская область", "KG-O"), ("Ош обл.", "KG-O"), ("Ош облусу", "KG-O")),
        *(("Osh region", "KG-O"), ("city of Osh", "KG-GO"), ("КG-О", "KG-O")),
        *(("Токмок", None), ("Алматы", None), ("г. Нарын", None), ("Ошский район", None)),
    ],
)
def test_a_spelling_of_a_unit_has_its_code(cell: str, unit: str | None) -> None:
    assert code(cell) == unit


@pytest.mark.parametrize("cell", ["Ош", "ОШ", "Osh", "ош ", "Oш", "Oş"])
def test_bare_osh_leads_to_a_question(cell: str) -> None:
    matches = match_column(pd.Series([cell], dtype="str"), UNITS)
    assert (
        matches.codes.isna().all() and matches.is_ambiguous.all() and not matches.is_unknown.any()
    )
    assert set(UNITS.ambiguous[plain(cell)]) == {"KG-O", "KG-GO"}
    assert set(suggest_codes(cell, UNITS)) == {"KG-O", "KG-GO"}


def test_only_osh_is_ambiguous() -> None:
    assert {key for key in UNITS.ambiguous if not key.startswith(("ош", "osh", "os"))} == set()
    assert not KINDS.ambiguous


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("Круглый стол", "round_table"),
        ("«круглый  стол»", "round_table"),
        ("флеш моб", "flash_mob"),
        ("Форум–театр", "forum_theatre"),
        ("веложуруш", "bicycle_marathon"),
        ("прессконференция", "press_conference"),
        ("Press Conference", "press_conference"),
        ("ТЕГЕРЕК ҮСТӨЛ", "round_table"),
        ("прочее", "other"),
        ("субботник", None),
    ],
)
def test_a_spelling_of_a_type_has_its_code(cell: str, kind: str | None) -> None:
    assert code(cell, KINDS) == kind


def test_a_name_means_the_same_unit_in_every_kind_of_file() -> None:
    names = ["Нарынская обл", "kg_n", "г.Бишкек", "ЧҮЙ облусу", "Osh region", "Токмок", "КG-О"]
    expected = ["KG-N", "KG-N", "KG-GB", "KG-C", "KG-O", "", "KG-O"]
    cells = pd.DataFrame({"name": names})
    units = UnitsToMatch(tuple(OBLASTS.index), UNITS, {})
    no_city = pd.Series(False, index=cells.index)
    assert match_units(cells, no_city, units)[1].tolist() == expected
    population_units = population_reference(OBLASTS).codes["unit"]
    for code_list in (UNITS, population_units):
        assert match_column(cells["name"], code_list).codes.fillna("").tolist() == expected


def test_a_message_names_codes_in_the_readers_language() -> None:
    params = UNITS.offers(("KG-GO", "KG-N"))
    assert params["offers"] == "KG-GO, KG-N"
    assert params["offers_ky"] == "«Ош шаары», «Нарын облусу»"


@pytest.mark.parametrize("code", ["KG-N", "KG", "KG-B;KG-O"])
@pytest.mark.parametrize("lang", ["en", "ru", "ky"])
def test_the_name_of_a_region_is_a_spelling_of_it(code: str, lang: str) -> None:
    regions = region_list(OBLASTS)
    assert regions.match(regions.name(code, lang)).code == code


def test_the_names_of_codes_in_a_message_have_quotation_marks() -> None:
    params = UNITS.offers(["KG-B", "KG-GO"])
    assert params["offers_en"] == "“Batken oblast”, “Osh city”"
    assert params["offers_ru"] == "«Баткенская область», «город Ош»"
    assert UNITS.offers([]) == {} and UNITS.message_params("read", "KG-B")["read_ru"] == (
        "Баткенская область"
    )


def test_the_masks_do_not_overlap() -> None:
    cells = pd.Series(["KG-N", "Нарын", "Ош", "Алматы", "", "  "], index=[2, 3, 5, 8, 9, 11])
    matches = match_column(cells, UNITS)
    assert matches.codes.tolist() == ["KG-N", "KG-N", None, None, None, None]
    assert matches.is_rewritten.tolist() == [False, True, False, False, False, False]
    assert matches.is_ambiguous.tolist() == [False, False, True, False, False, False]
    assert matches.is_unknown.tolist() == [False, False, False, True, False, False]
    for column in (matches.codes, matches.is_rewritten, matches.is_ambiguous, matches.is_unknown):
        assert list(column.index) == [2, 3, 5, 8, 9, 11]


def test_an_answer_has_priority_except_over_a_code() -> None:
    cells = pd.Series(["Ош", "Алматы", "Нарын", "KG-N"])
    answers = {"ош": "KG-GO", "алматы": "KG-T", "нарын": "KG-X", "kg n": "KG-B"}
    matches = match_column(cells, UNITS, answers)
    assert matches.codes.tolist() == ["KG-GO", "KG-T", "KG-N", "KG-N"]
    assert matches.is_answered.tolist() == [True, True, False, False]
    assert matches.is_rewritten.tolist() == [False, False, True, False]


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
