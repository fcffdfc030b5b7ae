"""Spellings of a region: its names with and without the words for oblast and city, in all cases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from campaign.i18n.match_key import plain
from campaign.ingest.vocabulary import load_vocabulary

_WORDS = load_vocabulary("parse", "place_words")
_OBLAST_WORDS = frozenset(_WORDS.words("oblast_words"))
_CITY_WORDS = frozenset(_WORDS.words("city_words"))
_UNIT_WORDS = _OBLAST_WORDS | _CITY_WORDS
_LONG_UNIT_WORDS = sorted(word for word in _UNIT_WORDS if len(word) > 4)
_LIKE_UNIT_WORD = 0.8
_OBLAST_FORMS = _WORDS.words("oblast_forms")
_CITY_FORMS = _WORDS.words("city_forms")
_ADJECTIVE = re.compile(r"ск(?:ая|ой|ую|ою)$")
# Misspelled endings are among them: «нарынскя».
_LIKE_ADJECTIVE = re.compile(r"(?<=\w{3})ск[а-я]{1,2}$")
_CASES = _WORDS.words("adjective_endings")


def unit_keys(names: Iterable[str], is_city: bool) -> Iterator[str]:
    """Yield the keys of all spellings of a unit with these names."""
    forms = _CITY_FORMS if is_city else _OBLAST_FORMS
    unit_words = _CITY_WORDS if is_city else _OBLAST_WORDS
    for name in names:
        key = plain(name)
        yield key
        bare_name = " ".join(word for word in key.split() if word not in unit_words)
        for case in _cases(bare_name):
            for base in {case, case.replace(" ", "")}:
                yield base
                yield from (form.format(base) for form in forms)


def _cases(name: str) -> tuple[str, ...]:
    """Return the name, or all cases of an adjective: «нарынская», «нарынской», «нарынскую»."""
    if not name:
        return ()
    if not _ADJECTIVE.search(name):
        return (name,)
    return tuple(_ADJECTIVE.sub(case, name) for case in _CASES)


def stem_of(key: str) -> str:
    """Return a key without words such as «область» and without the ending of an adjective."""
    words = [word for word in key.split() if word not in _UNIT_WORDS]
    return _LIKE_ADJECTIVE.sub("", " ".join(words))


def without_misspelled_word(key: str) -> str:
    """Return a key without a misspelled word such as «облость» at its end."""
    name, _, last = key.rpartition(" ")
    return name if name and get_close_matches(last, _LONG_UNIT_WORDS, 1, _LIKE_UNIT_WORD) else key
