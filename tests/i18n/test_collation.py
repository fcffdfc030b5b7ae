"""The order of words in Kyrgyz, Russian and English."""

import random

import pandas as pd
import pytest

from campaign.i18n.translator import Text


def shuffle(words: list[str]) -> list[str]:
    """The words in another order, the same in every run."""
    return random.Random(2017).sample(words, len(words))


@pytest.mark.parametrize("lang", ["ky", "ru"])
def test_words_are_sorted_by_the_alphabet_of_the_language(lang: str) -> None:
    alphabet = list("абвгдежзийклмнңоөпрстуүфхцчшщъыьэюя")
    key = Text.of(lang).sort_key
    assert sorted(shuffle(alphabet), key=key) == alphabet
    capitals = [letter.upper() for letter in alphabet]
    assert sorted(shuffle(capitals), key=key) == capitals


def test_names_of_the_units_are_sorted() -> None:
    ky = [
        "Баткен облусу",
        "Бишкек шаары",
        "Жалал-Абад облусу",
        "Нарын облусу",
        "Ош облусу",
        "Ош шаары",
        "Талас облусу",
        "Чүй облусу",
        "Ысык-Көл облусу",
    ]
    assert sorted(shuffle(ky), key=Text.of("ky").sort_key) == ky


@pytest.mark.parametrize(
    "words",
    [
        ["көл", "көмүр", "көңүл", "көп"],
        ["он", "оң", "оо"],
        ["ел", "ёлка", "ем"],
        ["все", "всё", "всего"],
        ["Ош", "Ош шаары", "Ош-1", "Ошский"],
        ["«а»", "10", "А", "а", "я", "b"],
        ["Нарын", "нарын шаары", "НАРЫНДАГЫ"],
        ["маи", "май", "майы"],
        ["и\u0306од", "йота"],  # й in two pieces, as some systems store it
    ],
)
def test_words_and_names_are_sorted(words: list[str]) -> None:
    for order in (words[::-1], shuffle(words)):
        assert sorted(order, key=Text.of("ky").sort_key) == words


def test_english_puts_latin_first_and_ignores_accents() -> None:
    words = ["2", "Chui", "Chüy", "Dzhalal", "Éa", "Osh", "Ош"]
    assert sorted(shuffle(words), key=Text.of("en").sort_key) == words


def test_the_sort_key_works_in_sort_values() -> None:
    frame = pd.DataFrame({"name": ["Ө", "П", "О"]})
    ordered = frame.sort_values("name", key=lambda names: names.map(Text.of("ky").sort_key))
    assert ordered["name"].tolist() == ["О", "Ө", "П"]
