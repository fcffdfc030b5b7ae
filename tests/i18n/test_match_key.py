"""Stray spaces, look-alike letters, and the match key that spellings of a name share."""

from __future__ import annotations

import pandas as pd
import pytest

from campaign.i18n.match_key import map_cells, plain, tidy, unmix


def cells(*values: str) -> pd.Series:
    return pd.Series(list(values), index=range(2, len(values) + 2), dtype="str")


def test_stray_characters_are_removed_and_marked() -> None:
    raw = cells("Нарын", " Нарын", "г.\u00a0Ош", "а  б", "a\u200bb", "со\u00adюз", "а\tб\nв", "")
    tidied, stray = tidy(raw)
    assert tidied.tolist() == ["Нарын", "Нарын", "г. Ош", "а б", "ab", "союз", "а б в", ""]
    assert stray.tolist() == [False, True, True, True, True, True, True, False]
    assert tidied.dtype == raw.dtype and list(tidied.index) == list(raw.index)


def test_composed_letters_are_not_stray_characters() -> None:
    tidied, stray = tidy(cells("Чуи\u0306"))
    assert tidied.iloc[0] == "Чуй" and not stray.any()


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Оcтaн", "Остан"),
        ("Oшская oбласть", "Ошская область"),
        ("Tалас", "Талас"),
        ("КG-О", "KG-O"),
        ("KG-О", "KG-O"),
        ("KG-GВ", "KG-GB"),
        ("lеcturе", "lecture"),
        ("Ысык-Кɵл", "Ысык-Көл"),
        ("Ысык-Кѳл", "Ысык-Көл"),
        ("жаӊы", "жаңы"),
    ],
)
def test_letters_of_another_script_are_replaced(word: str, expected: str) -> None:
    words, changed = unmix(cells(word, expected))
    assert words.tolist() == [expected, expected]
    assert changed.tolist() == [True, False]


@pytest.mark.parametrize("word", ["QR-код", "ТВ-show", "SMSка", "Wi-Fi в школе", "МЭУ/IOM", "Ош"])
def test_words_of_two_scripts_stay_unchanged_when_ambiguous(word: str) -> None:
    words, changed = unmix(cells(word))
    assert words.iloc[0] == word and not changed.any()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("г.Ош", "Г. ОШ"),
        ("«Форум-театр»", "форум театр"),
        ("Молодёжь", "молодежь"),
        ("Ысык-Көл", "ысык кол"),
        ("Ысык–Кѳл", "Ысык-Кɵл"),
        ("Чүй", "Чуй"),
        ("Чїй", "Чүй"),
        ("Ч³й", "Чүй"),
        ("Ысык-К¼л", "Ысык-Көл"),
        ("к¼рс¼т³³", "көрсөтүү"),
        ("єлкє", "өлкө"),
        ("press_conference", "Press conference"),
        ("Chüy", "Chuy"),
        ("Oшская", "Ошская"),
        ("Ош\u00a0шаары", "Ош  шаары "),
        ("KG-O", "КG-О"),
    ],
)
def test_spellings_of_a_name_have_one_key(one: str, other: str) -> None:
    assert plain(one) == plain(other)


def test_different_names_have_different_keys() -> None:
    assert plain("Ош") != plain("Ошская") and plain("5 м³") == "5 м³"
    assert plain("Доля женщин, %") != plain("Доля женщин")
    assert plain("") == plain("  ") == "" and plain("—") and plain("?") != plain("!")


def test_each_distinct_cell_is_mapped_once() -> None:
    calls: list[str] = []
    lengths = map_cells(cells("a", "bb", "a"), lambda c: calls.append(c) or len(c), "float64")
    assert lengths.tolist() == [1, 2, 1] and calls == ["a", "bb"]
    assert map_cells(cells(), len, bool).empty
