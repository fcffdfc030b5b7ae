"""Numbers that are written as estimates: «около 50», «50-60 чел.», «100дөн ашык», "~30"."""

from __future__ import annotations

import re

from campaign.i18n.match_key import fold, tidy_text
from campaign.ingest.vocabulary import load_vocabulary

_WORDS = load_vocabulary("parse", "number_words")
# Longer cells are sentences.
_LONGEST = 60
_SPACED = re.compile(r"(?<=\d)[ '’](?=\d{3}(?!\d))")
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
    if len(key) > _LONGEST or not any(letter.isdigit() for letter in key):
        return ()
    key = _SPACED.sub("", key)
    numbers = [int(number) for number in _NUMBER.findall(key)]
    rest = _UNIT.sub(" ", _ENDING.sub("", key))
    pieces = [_strip(piece) for piece in _NUMBER.split(rest)]
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


def _strip(piece: str) -> str:
    """Return the text around a number without known words; "" if all of them are known."""
    return _SIGNS.sub("", _ABOUT.sub(" ", piece)).strip(".")
