"""SQL of the list of activities: the search for words, the order, and a page by its key."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from campaign.dataset.engines.sql.columns import KEY
from campaign.dataset.engines.sql.statement import Statement
from campaign.domain.register import SEARCH_COLUMNS, RegisterQuery, fold_case
from campaign.i18n import collation

_SPACE, _SIGN, _OTHER_LETTER = "\x01", "\x02", "\uffff"
_SECOND_SCRIPT = "\ue000"
_AFTER = "\U0010fffd"
"""The highest code point: н with this sign sorts after н with any other character, as ң must."""
_MOVED = {"ң": f"н{_AFTER}", "ө": f"о{_AFTER}", "ү": f"у{_AFTER}"}
_LETTERS = "0123456789abcdefghijklmnopqrstuvwxyzабвгдежзийклмнңоөпрстуүфхцчшщъыьэюя"
_ALPHABETS = "abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюя"
_HIGHEST = 0x3001
"""No character above it has the weight of a letter or a space."""

END_OF_LETTERS = 0x40000
"""Unicode has no letters from here on, so that three quarters of all characters are skipped."""

_TITLE_KEYS = ("title_weights", "title_folded", "title_words")


@dataclass(frozen=True)
class SortColumn:
    """An expression by which rows are sorted, and whether the order is descending."""

    expression: str
    descending: bool


@dataclass(frozen=True, eq=False)
class ListSql:
    """The query of a reader, with the parts of the register that a statement needs.

    `codes` are the codes that occur, by column; `translations` has {cell: translation} by column.
    Values are bound to `statement`.
    """

    query: RegisterQuery
    codes: Mapping[str, Sequence[str]]
    translations: Mapping[str, Mapping[str, str]]
    statement: Statement

    def search_condition(self) -> str:
        """Return the condition that every word occurs in a row, in translation or as written."""
        if not self.query.words:
            return "TRUE"
        # Cells that are the same in both are searched once, and so is a single word, because the
        # search takes most of the time of a list.
        if not any(self.translations.get(column) for column in SEARCH_COLUMNS):
            return self._has_words({})
        if len(self.query.words) == 1:
            return self._occurs(self.query.words[0], self.translations, as_written=True)
        return f"({self._has_words(self.translations)}) OR ({self._has_words({})})"

    def with_sort_keys(self, rows: str) -> str:
        """Return the rows of a SELECT with the columns that `sort_columns` needs.

        The key of a title is computed once for all its rows.
        """
        if self.query.sort != "title":
            return rows
        words = self.statement.case("title", self.translations.get("title", {}), "title")
        folded = fold_text("title_words")
        weights = alphabet_key("title_folded", self.query.lang, self.statement)
        titles = f"SELECT title, {words} AS title_words FROM (SELECT DISTINCT title FROM ({rows}))"
        titles = f"SELECT *, {folded} AS title_folded FROM ({titles})"
        titles = f"SELECT *, {weights} AS title_weights FROM ({titles})"
        return f"SELECT * FROM ({rows}) JOIN ({titles}) USING (title)"

    def sort_columns(self) -> tuple[SortColumn, ...]:
        """Return the order of the list: missing values last, and rows with equal values by key."""
        key, down = self.query.sort, self.query.descending
        if key in self.codes:
            sort_keys = {
                code: self.query.sort_key(self.query.name(key, code)) for code in self.codes[key]
            }
            order = sorted(set(sort_keys.values()))
            ranks = {code: order.index(sort_key) for code, sort_key in sort_keys.items()}
            by = [SortColumn(self.statement.case(key, ranks, "-1"), down)]
        elif key == "title":
            by = [SortColumn(name, down) for name in _TITLE_KEYS]
        else:
            # A missing value has its own rank; any value that can be compared may replace it.
            other = "DATE '1900-01-01'" if key == "date" else "0"
            by = [
                SortColumn(f"CASE WHEN {key} IS NULL THEN 1 ELSE 0 END", False),
                SortColumn(f"coalesce({key}, {other})", down),
            ]
        return (*by, SortColumn(KEY, False))

    def _has_words(self, translations: Mapping[str, Mapping[str, str]]) -> str:
        return " AND ".join(f"({self._occurs(word, translations)})" for word in self.query.words)

    def _occurs(
        self,
        word: str,
        translations: Mapping[str, Mapping[str, str]],
        *,
        as_written: bool = False,
    ) -> str:
        """Return the condition that a word occurs in a cell as shown, or also `as_written`."""
        parts = []
        for column in SEARCH_COLUMNS:
            if column in self.codes:
                parts.append(self.statement.is_in(column, self._named_codes(column, word)))
                continue
            contains = self._contains(column, word)
            cells = translations.get(column, {})
            if cells:
                others = [cell for cell, words in cells.items() if word in fold_case(words)]
                if not as_written:
                    contains = f"(NOT {self.statement.is_in(column, cells)} AND {contains})"
                contains = f"{contains} OR {self.statement.is_in(column, others)}"
            parts.append(contains)
        return " OR ".join(f"({part})" for part in parts)

    def _contains(self, column: str, word: str) -> str:
        """Return the condition that a cell contains a word, both folded as by `fold_case`.

        A cell is folded only as far as the word requires, and ё only if the rest of the word
        occurs, because folding ten million rows takes longer than searching them.
        """
        if word.isascii() and word == word.upper():
            return f"contains({column}, {self.statement.bind(word)})"
        lower = f"lower({column})"
        if "е" not in word:
            return f"contains({lower}, {self.statement.bind(word)})"
        rest = self.statement.bind(max(word.split("е"), key=len))
        folded = f"replace({lower}, 'ё', 'е')"
        word = self.statement.bind(word)
        return f"(contains({lower}, {rest}) AND contains({folded}, {word}))"

    def _named_codes(self, column: str, word: str) -> Collection[str]:
        return [
            code for code in self.codes[column] if word in fold_case(self.query.name(column, code))
        ]


def after_key(
    columns: Sequence[SortColumn], key: Sequence[object], backwards: bool, statement: Statement
) -> str:
    """Return the condition that a row comes after the row with this key, or before it."""
    values = [statement.bind(value) for value in key]
    alternatives = []
    for at, column in enumerate(columns):
        equal = [f"{c.expression} = {v}" for c, v in zip(columns[:at], values, strict=False)]
        sign = "<" if column.descending is not backwards else ">"
        alternatives.append(" AND ".join([*equal, f"{column.expression} {sign} {values[at]}"]))
    return " OR ".join(f"({part})" for part in alternatives)


def order_by(columns: Sequence[SortColumn], backwards: bool = False) -> str:
    """Return the SQL of the columns, in their order or in reverse."""
    return ", ".join(
        f"{c.expression} {'DESC' if c.descending is not backwards else 'ASC'}" for c in columns
    )


def fold_text(expression: str) -> str:
    """Return the SQL of a text in one letter case, as in `collation.sort_key`."""
    return f"replace(lower(nfc_normalize({expression})), 'ß', 'ss')"


def alphabet_key(folded: str, lang: str, statement: Statement) -> str:
    """Return an expression that sorts as the first part of the sort key of a folded text."""
    spaces, variants, bases = _character_classes(lang)

    def substitute(key: str, pattern: str, replacement: str) -> str:
        values = f"{statement.bind(pattern)}, {statement.bind(replacement)}"
        return f"regexp_replace({key}, {values}, 'g')"

    key = f"replace({folded}, 'ё', 'е')"
    is_rare = f"regexp_matches({key}, {statement.bind(f'[{variants}]')})"
    letters = f"translate({key}, {statement.bind(variants)}, {statement.bind(bases)})"
    key = f"CASE WHEN {is_rare} THEN {letters} ELSE {key} END"
    for letter, place in _MOVED.items():
        key = f"replace({key}, {statement.bind(letter)}, {statement.bind(place)})"
    key = substitute(key, f"[{spaces}]", _SPACE)
    key = substitute(key, f"([^{_SPACE}{_letters()}0-9{_AFTER}])", rf"{_SIGN}\1")
    key = substitute(key, f"([{_letters(_ALPHABETS)}])", rf"{_OTHER_LETTER}\1")
    # The first alphabet is Latin for English, else Cyrillic.
    return key if lang == "en" else substitute(key, "([a-z])", rf"{_SECOND_SCRIPT}\1")


@cache
def _letters(without: str = "") -> str:
    """Return all letters except `without`, as ranges for the brackets of a regular expression.

    Not every engine has a character class for letters.
    """
    codes = [c for c in _letter_codes() if chr(c) not in without]
    firsts = [c for at, c in enumerate(codes) if not at or codes[at - 1] != c - 1]
    lasts = [c for at, c in enumerate(codes) if codes[at + 1 : at + 2] != [c + 1]]
    return "".join(f"{chr(a)}-{chr(b)}" for a, b in zip(firsts, lasts, strict=True))


@cache
def _letter_codes() -> tuple[int, ...]:
    return tuple(c for c in range(END_OF_LETTERS) if chr(c).isalpha())


@cache
def _character_classes(lang: str) -> tuple[str, str, str]:
    """Return three strings: spaces, rare characters with the weight of a letter, and letters.

    The letters are those of the same weights, in the order of the rare characters.
    """
    by_weight = {collation.sort_key(letter, lang)[0]: letter for letter in _LETTERS}
    spaces, variants, bases = [], [], []
    for character in map(chr, range(1, _HIGHEST)):
        weight = collation.sort_key(character, lang)[0]
        if weight == _SPACE:
            spaces.append(character)
        elif character == character.lower() and character not in by_weight.get(weight, character):
            variants.append(character)
            bases.append(by_weight[weight])
    return "".join(spaces), "".join(variants), "".join(bases)
