"""The prefilters cover all lists of words, so that no personal data are skipped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from campaign.ingest.privacy import identifiers, person_names
from campaign.ingest.privacy.recognizers import find_kinds
from campaign.ingest.vocabulary import load_vocabulary

HOME = (identifiers.has_home_address, identifiers.HOME)
BIRTH = (identifiers.has_birth_date, identifiers.BIRTHDAY)
PERSON = (person_names.may_name_person, person_names.PERSON)
# A list, a cell with {} for a word of the list, and the recognizer that recognizes the cell.
LISTS = (
    ("addresses", "flats", "ул. Ленина, дом 5, {} 12", HOME),
    ("addresses", "flats_after", "ул. Ленина, дом 5, 12 {}", HOME),
    ("addresses", "shelters", "{}, ул. Ленина, 5", HOME),
    ("addresses", "lives", "{}, ул. Ленина, 5", HOME),
    ("birth_dates", "born_labels", "{}: 31.07.1990", BIRTH),
    ("birth_dates", "born", "{} 31.07.1990", BIRTH),
    ("person_names", "patronymics", "Асанов Иван {}", PERSON),
    ("person_names", "child_of", "Асан {}", PERSON),
    ("person_names", "child_of_joined", "Токтогул{} Асан", PERSON),
    ("person_names", "roles", "{} Айгуль", PERSON),
    ("person_names", "roles", "Беседа: {} – Айгуль", PERSON),
    ("person_names", "victims", "{} Зумрад", PERSON),
    ("person_names", "after_a_name", "Айгуль {}", PERSON),
    ("person_names", "ages", "{}Айгуль", PERSON),
    ("person_names", "first_names", "{} Асанова", PERSON),
    ("person_names", "first_names", "асанова {}", PERSON),
)


def spellings(word: str) -> list[str]:
    """Return strings that match an expression: all alternatives, the fewest repetitions."""
    return ["".join(parts) for parts in _expand(parser.parse(word))]


def _expand(tokens: Any) -> Iterator[tuple[str, ...]]:
    yield from product(*(list(_alternatives(code, value)) for code, value in tokens))


def _alternatives(code: Any, value: Any) -> Iterator[str]:
    if code is codes.LITERAL:
        yield chr(value)
    elif code is codes.IN:
        yield from (text for item in value for text in _alternatives(*item))
    elif code is codes.CATEGORY:
        yield {codes.CATEGORY_DIGIT: "5", codes.CATEGORY_SPACE: " "}.get(value, "а")
    elif code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
        least, most, inner = value
        repeated = ["".join(parts) for parts in _expand(inner)]
        yield from (
            text * count for count in {least, max(least, min(1, most))} for text in repeated
        )
    elif code is codes.SUBPATTERN:
        yield from ("".join(parts) for parts in _expand(value[-1]))
    elif code is codes.BRANCH:
        yield from ("".join(parts) for branch in value[1] for parts in _expand(branch))
    else:
        # A lookahead or an anchor matches no character.
        assert code in (codes.ASSERT, codes.ASSERT_NOT, codes.AT), code
        yield ""


@pytest.mark.parametrize(
    ("name", "key", "cell", "recognizer"), LISTS, ids=[f"{key}-{cell}" for _, key, cell, _ in LISTS]
)
def test_the_prefilters_cover_every_word_of_the_lists(
    name: str, key: str, cell: str, recognizer: tuple[Callable[[str], bool], str]
) -> None:
    recognizes, kind = recognizer
    for word in load_vocabulary("privacy", name).words(key):
        for spelling in spellings(word):
            is_title = key == "patronymics" or cell.startswith("{} Асан")
            text = cell.format(spelling.title() if is_title else spelling)
            assert recognizes(text), text
            assert kind in find_kinds([text]).get(0, ()), f"{name}.toml: no prefilter: “{spelling}”"
