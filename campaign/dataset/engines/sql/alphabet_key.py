"""The order of a reader's alphabet (`collation.sort_key`) as an expression of SQL.

A letter is unchanged if code points and alphabet have the same order; signs before or after other
letters move them to their position. Only rare letters are replaced one by one, which is slow in an
engine.
"""

from __future__ import annotations

from functools import cache

from campaign.dataset.engines.sql.statement import Statement
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
