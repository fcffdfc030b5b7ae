"""Regions and types by any spelling; two meanings are asked about, near misses only offered."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from campaign.i18n.match_key import plain
from campaign.ingest.boundaries.match_units import UnitsToMatch, match_units
from campaign.ingest.parse.code_lists import (
    CodeList,
    match_column,
    region_codes,
    suggestions,
    type_codes,
    write_codes,
)
from campaign.ingest.reference import population_reference

ROOT = Path(__file__).resolve().parents[3]


def table(path: str, index: str) -> pd.DataFrame:
    return pd.read_csv(ROOT / path, dtype=str, keep_default_na=False).set_index(index)


OBLASTS = table("geo/oblasts.csv", "iso_code")
TYPES = table("data/activity_types.csv", "code")
UNITS = region_codes(OBLASTS)
KINDS = type_codes(TYPES)


def code(cell: str, known: CodeList = UNITS) -> str | None:
    return match_column(pd.Series([cell], dtype="str"), known).codes.iloc[0]


def test_every_name_and_alias_of_the_lists() -> None:
    for known, names in ((UNITS, OBLASTS), (KINDS, TYPES)):
        for of, row in names.iterrows():
            listed = [row["name_en"], row["name_ru"], row["name_ky"], *row["aliases"].split(";")]
            for name in (of, *filter(None, listed)):
                assert code(name, known) == of, name


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
def test_units(cell: str, unit: str | None) -> None:
    assert code(cell) == unit


@pytest.mark.parametrize("cell", ["Ош", "ОШ", "Osh", "ош ", "Oш", "Oş"])
def test_bare_osh_is_asked_about(cell: str) -> None:
    found = match_column(pd.Series([cell], dtype="str"), UNITS)
    assert found.codes.isna().all() and found.ambiguous.all() and not found.unknown.any()
    assert set(UNITS.ambiguous[plain(cell)]) == {"KG-O", "KG-GO"}
    assert set(suggestions(cell, UNITS)) == {"KG-O", "KG-GO"}


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
        ("прочее", None),
    ],
)
def test_types(cell: str, kind: str | None) -> None:
    assert code(cell, KINDS) == kind


def test_a_name_means_the_same_unit_in_every_kind_of_file() -> None:
    names = ["Нарынская обл", "kg_n", "г.Бишкек", "ЧҮЙ облусу", "Osh region", "Токмок", "КG-О"]
    due = ["KG-N", "KG-N", "KG-GB", "KG-C", "KG-O", "", "KG-O"]
    words = pd.DataFrame({"name": names})
    units = UnitsToMatch(tuple(OBLASTS.index), UNITS, {})
    no_city = pd.Series(False, index=words.index)
    assert match_units(words, no_city, units).codes.tolist() == due
    people = population_reference(OBLASTS).known["unit"]
    for known in (UNITS, people):
        assert match_column(words["name"], known).codes.fillna("").tolist() == due
        assert write_codes(words, {"name": known})["name"].tolist() == [
            code or name for code, name in zip(due, names, strict=True)
        ]


def test_the_masks_do_not_overlap() -> None:
    cells = pd.Series(["KG-N", "Нарын", "Ош", "Алматы", "", "  "], index=[2, 3, 5, 8, 9, 11])
    found = match_column(cells, UNITS)
    assert found.codes.tolist() == ["KG-N", "KG-N", None, None, None, None]
    assert found.rewritten.tolist() == [False, True, False, False, False, False]
    assert found.ambiguous.tolist() == [False, False, True, False, False, False]
    assert found.unknown.tolist() == [False, False, False, True, False, False]
    for made in (found.codes, found.rewritten, found.ambiguous, found.unknown):
        assert list(made.index) == [2, 3, 5, 8, 9, 11]


def test_answers_hold() -> None:
    cells = pd.Series(["Ош", "Алматы", "Нарын", "KG-N"])
    answers = {"ош": "KG-GO", "алматы": "KG-T", "нарын": "KG-X", "kg n": "KG-B"}
    found = match_column(cells, UNITS, answers)
    assert found.codes.tolist() == ["KG-GO", "KG-T", "KG-N", "KG-N"]
    assert found.rewritten.tolist() == [True, True, True, False]


@pytest.mark.parametrize(
    ("cell", "first"),
    [
        *(("Нарынскя область", "KG-N"), ("Нарн", "KG-N"), ("г. Нарын", "KG-N")),
        *(("Бешкек", "KG-GB"), ("Jalal-Abd", "KG-J"), ("Исык-Куль", "KG-Y")),
    ],
)
def test_near_misses_are_offered(cell: str, first: str) -> None:
    assert code(cell) is None and suggestions(cell, UNITS)[:1] == (first,)


@pytest.mark.parametrize(
    "cell",
    [
        *("Алматы", "Алматинская область", "Токмок", "Кочкорский район", "Ташкент", "Москва"),
        *("Ат-Башинский район", "Талды-Суу", "область", "г.", "", "?", "Худжанд", "х" * 5000),
    ],
)
def test_far_places_are_not(cell: str) -> None:
    assert suggestions(cell, UNITS) == ()


def test_types_are_offered_too() -> None:
    assert suggestions("Круглый стл", KINDS)[:1] == ("round_table",)
    assert len(suggestions("конференция пресс", KINDS, limit=1)) <= 1
    assert suggestions("прочее", KINDS) == ()
