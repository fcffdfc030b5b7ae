"""Numbers as people write them, exact or as estimates."""

from __future__ import annotations

import math
import re
import unicodedata

import pandas as pd

from campaign.i18n.match_key import fold, map_cells, plain, tidy_text
from campaign.ingest.vocabulary import load_vocabulary

_NUMBER_CELL = re.compile(r"[\d\s.,'’+-]*\d[\d\s.,'’-]*")
_WORDS = load_vocabulary("values", "number_words")
NOT_REPORTED = _WORDS.words("not_reported")
"""Words for a number that is not reported."""
_NOT_REPORTED_KEYS = frozenset(plain(words) for words in NOT_REPORTED)
_DASHES = re.compile(r"[-‐-―−]+|\.{2,}|…+")
_UNITS = re.compile(rf"(?<=\d)\s?(?:{_WORDS.pattern('units')})\.?$", re.IGNORECASE)
# Longer cells are sentences; 15 digits with spaces and a unit are far shorter.
_LONGEST = 40
_LONGEST_WORDS = 24
_OTHER_DIGIT = re.compile(r"(?![0-9])\d")
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")
_SPACED = re.compile(r"\d{1,3}(?:[ '’‘`ʼ´]\d{3})+(?=[.,]|$)")
_DECIMALS = re.compile(r"\d+|\d+[.,]\d+")
_ONE_GROUP = re.compile(r"[1-9]\d{0,2}([.,])\d{3}")
_GROUPS = re.compile(r"\d{1,3}(?:(?:,\d{3}){2,}|(?:\.\d{3}){2,})")
_GROUPS_AND_DECIMALS = re.compile(r"(?:\d{1,3}(?:,\d{3})+\.\d+|\d{1,3}(?:\.\d{3})+,\d+)")


def guess_decimal(columns: list[pd.Series]) -> str:
    """Return the decimal sign of these columns, "." or ",".

    A cell is evidence if its sign is unambiguous: `12,5`, `1234,567`, `0,125` and `1.234,5` are
    evidence for the comma, `1,234,567` for the point. The sign with evidence in more cells is
    returned, the comma if both have as many. If all cells with a sign are ambiguous, as `1,234`
    (1234 or 1.234), their sign is returned, so that `parse_numbers` leaves them unparsed instead of
    guessing. If no cell has a sign, "." is returned.
    """
    evidence = {".": 0, ",": 0}
    ambiguous = {".": 0, ",": 0}
    for cells in columns:
        for cell in cells.unique():
            digits = _normalise(str(cell))
            if _ONE_GROUP.fullmatch(digits):
                ambiguous["," if "," in digits else "."] += 1
            elif _GROUPS.fullmatch(digits):
                evidence["." if "," in digits else ","] += 1
            elif _GROUPS_AND_DECIMALS.fullmatch(digits):
                evidence["." if digits.rfind(".") > digits.rfind(",") else ","] += 1
            elif _DECIMALS.fullmatch(digits) and not digits.isdigit():
                evidence["," if "," in digits else "."] += 1
    for counts in (evidence, ambiguous):
        if any(counts.values()):
            return "." if counts["."] > counts[","] else ","
    return "."


def parse_numbers(
    cells: pd.Series, decimal: str, is_stored: bool | pd.Series
) -> tuple[pd.Series, pd.Series]:
    """Return the numbers (float64), and the mask of parsed cells that are not plain digits.

    NaN stands for an empty cell, for words that mean *not reported* (`NOT_REPORTED`: in the mask)
    and for an unparsed cell (filled, not in the mask). Spaces or apostrophes may separate
    thousands, a unit such as «чел.» may follow. `decimal` is certain, because `guess_decimal` needs
    evidence for it, or the owner chose it; the other sign, as in `1.234`, therefore separates
    thousands. A single group of three digits after the decimal sign stays unparsed: 1,234 persons
    is not a count, and 1234 would be a guess. Unambiguous signs (`12,0`, `1,234,567`) do not need
    `decimal`. `is_stored` means that the point is always the decimal sign, as in a number of a
    workbook: for all cells, or for those where a mask is True, because a workbook may also have
    numbers typed as text. Approximate numbers («более 100», "~50", "50-60"), shares, formulas, yes
    and no are unparsed.
    """
    are_all_stored = is_stored if isinstance(is_stored, bool) else False
    numbers = map_cells(cells, lambda cell: _number(cell, decimal, are_all_stored), "float64")
    if not isinstance(is_stored, bool) and is_stored.any():
        stored_numbers = map_cells(
            cells[is_stored], lambda cell: _number(cell, decimal, True), "float64"
        )
        numbers = numbers.mask(is_stored, stored_numbers)
    is_plain = map_cells(cells, lambda cell: _PLAIN.fullmatch(tidy_text(cell)) is not None, bool)
    is_absent = map_cells(cells, is_not_reported, bool)
    return numbers, (numbers.notna() & ~is_plain) | is_absent


def parse_columns(entries: pd.DataFrame) -> pd.DataFrame:
    """Return the numbers of these columns (float64), read with one decimal sign; NaN for others."""
    decimal = guess_decimal([entries[at] for at in entries])
    columns = {at: parse_numbers(entries[at], decimal, is_stored=False)[0] for at in entries}
    return pd.DataFrame(columns, index=entries.index, dtype="float64")


def is_not_reported(cell: str) -> bool:
    """Return True for a dash or words that mean *not reported*."""
    if not cell or len(cell) > _LONGEST_WORDS:
        return False
    text = tidy_text(cell)
    if not text or text[0].isdigit():
        return False
    return _DASHES.fullmatch(text) is not None or plain(text) in _NOT_REPORTED_KEYS


def is_number_cell(cell: str) -> bool:
    """Return True for a number, in any spelling: digits, signs and separators."""
    return _NUMBER_CELL.fullmatch(cell.strip()) is not None


def _normalise(cell: str) -> str:
    """Return the cell without units and thousands spaces, with ASCII digits and minus."""
    digits = tidy_text(cell)
    if not digits.isascii():
        digits = _OTHER_DIGIT.sub(lambda match: str(unicodedata.digit(match[0])), digits)
        digits = digits.replace("−", "-")
    digits = _UNITS.sub("", digits).strip()
    groups = _SPACED.match(digits.lstrip("+-"))
    if groups:
        digits = digits.replace(groups[0], re.sub(r"\D", "", groups[0]), 1)
    return digits


def _number(cell: str, decimal: str, is_stored: bool) -> float:
    if not cell or len(cell) > _LONGEST:
        return math.nan
    digits = _normalise(cell)
    sign = -1.0 if digits.startswith("-") else 1.0
    digits = digits[1:] if digits[:1] in ("-", "+") else digits
    if digits.isascii() and digits.isdigit():
        return sign * float(digits)
    if _ONE_GROUP.fullmatch(digits):
        separator = "," if "," in digits else "."
        if is_stored and separator == ".":
            return sign * float(digits)
        if separator == decimal:
            return math.nan
        return sign * float(digits.replace(separator, ""))
    if _GROUPS.fullmatch(digits) and not (is_stored and "." in digits):
        return sign * float(re.sub("[.,]", "", digits))
    if _GROUPS_AND_DECIMALS.fullmatch(digits):
        thousands = "," if digits.rfind(".") > digits.rfind(",") else "."
        return sign * float(digits.replace(thousands, "").replace(",", "."))
    if _DECIMALS.fullmatch(digits):
        return sign * float(digits.replace(",", "."))
    return math.nan


# Longer cells are sentences.
_LONGEST_ESTIMATE = 60
_SPACED_THOUSANDS = re.compile(r"(?<=\d)[ '’](?=\d{3}(?!\d))")
_NUMBER = re.compile(r"(?<![\d.,])\d{1,9}(?![\d.,]*\d)")
_ENDINGS = "|".join(map(fold, _WORDS.words("endings_on_figures")))
_ENDING = re.compile(rf"(?<=\d)-?(?:{_ENDINGS})(?![^\W\d_])")
_UNIT = re.compile(
    rf"(?<![^\W\d_])(?:{_WORDS.pattern('units')}|{_WORDS.pattern('people')})"
    rf"(?:{_ENDINGS})?(?![^\W\d_])\.?"
)
_ABOUT = re.compile(
    r"(?<![^\W\d_])(?:{})(?![^\W\d_])\.?".format(
        "|".join(sorted(map(fold, _WORDS.words("approximate")), key=len, reverse=True))
    )
)
_SIGNS = re.compile(r"[~≈≤≥<>±+()\s]+")
_BETWEEN = re.compile(rf"-|…|{'|'.join(map(fold, _WORDS.words('range_words')))}")


def estimate_key(cell: str) -> str:
    """Return the key of an estimate, the same for any letter case, spaces and dashes."""
    return fold(tidy_text(cell))


def estimated_numbers(cell: str) -> tuple[int, ...]:
    """Return the numbers of an estimate: one, or both ends of a range; () for any other text.

    An estimate consists of these numbers, words such as «около», units and signs; an exact number,
    a share and a number with decimals are not estimates.
    """
    key = estimate_key(cell)
    if len(key) > _LONGEST_ESTIMATE or not any(letter.isdigit() for letter in key):
        return ()
    key = _SPACED_THOUSANDS.sub("", key)
    numbers = [int(number) for number in _NUMBER.findall(key)]
    rest = _UNIT.sub(" ", _ENDING.sub("", key))
    pieces = [_SIGNS.sub("", _ABOUT.sub(" ", part)).strip(".") for part in _NUMBER.split(rest)]
    if len(numbers) == 1:
        is_estimate = not any(pieces) and not key.isdigit()
        return (numbers[0],) if is_estimate else ()
    # The pattern of endings may match the second number too: «2х30».
    if len(numbers) != 2 or len(pieces) != 3:
        return ()
    if pieces[0] or pieces[2] or numbers[0] >= numbers[1]:
        return ()
    between = _UNIT.sub(" ", _NUMBER.split(rest)[1]).strip()
    return tuple(numbers) if _BETWEEN.fullmatch(_SIGNS.sub("", between)) else ()
