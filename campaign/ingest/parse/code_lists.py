"""Spellings of regions and types: which code is meant, which may be two, which is unknown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

import pandas as pd

from campaign.i18n.match_key import map_cells, plain, tidy_text
from campaign.ingest.vocabulary import load_vocabulary

_WORDS = load_vocabulary("parse", "place_words")
_OBLAST_WORDS = frozenset(_WORDS.words("oblast_words"))
_CITY_WORDS = frozenset(_WORDS.words("city_words"))
_OBLAST_FORMS = _WORDS.words("oblast_forms")
_CITY_FORMS = _WORDS.words("city_forms")
_ADJECTIVE = re.compile(r"ск(?:ая|ой|ую|ою)$")
# Slips at the end among them: «нарынскя».
_LIKE_ADJECTIVE = re.compile(r"(?<=\w{3})ск[а-я]{1,2}$")
_CASES = _WORDS.words("adjective_endings")
# Nearer than this is a slip of the pen; farther is another word.
_NEAR = 0.8
_LONGEST = 60


@dataclass(frozen=True)
class CodeList:
    """Spellings by their key (`match_key.plain`).

    `codes` gives the code of a spelling that means one thing, `unsure` the possible codes of one
    that may mean several.
    """

    codes: Mapping[str, str]
    unsure: Mapping[str, tuple[str, ...]]

    @cached_property
    def bare(self) -> Mapping[str, tuple[str, ...]]:
        """{spelling without words such as «область»: codes}: what a near miss is held against."""
        found: dict[str, dict[str, None]] = {}
        for key, code in self.codes.items():
            found.setdefault(_bare(key), {})[code] = None
        for key, several in self.unsure.items():
            found.setdefault(_bare(key), {}).update(dict.fromkeys(several))
        return {key: tuple(codes) for key, codes in found.items() if len(key) > 1}


@dataclass
class CodeMatches:
    """What became of a column of spellings.

    `codes` holds the code, None where it is not known; the masks do not overlap: `unknown` and
    `unsure` have no code, `rewritten` has one but was not written as the code. An empty cell is
    in none of them.
    """

    codes: pd.Series
    unknown: pd.Series
    unsure: pd.Series
    rewritten: pd.Series


def region_codes(table: pd.DataFrame) -> CodeList:
    """Spellings of the units in `table` (indexed by code, as `Places.table`).

    Every code, name, short name and alias, with and without the word for oblast or city, before
    and after it, in the cases that follow «в» or «боюнча». A bare name that fits two units, as
    «Ош», is unsure.
    """
    found: dict[str, dict[str, None]] = {}
    for code, row in table.iterrows():
        names = [row.get(f"{kind}_{lang}") for kind in ("name", "short") for lang in _LANGUAGES]
        written = [str(name) for name in names if isinstance(name, str) and name.strip()]
        written += [alias for alias in str(row.get("aliases", "")).split(";") if alias.strip()]
        is_city = str(row.get("kind", "oblast")) == "city"
        for spelling in (plain(str(code)), *_unit_spellings(written, is_city)):
            found.setdefault(spelling, {})[str(code)] = None
    return _told_apart(found)


def type_codes(types: pd.DataFrame) -> CodeList:
    """Spellings of the types in `types` (indexed by code): code, names, aliases; with a space, a
    hyphen or nothing between the parts of a word."""
    found: dict[str, dict[str, None]] = {}
    for code, row in types.iterrows():
        names = [str(row[f"name_{lang}"]) for lang in _LANGUAGES if f"name_{lang}" in row]
        for spelling in (str(code), *names, *str(row.get("aliases", "")).split(";")):
            if spelling.strip():
                found.setdefault(plain(spelling), {})[str(code)] = None
    joined = {key.replace(" ", ""): codes for key, codes in found.items() if " " in key}
    return _told_apart({**joined, **found})


def resolve(cells: pd.Series, known: CodeList, answers: Mapping[str, str]) -> CodeMatches:
    """The code of each cell. `answers` ({plain spelling: code}) are what the owner of the file
    decided, and hold against everything but a code itself; a code that does not exist is no
    answer."""
    exact = set(known.codes.values())
    given = {plain(spelling): code for spelling, code in answers.items() if code in exact}

    def read(cell: str) -> tuple[str, str | None]:
        written = tidy_text(cell)
        if not written:
            return "empty", None
        if written in exact:
            return "code", written
        key = plain(written)
        code = given.get(key) or known.codes.get(key)
        if code is not None:
            return "rewritten", code
        return ("unsure" if key in known.unsure else "unknown"), None

    found = {cell: read(cell) for cell in cells.unique()}
    states = map_cells(cells, lambda cell: found[cell][0])
    return CodeMatches(
        map_cells(cells, lambda cell: found[cell][1]),
        states == "unknown",
        states == "unsure",
        states == "rewritten",
    )


def possible_codes(spelling: str, known: CodeList) -> tuple[str, ...]:
    """The codes that a spelling may mean, best first: only ever to be offered."""
    return known.unsure.get(plain(spelling)) or suggestions(spelling, known)


def suggestions(spelling: str, known: CodeList, limit: int = 3) -> tuple[str, ...]:
    """At most `limit` codes whose spellings are near, best first: only ever to be offered.

    For a spelling that may mean several codes, these. Words such as «область» are set aside
    first, for every oblast would be near every other. Ask once a spelling: it takes about a
    millisecond.
    """
    key = plain(spelling)
    if key in known.unsure:
        return known.unsure[key][:limit]
    bare = _bare(key)
    if len(bare) < 3 or len(bare) > _LONGEST:
        return ()
    best: dict[str, float] = {}
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(bare)
    for other, codes in known.bare.items():
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() < _NEAR or matcher.quick_ratio() < _NEAR:
            continue
        near = matcher.ratio()
        if near >= _NEAR:
            for code in codes:
                best[code] = max(best.get(code, 0.0), near)
    return tuple(sorted(best, key=lambda code: -best[code])[:limit])


_LANGUAGES = ("en", "ru", "ky")


def _told_apart(found: Mapping[str, Mapping[str, None]]) -> CodeList:
    codes = {key: next(iter(of)) for key, of in found.items() if len(of) == 1}
    return CodeList(codes, {key: tuple(of) for key, of in found.items() if len(of) > 1})


def _unit_spellings(written: Iterable[str], is_city: bool) -> Iterator[str]:
    """Keys of all ways to write a unit that is known by these names."""
    forms = _CITY_FORMS if is_city else _OBLAST_FORMS
    own = _CITY_WORDS if is_city else _OBLAST_WORDS
    for name in written:
        key = plain(name)
        yield key
        stem = " ".join(word for word in key.split() if word not in own)
        for bare in _cases(stem):
            for base in {bare, bare.replace(" ", "")}:
                yield base
                yield from (form.format(base) for form in forms)


def _cases(name: str) -> tuple[str, ...]:
    """A name, or the cases of an adjective: «нарынская», «нарынской», «нарынскую»."""
    if not name:
        return ()
    if not _ADJECTIVE.search(name):
        return (name,)
    return tuple(_ADJECTIVE.sub(case, name) for case in _CASES)


def _bare(key: str) -> str:
    words = [word for word in key.split() if word not in _OBLAST_WORDS | _CITY_WORDS]
    return _LIKE_ADJECTIVE.sub("", " ".join(words))
