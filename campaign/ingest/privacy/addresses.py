"""Recognizer of addresses where somebody lives or is sheltered, but not of public venues."""

from __future__ import annotations

import re

from campaign.i18n.translator import N_
from campaign.ingest.vocabulary import load_vocabulary

HOME = N_("a home or shelter address")

_WORDS = load_vocabulary("privacy", "addresses")
PREFILTER = re.compile(_WORDS.pattern("first_look"))
"""Matches every lower-case cell with a home address, and few others: a fast first test."""

_NUMBER = r"\d{1,4}(?:\s?[/-]\s?\d{1,3})?\s?[а-гa-d]?(?!\w)"
# «500 кв. м» is an area, «2 кв. 2017» a quarter of the year: the flat has one to three digits.
_FLAT = re.compile(
    rf"(?<!\w)(?:{_WORDS.pattern('flats')})(?![^\W\d])\.?\s*[№#]?\s*\d{{1,3}}(?!\d|\s?м)"
    rf"|(?<!\d)\d{{1,3}}\s?-?\s?(?:{_WORDS.pattern('flats_after')})(?!\w)",
    re.IGNORECASE,
)
_HOUSE = re.compile(
    rf"(?<!\w)(?:{_WORDS.pattern('houses')})(?![^\W\d])\.?\s*[№#]?\s*{_NUMBER}"
    rf"|(?<!\d)\d{{1,4}}\s?[а-г]?\s?-?\s?(?:{_WORDS.pattern('houses_after')})(?!\w)",
    re.IGNORECASE,
)
_STREET = re.compile(
    rf"(?<!\w)(?:{_WORDS.pattern('streets_short')})\."
    rf"|(?<!\w)(?:{_WORDS.pattern('streets')})(?!\w)",
    re.IGNORECASE,
)
# A house after its street, with the name of the street between them, or before it as in English.
_STREET_NUMBER = re.compile(
    rf"(?:{_STREET.pattern})[^;\d\n]{{0,45}}(?<!№)(?<!№ ){_NUMBER}"
    rf"|(?<!\w){_NUMBER},?\s(?:[A-Z][\w-]+\s){{1,2}}(?:street|str|st|avenue|ave)(?!\w)",
    re.IGNORECASE,
)
# «Ленина 5, » before the flat.
_BARE_HOUSE = re.compile(rf"[^\W\d_]{{4,}}\.?,?\s+{_NUMBER}[\s,.]*$")
_SHELTER = re.compile(rf"(?<!\w)(?:{_WORDS.pattern('shelters')})", re.IGNORECASE)
_OF_ANIMALS = re.compile(_WORDS.pattern("animals"), re.IGNORECASE)
_LIVES = re.compile(rf"(?<!\w)(?:{_WORDS.pattern('lives')})", re.IGNORECASE)
_NEAR = 60


def has_home_address(cell: str) -> bool:
    """Return True for a house and flat, or an address where somebody lives or is sheltered.

    False for the street and house of a public venue, and for a shelter without its address.
    """
    if not any(character.isdigit() for character in cell):
        return False
    if _has_flat(cell):
        return True
    is_shelter = _SHELTER.search(cell) and not _OF_ANIMALS.search(cell)
    if not is_shelter and not _LIVES.search(cell):
        return False
    return bool(_STREET_NUMBER.search(cell) or (_HOUSE.search(cell) and _STREET.search(cell)))


def _has_flat(cell: str) -> bool:
    for flat in _FLAT.finditer(cell):
        before = cell[max(0, flat.start() - _NEAR) : flat.start()]
        around = before + cell[flat.end() : flat.end() + _NEAR]
        if _HOUSE.search(before) or _STREET_NUMBER.search(around) or _BARE_HOUSE.search(before):
            return True
    return False
