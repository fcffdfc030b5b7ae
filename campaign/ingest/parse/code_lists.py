"""Codes of regions and types by their spellings: the code of a cell, and suggestions for others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property, lru_cache

import pandas as pd

from campaign.i18n.match_key import fold, map_cells, plain, tidy_text
from campaign.i18n.translator import Text
from campaign.ingest.parse.region_spellings import stem_of, unit_keys

# A spelling at least this similar is a misspelling; any other is another word.
_LEAST_RATIO = 0.8
_SHORTEST, _LONGEST = 3, 60

Names = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""(language, ((code, name), …)) of a code list."""


@dataclass(frozen=True)
class CodeMatch:
    """The code of one spelling.

    `code` is None for an unknown or ambiguous spelling; `candidates` are then the codes that it
    may mean, () for none. `exact` is True where the spelling is the code itself.
    """

    code: str | None = None
    candidates: tuple[str, ...] = ()
    exact: bool = False


@dataclass(frozen=True)
class CodeList:
    """Codes by the keys of their spellings (`match_key.plain`).

    `codes` has the spellings of exactly one code, `ambiguous` those of several codes. `names` has
    the names of the codes by language.
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
        """{key without words such as «область»: codes}, which misspellings are compared with."""
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

    def name(self, code: str, lang: str) -> str:
        """Return the name of a code, itself a spelling; of several regions all names."""
        names = self.names.get(lang, {})
        return "; ".join(names.get(part, part) for part in code.split(";"))

    def message_params(self, name: str, codes: Iterable[str]) -> dict[str, str]:
        """Return codes as the parameter `name` of a message, and their names by language."""
        codes = tuple(codes)
        by_lang = {
            f"{name}_{lang}": ", ".join(
                Text.of(lang).quote(self.name(code, lang)) for code in codes
            )
            for lang in self.names
        }
        return {name: ", ".join(codes), **by_lang}


@dataclass(frozen=True, eq=False)
class ColumnMatches:
    """The `CodeMatch` of each cell of a column.

    `codes` holds the code of each cell, None without one. The masks do not overlap: `is_unknown`
    and `is_ambiguous` cells have no code, `is_answered` cells have the code that the owner
    answered, `is_rewritten` cells have another one but are written otherwise. An empty cell is in
    none of them.
    """

    codes: pd.Series
    is_unknown: pd.Series
    is_ambiguous: pd.Series
    is_answered: pd.Series
    is_rewritten: pd.Series


def region_codes(table: pd.DataFrame) -> CodeList:
    """Return the spellings of the units in `table` (indexed by code, as `Places.table`).

    Every code, name, short name and alias, with and without the word for oblast or city, before
    and after it, in the cases that follow «в» or «боюнча». A bare name of two units, as «Ош», is
    ambiguous.
    """
    units = []
    for code, row in zip(table.index, table.to_dict("records"), strict=True):
        cells = [row.get(f"{kind}_{lang}") for kind in ("name", "short") for lang in _LANGUAGES]
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

    Between the parts of a word may be a space, a hyphen or nothing.
    """
    rows = []
    for code, row in zip(types.index, types.to_dict("records"), strict=True):
        names = [str(row[f"name_{lang}"]) for lang in _LANGUAGES if f"name_{lang}" in row]
        rows.append((str(code), (str(code), *names, *str(row.get("aliases", "")).split(";"))))
    return _list_types(tuple(rows), _names_by_language(types))


@lru_cache(maxsize=8)
def _list_types(types: tuple[tuple[str, tuple[str, ...]], ...], names: Names) -> CodeList:
    """Return the spellings of types: code and what it is called."""
    codes_by_key: dict[str, dict[str, None]] = {}
    for code, spellings in types:
        for spelling in spellings:
            if spelling.strip():
                codes_by_key.setdefault(plain(spelling), {})[code] = None
    unspaced = {key.replace(" ", ""): codes for key, codes in codes_by_key.items() if " " in key}
    return _code_list({**unspaced, **codes_by_key}, names)


def match_column(
    cells: pd.Series, code_list: CodeList, answers: Mapping[str, str] | None = None
) -> ColumnMatches:
    """Return the match of each cell; `answers` ({spelling: code}) are those of the file's owner.

    An answer precedes everything but a code itself; an answer that is no code of the list is
    ignored. `is_answered` are the cells whose code is an answer that the list does not give.
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


def write_codes(cells: pd.DataFrame, columns: Mapping[str, CodeList]) -> pd.DataFrame:
    """Return the cells with codes for spellings in these columns; a cell without a code stays."""
    codes = {
        name: match_column(cells[name], code_list).codes.fillna(cells[name])
        for name, code_list in columns.items()
        if name in cells
    }
    return cells.assign(**codes)


def folded_codes(lists: Mapping[str, CodeList]) -> dict[str, dict[str, str]]:
    """Return {list: {folded code: code}}, as `validate.check_table` looks codes up."""
    return {
        name: {fold(code): code for code in code_list.all_codes}
        for name, code_list in lists.items()
    }


def possible_codes(spelling: str, code_list: CodeList) -> tuple[str, ...]:
    """Return the codes that a spelling may mean, best first: offers, never used by themselves."""
    return code_list.match(spelling).candidates or suggest_codes(spelling, code_list)


def suggest_codes(spelling: str, code_list: CodeList, limit: int = 3) -> tuple[str, ...]:
    """Return at most `limit` codes with a similar spelling, best first, as offers to the owner.

    For an ambiguous spelling, these are its candidates. Words such as «область» are not compared:
    they would make all oblasts similar. A name of two or three letters may have one other letter
    after the first. A word that stands in names of several codes, as «эфир», is not a misspelling
    of one of them: all are offered. Several names with semicolons have no offer. A call takes
    about a millisecond.
    """
    key = plain(spelling)
    if key in code_list.ambiguous:
        return code_list.ambiguous[key][:limit]
    stem = stem_of(key)
    if len(stem) < 2 or len(stem) > _LONGEST or ";" in spelling:
        return ()
    if len(stem) <= _SHORTEST and (short := _short_names(key, code_list)):
        return short[:limit]
    if len(stem) < _SHORTEST:
        return ()
    # `difflib.get_close_matches` orders equally similar spellings otherwise.
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
    return tuple(sorted(best, key=lambda code: -best[code])[:limit])


def _short_names(key: str, code_list: CodeList) -> tuple[str, ...]:
    """Return the codes whose short name has one other letter than the one in this key.

    Words such as «область» are the same in both: «Ощ обл.» is the oblast, «г. Ощ» the city.
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


_LANGUAGES = ("en", "ru", "ky")


def _names_by_language(table: pd.DataFrame) -> Names:
    """Return the names in each language, as a hashable value."""
    return tuple(
        (lang, tuple(zip(table.index.map(str), table[f"name_{lang}"].map(str), strict=True)))
        for lang in _LANGUAGES
        if f"name_{lang}" in table
    )


def _code_list(codes_by_key: Mapping[str, Mapping[str, None]], names: Names) -> CodeList:
    """Separate the keys of one code from those of several."""
    return CodeList(
        {key: next(iter(codes)) for key, codes in codes_by_key.items() if len(codes) == 1},
        {key: tuple(codes) for key, codes in codes_by_key.items() if len(codes) > 1},
        {lang: dict(pairs) for lang, pairs in names},
    )
