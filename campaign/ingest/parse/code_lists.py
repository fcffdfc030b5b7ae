"""Spellings of regions and types: which code is meant, which may be two, which is unknown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

import pandas as pd

from campaign.i18n.match_key import fold, map_cells, plain, tidy_text
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
class CodeMatch:
    """What one spelling means.

    `code` is None where that is not known, or not known for certain: then `candidates` are the
    codes that it may mean, () for none. `exact` is True for a code itself.
    """

    code: str | None = None
    candidates: tuple[str, ...] = ()
    exact: bool = False


@dataclass(frozen=True)
class CodeList:
    """Codes by the keys of their spellings (`match_key.plain`).

    `codes` gives the code of a spelling that means one thing, `ambiguous` the possible codes of one
    that may mean several.
    """

    codes: Mapping[str, str]
    ambiguous: Mapping[str, tuple[str, ...]]

    @cached_property
    def every(self) -> frozenset[str]:
        """All codes of the list."""
        return frozenset(self.codes.values())

    @cached_property
    def bare(self) -> Mapping[str, tuple[str, ...]]:
        """{key without words such as «область»: codes}: what a near miss is compared with."""
        found: dict[str, dict[str, None]] = {}
        for key, code in self.codes.items():
            found.setdefault(_bare(key), {})[code] = None
        for key, several in self.ambiguous.items():
            found.setdefault(_bare(key), {}).update(dict.fromkeys(several))
        return {key: tuple(codes) for key, codes in found.items() if len(key) > 1}

    def match(self, spelling: str) -> CodeMatch:
        """The code that a name, an alias or a code as written means."""
        tidied = tidy_text(spelling)
        if tidied in self.every:
            return CodeMatch(tidied, exact=True)
        key = plain(tidied)
        return CodeMatch(self.codes.get(key), self.ambiguous.get(key, ()))


@dataclass(frozen=True, eq=False)
class ColumnMatches:
    """The `CodeMatch` of each cell of a column.

    `codes` holds the code, None where it is not known; the masks do not overlap: `unknown` and
    `ambiguous` have no code, `rewritten` has one but is not written as the code. An empty cell is
    in none of them.
    """

    codes: pd.Series
    unknown: pd.Series
    ambiguous: pd.Series
    rewritten: pd.Series


def region_codes(table: pd.DataFrame) -> CodeList:
    """Spellings of the units in `table` (indexed by code, as `Places.table`).

    Every code, name, short name and alias, with and without the word for oblast or city, before
    and after it, in the cases that follow «в» or «боюнча». A bare name that fits two units, as
    «Ош», is ambiguous.
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


def match_column(
    cells: pd.Series, known: CodeList, answers: Mapping[str, str] | None = None
) -> ColumnMatches:
    """The match of each cell; `answers` ({spelling: code}) are what the owner of the file says.

    An answer goes before everything but a code itself; a code that does not exist is no answer.
    """
    given = {plain(key): code for key, code in (answers or {}).items() if code in known.every}

    def match(cell: str) -> CodeMatch:
        found = known.match(cell)
        answer = None if found.exact else given.get(plain(cell))
        return found if answer is None else CodeMatch(answer)

    matches = {cell: match(cell) for cell in cells.unique()}

    def mask(holds: Callable[[str, CodeMatch], bool]) -> pd.Series:
        return map_cells(cells, lambda cell: holds(cell, matches[cell]), bool)

    return ColumnMatches(
        map_cells(cells, lambda cell: matches[cell].code),
        mask(lambda cell, m: m.code is None and not m.candidates and tidy_text(cell) != ""),
        mask(lambda _, m: m.code is None and m.candidates != ()),
        mask(lambda _, m: m.code is not None and not m.exact),
    )


def write_codes(cells: pd.DataFrame, columns: Mapping[str, CodeList]) -> pd.DataFrame:
    """The cells with codes instead of spellings in these columns; what has no code stays."""
    codes = {
        name: match_column(cells[name], known).codes.fillna(cells[name])
        for name, known in columns.items()
        if name in cells
    }
    return cells.assign(**codes)


def folded_codes(lists: Mapping[str, CodeList]) -> dict[str, dict[str, str]]:
    """{list: {folded code: code}}, as `validate.check` looks codes up."""
    return {name: {fold(code): code for code in known.every} for name, known in lists.items()}


def possible_codes(spelling: str, known: CodeList) -> tuple[str, ...]:
    """The codes that a spelling may mean, best first: only ever to be offered."""
    return known.ambiguous.get(plain(spelling)) or suggestions(spelling, known)


def suggestions(spelling: str, known: CodeList, limit: int = 3) -> tuple[str, ...]:
    """At most `limit` codes whose spellings are near, best first: only ever to be offered.

    For a spelling that may mean several codes, these. Words such as «область» are set aside
    first, for every oblast would be near every other. Ask once a spelling: it takes about a
    millisecond.
    """
    key = plain(spelling)
    if key in known.ambiguous:
        return known.ambiguous[key][:limit]
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
