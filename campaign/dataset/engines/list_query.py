"""The list of a reader as SQL: the words that are searched, the order, and a page by its key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from campaign.dataset.engines.statement import KEY, Statement
from campaign.domain.register import SEARCH_COLUMNS, RegisterQuery, fold_case
from campaign.i18n import collation

# Letters of a sort key stand in the private-use area, where no pattern takes them for letters.
_PRIVATE = 0xE000
_SPACE, _SIGN, _OTHER_LETTER = "\x01", "\x02", "\uffff"
LETTER, BACK = r"(\p{L})", r"\1"


@dataclass(frozen=True)
class SortColumn:
    """An expression by which rows are sorted, and whether the greatest comes first."""

    expression: str
    descending: bool


def search_condition(
    query: RegisterQuery,
    codes: Mapping[str, Sequence[str]],
    translations: Mapping[str, Mapping[str, str]],
    statement: Statement,
) -> str:
    """The condition that every word occurs in a row, in the reader's words or as written.

    `codes` are those that occur, by column; `translations` {cell: translation} by column.
    """
    if not query.words:
        return "TRUE"
    written = _has_words(query, codes, {}, statement)
    if not query.translations:
        return written
    return f"({_has_words(query, codes, translations, statement)}) OR ({written})"


def _has_words(
    query: RegisterQuery,
    codes: Mapping[str, Sequence[str]],
    translations: Mapping[str, Mapping[str, str]],
    statement: Statement,
) -> str:
    def occurs(word: str) -> str:
        parts = []
        for column in SEARCH_COLUMNS:
            if column in codes:
                named = [c for c in codes[column] if word in fold_case(query.name(column, c))]
                parts.append(statement.is_in(column, named))
                continue
            folded = f"replace(lower({column}), 'ё', 'е')"
            contains = f"contains({folded}, {statement.bind(word)})"
            cells = translations.get(column, {})
            if cells:
                others = [cell for cell, words in cells.items() if word in fold_case(words)]
                is_translated = statement.is_in(column, cells)
                contains = (
                    f"(NOT {is_translated} AND {contains}) OR {statement.is_in(column, others)}"
                )
            parts.append(contains)
        return " OR ".join(f"({part})" for part in parts)

    return " AND ".join(f"({occurs(word)})" for word in query.words)


def sort_columns(
    query: RegisterQuery,
    codes: Mapping[str, Sequence[str]],
    translations: Mapping[str, Mapping[str, str]],
    statement: Statement,
) -> tuple[SortColumn, ...]:
    """The order of the list: what is missing last, and rows of one entry by their key."""
    key, down = query.sort, query.descending
    if key in codes:
        names = sorted({query.sort_key(query.name(key, code)) for code in codes[key]})
        ranks = {c: names.index(query.sort_key(query.name(key, c))) for c in codes[key]}
        by = [SortColumn(statement.case(key, ranks, "-1"), down)]
    elif key == "title":
        title = statement.case(key, translations.get(key, {}), key)
        folded = f"replace(lower(nfc_normalize({title})), 'ß', 'ss')"
        by = [
            SortColumn(_alphabet_key(folded, query.lang, statement), down),
            SortColumn(folded, down),
            SortColumn(title, down),
        ]
    else:
        # A missing value has a rank of its own, and needs any value to be compared.
        other = "DATE '1900-01-01'" if key == "date" else "0"
        by = [
            SortColumn(f"CASE WHEN {key} IS NULL THEN 1 ELSE 0 END", False),
            SortColumn(f"coalesce({key}, {other})", down),
        ]
    return (*by, SortColumn(KEY, False))


def beside(
    columns: Sequence[SortColumn], key: Sequence[object], backwards: bool, statement: Statement
) -> str:
    """The condition that a row comes after the row with this key, or before it."""
    values = [statement.bind(value) for value in key]
    alternatives = []
    for at, column in enumerate(columns):
        equal = [f"{c.expression} = {v}" for c, v in zip(columns[:at], values, strict=False)]
        sign = "<" if column.descending is not backwards else ">"
        alternatives.append(" AND ".join([*equal, f"{column.expression} {sign} {values[at]}"]))
    return " OR ".join(f"({part})" for part in alternatives)


def order(columns: Sequence[SortColumn], backwards: bool = False) -> str:
    """The columns as SQL, in their order or in the opposite one."""
    return ", ".join(
        f"{c.expression} {'DESC' if c.descending is not backwards else 'ASC'}" for c in columns
    )


def _alphabet_key(folded: str, lang: str, statement: Statement) -> str:
    """The first part of `collation.sort_key` of a folded text, in other letters of one order."""
    letters, weights = _alphabet(lang)
    key = f"translate({folded}, {statement.bind(letters)}, {statement.bind(weights)})"
    # What has no such weight keeps its own place behind a sign of its kind.
    signs = statement.bind(f"([^{chr(_PRIVATE)}-{chr(_PRIVATE + 0x7F)}{_SPACE}\\p{{L}}])")
    key = f"regexp_replace({key}, {signs}, {statement.bind(_SIGN + BACK)}, 'g')"
    others = statement.bind(_OTHER_LETTER + BACK)
    return f"regexp_replace({key}, {statement.bind(LETTER)}, {others}, 'g')"


@cache
def _alphabet(lang: str) -> tuple[str, str]:
    """The characters that have a weight of one letter, and these weights in the same order."""
    letters, weights = [], []
    for character in map(chr, range(0x20, 0x3001)):
        weight = collation.sort_key(character, lang)[0]
        if character == character.lower() and (weight == _SPACE or "\x10" <= weight < "\x7f"):
            letters.append(character)
            weights.append(weight if weight == _SPACE else chr(_PRIVATE + ord(weight)))
    return "".join(letters), "".join(weights)
