"""The format of numbers and percentages in each language.

Separators and the percent sign come from CLDR; Kyrgyz numbers take case endings.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from numbers import Real

from babel import Locale

from campaign.i18n.kyrgyz_cases import (
    CASE_ALIASES,
    CASES,
    decimal_ending,
    number_ending,
    percent_ending,
)

NBSP = "\u00a0"
MINUS = "\u2212"

# British English: day before month, and no comma before "and".
_LOCALES = {"ky": "ky", "ru": "ru", "en": "en_GB"}


@cache
def cldr_locale(lang: str) -> Locale:
    """Return the locale of a language (separators, month names); KeyError for another language."""
    return Locale.parse(_LOCALES[lang])


_GLUE = (
    # 2017 г. / {year} г. / 2022–2025 гг.
    (re.compile(r"(?<=[\d}]) (?=гг?\.)"), NBSP),
    # г. Бишкек / гг. Бишкек и Ош; but not the "г." of a year, which ends its phrase
    (re.compile(r"(?<![\d}][ \u00a0])\b(гг?\.) (?=[\w«{])"), rf"\1{NBSP}"),
    # 12 тыс. чел. / 1,2 млн чел.
    (re.compile(r"\b(тыс\.|млн\.?|млрд\.?) (?=\w)"), rf"\1{NBSP}"),
    # калктын 10 миңине / 1 км
    (re.compile(r"(?<=\d) (?=миң|км\b|km\b)"), NBSP),
    (re.compile(r"№ (?=[\d{])"), f"№{NBSP}"),
    # Ф. И. О., и т. п., 69–81° в. д.
    (re.compile(r"\b([а-яА-ЯЁё]\.) (?=[а-яА-ЯЁё]\.)"), rf"\1{NBSP}"),
    # 10 000 written out in a message
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), NBSP),
)


@lru_cache(maxsize=4096)
def add_no_break_spaces(words: str) -> str:
    """Return the words with no-break spaces where a line must not break."""
    for pattern, replacement in _GLUE:
        words = pattern.sub(replacement, words)
    return words


_WRITTEN_NUMBER = re.compile(rf"\d[\d{NBSP}]*(?:,\d+)?$")

# The most decimals of a number without `digits`, as in CLDR's pattern.
_NATURAL_DIGITS = 3

_MORE_DIGITS = 2
"""Additional decimals for small numbers, so that they are not shown as zero."""

_NUMBERS = 8192
"""The number of texts in the cache; a page shows many numbers several times."""


@cache
def _separators(lang: str) -> dict[int, str]:
    """Return the table for `str.translate` that replaces Python's comma, point and hyphen."""
    symbols = cldr_locale(lang).number_symbols["latn"]
    # Some CLDR releases group Russian numbers with a narrow no-break space; one kind is used.
    group = symbols["group"].replace("\u202f", NBSP)
    return str.maketrans({",": group, ".": symbols["decimal"], "-": MINUS})


def _localize(number: Decimal, lang: str) -> str:
    return f"{number:,f}".translate(_separators(lang))


@cache
def _percent_sign(lang: str) -> str:
    pattern = cldr_locale(lang).percent_formats[None].pattern
    return pattern.removeprefix("#,##0").replace("\u202f", NBSP)


def is_number(value: object) -> bool:
    """Return True for a Python, numpy or decimal number; False for a bool."""
    return isinstance(value, (Real, Decimal)) and not isinstance(value, bool)


def _round(value: Real | Decimal | float, digits: int, shift: int = 0) -> Decimal:
    """Return the value times 10^shift, rounded half away from zero, as spreadsheets do."""
    exact = Decimal(str(value))
    if not exact.is_finite():
        raise ValueError("a missing value has no figure: say in words which state it is in")
    result = exact.scaleb(shift).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return result if result else abs(result)


def _round_apart(value: float, digits: int, shift: int, ends: tuple[int, ...]) -> Decimal:
    """Return the value as `_round`, with more decimals if it would be rounded to one of the `ends`.

    If it equals one of them even with `_MORE_DIGITS`, the difference is a rounding error.
    """
    rounded = _round(value, digits, shift)
    if rounded not in ends:
        return rounded
    finer = (_round(value, digits + more + 1, shift) for more in range(_MORE_DIGITS))
    return next((number for number in finer if number not in ends), rounded)


@lru_cache(_NUMBERS)
def number_text(value: float, lang: str, digits: int | None = 0) -> str:
    """Return the number with `digits` decimals, grouped from four digits, in the reader's format.

    With `digits=None`, whole numbers have no decimals and others up to three. A number with
    decimals that is not zero is not shown as zero: 0.04, not 0.0. Raises ValueError for NaN and
    infinity, because missing values are written in words.
    """
    if digits is None:
        rounded = _round(value, _NATURAL_DIGITS)
        digits = max(0, -_exponent(rounded.normalize()))
    ends = (0,) if digits else ()
    return _localize(_round_apart(value, digits, 0, ends), lang)


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int)  # always finite
    return exponent


@lru_cache(_NUMBERS)
def percent_text(share: float, lang: str, digits: int = 1) -> str:
    """Return a share (0 to 1) as a percentage: 72,5% (Kyrgyz), 72,5 % (Russian), 72.5% (English).

    Only 0 is shown as 0%, and only 1 as 100%; other shares have as many decimals as needed. Raises
    ValueError for NaN and infinity.
    """
    return _localize(_round_apart(share, digits, 2, (0, 100)), lang) + _percent_sign(lang)


def number_in_text(value: float, lang: str, spec: str = "") -> str:
    """Return the number in the format of a placeholder, e.g. `{n:abl}` or `{share:%0,abl}`.

    `spec` has tokens separated by commas: a number of decimals ("1"), "raw" (no grouping, for
    years), "%" or "%0" (a share as a percentage with one decimal or the given number), a Kyrgyz
    case. Tokens unknown to the language are ignored. The ending of a decimal follows its last
    digits as spoken: 72,5тен.
    """
    digits: int | None = None
    percent: int | None = None
    case, raw = "", False
    for token in spec.split(","):
        if token.isdigit():
            digits = int(token)
        elif token == "%" or (token.startswith("%") and token[1:].isdigit()):
            percent = int(token[1:] or 1)
        elif token == "raw":
            raw = True
        else:
            case = CASE_ALIASES.get(token, token)
    if percent is not None:
        return percent_text(value, lang, percent) + (percent_ending(case) if lang == "ky" else "")
    text = number_text(value, lang, digits)
    if raw:
        text = text.replace(_separators(lang)[ord(",")], "")
    return text + written_ending(text, case) if lang == "ky" else text


def written_ending(text: str, case: str) -> str:
    """Return the Kyrgyz ending of a text that ends in a number or a percentage; "" without a case.

    The number is written as `number_text` gives it. Raises ValueError for a text that ends in a
    word, whose ending no rule here gives.
    """
    if case not in CASES:
        return ""
    if text.endswith("%"):
        return percent_ending(case)
    number = _WRITTEN_NUMBER.search(text)
    if number is None:
        raise ValueError(f"“{text}” takes no ending of a case: it ends in no number")
    integer, _, fraction = number[0].partition(",")
    if fraction:
        return decimal_ending(fraction, case)
    return number_ending(int(integer.replace(NBSP, "")), case)
