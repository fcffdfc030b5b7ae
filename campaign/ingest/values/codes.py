"""Codes of regions and types: by their spellings, by column, and offered for misspellings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher, get_close_matches
from functools import cached_property, lru_cache
from typing import Any

import pandas as pd

from campaign.i18n.match_key import fold, map_cells, plain, tidy_text
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ingest.vocabulary import load_vocabulary
from campaign.schema.region_codes import NO_REGION

_WORDS = load_vocabulary("values", "place_words")
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


Names = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""(language, ((code, name), …)) of a code list."""


@dataclass(frozen=True)
class CodeMatch:
    """The code of one spelling.

    `code` is None for an unknown or ambiguous spelling; `candidates` are then the codes that it may
    mean, () for none. `exact` is True if the spelling is the code itself.
    """

    code: str | None = None
    candidates: tuple[str, ...] = ()
    exact: bool = False


@dataclass(frozen=True)
class CodeList:
    """Codes by the keys of their spellings (`match_key.plain`).

    `codes` has the spellings of exactly one code, `ambiguous` the spellings of several codes.
    `names` has the names of the codes by language.
    """

    codes: Mapping[str, str]
    ambiguous: Mapping[str, tuple[str, ...]]
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @cached_property
    def all_codes(self) -> frozenset[str]:
        """All codes of the list."""
        return frozenset(self.codes.values())

    @cached_property
    def by_stem(self) -> Mapping[str, tuple[str, ...]]:
        """{key without words such as «область»: codes}, for the comparison with misspellings."""
        codes_by_stem: dict[str, dict[str, None]] = {}
        for key, code in self.codes.items():
            codes_by_stem.setdefault(stem_of(key), {})[code] = None
        for key, codes in self.ambiguous.items():
            codes_by_stem.setdefault(stem_of(key), {}).update(dict.fromkeys(codes))
        return {stem: tuple(codes) for stem, codes in codes_by_stem.items() if len(stem) > 1}

    def match(self, spelling: str) -> CodeMatch:
        """Return the code of a name, an alias or a code as written."""
        text = tidy_text(spelling)
        if text in self.all_codes:
            return CodeMatch(text, exact=True)
        key = plain(text)
        return CodeMatch(self.codes.get(key), self.ambiguous.get(key, ()))

    def unclear_part(self, spelling: str) -> str:
        """Return the ambiguous part of a spelling: here the whole spelling."""
        return spelling

    def combines_country(self, spelling: str) -> bool:
        """Return True if a spelling names the whole country and a region; False in this list."""
        return False

    def region_of_district(self, spelling: str) -> str | None:
        """Return the oblast of a district; None in this list."""
        return None

    def name(self, code: str, lang: str) -> str:
        """Return the name of a code, which is also a spelling; several regions have all names."""
        names = self.names.get(lang, {})
        return "; ".join(names.get(part, part) for part in code.split(";"))

    def message_params(self, name: str, code: str) -> dict[str, str]:
        """Return a code as the parameter `name` of a message, and its name by language."""
        return {name: code, **{f"{name}_{lang}": self.name(code, lang) for lang in self.names}}

    def list_params(self, name: str, codes: Iterable[str]) -> dict[str, str]:
        """Return codes as the parameter `name` of a message, and each with its name by language.

        For example “Osh city (KG-GO), Talas oblast (KG-T)”.
        """
        codes = tuple(codes)
        names = {
            f"{name}_{lang}": ", ".join(f"{self.name(code, lang)} ({code})" for code in codes)
            for lang in self.names
        }
        return {name: ", ".join(codes), **names}

    def offers(self, codes: Iterable[str]) -> dict[str, str]:
        """Return the parameter `offers` of a message: codes and, by language, their quoted names.

        {} without codes.
        """
        if not (codes := tuple(codes)):
            return {}
        names = {
            f"offers_{lang}": ", ".join(
                Text.of(lang).quote(self.name(code, lang)) for code in codes
            )
            for lang in self.names
        }
        return {"offers": ", ".join(codes), **names}


def region_codes(table: pd.DataFrame) -> CodeList:
    """Return the spellings of the units in `table` (indexed by code, as `Places.table`).

    These are every code, name, short name and alias, without and with the word for oblast or city
    before or after it, in the cases that follow «в» or «боюнча». A name without such a word that
    two units have, such as «Ош», is ambiguous.
    """
    units = []
    for code, row in zip(table.index, _rows(table), strict=True):
        cells = [row.get(f"{kind}_{lang}") for kind in ("name", "short") for lang in LANGUAGES]
        names = [str(name) for name in cells if isinstance(name, str) and name.strip()]
        names += [alias for alias in str(row.get("aliases", "")).split(";") if alias.strip()]
        is_city = str(row.get("kind", "oblast")) == "city"
        units.append((str(code), tuple(names), is_city))
    return _list_units(tuple(units), _names_by_language(table))


@lru_cache(maxsize=8)  # the thousands of spellings are the same for every file
def _list_units(units: tuple[tuple[str, tuple[str, ...], bool], ...], labels: Names) -> CodeList:
    """Return the spellings of units: code, names, and whether it is a city."""
    codes_by_key: dict[str, dict[str, None]] = {}
    for code, names, is_city in units:
        for key in (plain(code), *unit_keys(names, is_city)):
            codes_by_key.setdefault(key, {})[code] = None
    return _code_list(codes_by_key, labels)


def type_codes(types: pd.DataFrame) -> CodeList:
    """Return the spellings of the types in `types` (indexed by code): codes, names and aliases.

    The parts of a compound word may be separated by a space, a hyphen or nothing.
    """
    rows = []
    for code, row in zip(types.index, _rows(types), strict=True):
        names = [str(row[f"name_{lang}"]) for lang in LANGUAGES if f"name_{lang}" in row]
        rows.append((str(code), (str(code), *names, *str(row.get("aliases", "")).split(";"))))
    return _list_types(tuple(rows), _names_by_language(types))


@lru_cache(maxsize=8)
def _list_types(types: tuple[tuple[str, tuple[str, ...]], ...], names: Names) -> CodeList:
    codes_by_key: dict[str, dict[str, None]] = {}
    for code, spellings in types:
        for spelling in spellings:
            if spelling.strip():
                codes_by_key.setdefault(plain(spelling), {})[code] = None
    unspaced = {key.replace(" ", ""): codes for key, codes in codes_by_key.items() if " " in key}
    return _code_list({**unspaced, **codes_by_key}, names)


def folded_codes(lists: Mapping[str, CodeList]) -> dict[str, dict[str, str]]:
    """Return {list: {folded code: code}}, the codes that `validate.check_table` needs."""
    return {
        name: {fold(code): code for code in code_list.all_codes}
        for name, code_list in lists.items()
    }


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows as {column: cell}, like `to_dict("records")`, which takes longer."""
    columns = [str(name) for name in table]
    cells = (table[name].tolist() for name in columns)
    return [dict(zip(columns, row, strict=True)) for row in zip(*cells, strict=True)]


def _names_by_language(table: pd.DataFrame) -> Names:
    """Return the names in each language, as a hashable value."""
    return tuple(
        (lang, tuple(zip(map(str, table.index), map(str, table[f"name_{lang}"]), strict=True)))
        for lang in LANGUAGES
        if f"name_{lang}" in table
    )


def _code_list(codes_by_key: Mapping[str, Mapping[str, None]], names: Names) -> CodeList:
    """Return the code list; keys of one code are separated from keys of several codes."""
    return CodeList(
        {key: next(iter(codes)) for key, codes in codes_by_key.items() if len(codes) == 1},
        {key: tuple(codes) for key, codes in codes_by_key.items() if len(codes) > 1},
        {lang: dict(pairs) for lang, pairs in names},
    )


@dataclass(frozen=True, eq=False)
class ColumnMatches:
    """The `CodeMatch` of each cell of a column.

    `codes` has the code of each cell, None if it has no code. The masks do not overlap:
    `is_unknown` and `is_ambiguous` cells have no code, `is_answered` cells have the code of the
    owner's answer, `is_rewritten` cells have another spelling than their code. An empty cell is in
    no mask.
    """

    codes: pd.Series
    is_unknown: pd.Series
    is_ambiguous: pd.Series
    is_answered: pd.Series
    is_rewritten: pd.Series


def match_column(
    cells: pd.Series, code_list: CodeList, answers: Mapping[str, str] | None = None
) -> ColumnMatches:
    """Return the match of each cell; `answers` ({spelling: code}) are those of the file's owner.

    An answer has priority over the list, except for a cell that is a code itself; an answer that is
    not a code of the list is ignored. `is_answered` is True for cells whose answer differs from the
    list.
    """
    codes_by_key = {
        plain(spelling): code
        for spelling, code in (answers or {}).items()
        if code_list.match(code).exact
    }

    list_matches = {cell: code_list.match(cell) for cell in cells.unique()}
    answers_by_cell = {
        cell: codes_by_key[plain(cell)]
        for cell, match in list_matches.items()
        if not match.exact and plain(cell) in codes_by_key
    }
    matches = {
        cell: CodeMatch(answers_by_cell[cell]) if cell in answers_by_cell else match
        for cell, match in list_matches.items()
    }
    answered_cells = {
        cell for cell, code in answers_by_cell.items() if list_matches[cell].code != code
    }

    def mask(condition: Callable[[str, CodeMatch], bool]) -> pd.Series:
        return map_cells(cells, lambda cell: condition(cell, matches[cell]), bool)

    return ColumnMatches(
        map_cells(cells, lambda cell: matches[cell].code),
        mask(lambda cell, m: m.code is None and not m.candidates and tidy_text(cell) != ""),
        mask(lambda _, m: m.code is None and m.candidates != ()),
        mask(lambda cell, _: cell in answered_cells),
        mask(lambda cell, m: m.code is not None and not m.exact and cell not in answered_cells),
    )


# A spelling at least this similar is a misspelling; any other is another word.
_LEAST_RATIO = 0.8
_SHORTEST, _LONGEST = 3, 60
_MOST = 3
"""The most codes that are offered."""


def possible_codes(spelling: str, code_list: CodeList) -> tuple[str, ...]:
    """Return the codes that a spelling may mean, best first, to offer to the owner of the file."""
    return code_list.match(spelling).candidates or suggest_codes(spelling, code_list)


def suggest_codes(spelling: str, code_list: CodeList) -> tuple[str, ...]:
    """Return at most three codes with a similar spelling, best first, as offers to the owner.

    For an ambiguous spelling, these are its candidates. Words such as «область» are not compared,
    because they would make all oblasts similar. In a name of two or three letters, one letter after
    the first may differ; such letters may also be the first ones of the words of a name («ИК»). A
    district has the offer of its oblast. For a word in the names of several codes, such as «эфир»,
    all these codes are offered. A cell that combines known names which exclude each other has no
    offers. A call takes about a millisecond.
    """
    key = plain(spelling)
    if key in code_list.ambiguous:
        return code_list.ambiguous[key][:_MOST]
    parts = spelling.split(";")
    if len(parts) > 1 and all(code_list.match(part).code for part in parts):
        return ()  # known names that exclude each other
    if region := code_list.region_of_district(spelling):
        return (region,)
    stem = stem_of(without_misspelled_word(key))
    if len(stem) < 2 or len(stem) > _LONGEST:
        return ()
    if len(stem) <= _SHORTEST:
        short = _short_names(key, code_list) or _names_by_initials(key.replace(" ", ""), code_list)
        if short:
            return short[:_MOST]
    if len(stem) < _SHORTEST:
        return ()
    # `difflib.get_close_matches` has another order for equally similar spellings.
    best: dict[str, float] = {}
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(stem)
    for other, codes in code_list.by_stem.items():
        matcher.set_seq1(other)
        if matcher.real_quick_ratio() < _LEAST_RATIO or matcher.quick_ratio() < _LEAST_RATIO:
            continue
        ratio = matcher.ratio()
        if ratio >= _LEAST_RATIO:
            for code in codes:
                best[code] = max(best.get(code, 0.0), ratio)
    if best:
        for other, codes in code_list.by_stem.items():
            if f" {stem} " in f" {other} ":
                for code in codes:
                    best.setdefault(code, 0.0)
    return tuple(sorted(best, key=lambda code: -best[code])[:_MOST])


def _names_by_initials(letters: str, code_list: CodeList) -> tuple[str, ...]:
    """Return the codes of names of several words that begin with these letters."""
    return tuple(
        dict.fromkeys(
            code
            for other, code in code_list.codes.items()
            if code not in NO_REGION and letters == "".join(word[0] for word in other.split())
        )
    )


def _short_names(key: str, code_list: CodeList) -> tuple[str, ...]:
    """Return the codes whose short name differs from the one in this key in one letter.

    Words such as «область» must be equal: «Ощ обл.» is the oblast, «г. Ощ» the city.
    """
    stem = stem_of(key)
    codes: dict[str, None] = {}
    for spellings in (code_list.ambiguous, {k: (c,) for k, c in code_list.codes.items()}):
        for other, its_codes in spellings.items():
            if len(other) != len(key) or sum(map(str.__ne__, other, key)) != 1:
                continue
            name = stem_of(other)
            if len(name) == len(stem) and name[0] == stem[0] and name != stem:
                codes.update(dict.fromkeys(its_codes))
    return tuple(codes)
