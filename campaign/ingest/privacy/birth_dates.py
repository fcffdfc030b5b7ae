"""Recognizer of the day or year of birth of one person, but not of the years of a group."""

from __future__ import annotations

import re

from campaign.i18n.translator import N_
from campaign.ingest.vocabulary import load_vocabulary

BIRTHDAY = N_("a date of birth")

_WORDS = load_vocabulary("privacy", "birth_dates")
PREFILTERS = (re.compile(_WORDS.pattern("first_look")),)
"""Match every lower-case cell with a date of birth, and few others: a fast first test."""

_YEAR = r"(?<!\d)(?:19[2-9]\d|20[0-2]\d)(?!\d)"
_DAY = rf"(?<!\d)\d{{1,2}}[./-]\d{{1,2}}[./-](?:{_YEAR}|\d\d(?!\d))|{_YEAR}-\d\d-\d\d"
_ORDINAL = r"\s?(?:-\s?)?(?:го|й|ого|ый)?\s*(?:г(?:\.|ода?|оду)?)?\s*"
_BIRTH = re.compile(
    rf"(?:{_DAY}|{_YEAR}){_ORDINAL}(?:рожд(?:ения|\.)|г\.?\s?/?р\.?(?!\w)|р\.(?!\w))"
    rf"|{_YEAR}\s?-?\s?(?:ж(?:ыл\w*|\.)?)?\s*(?:туулган|төрөлгөн|т\.(?!\w))"
    rf"|(?:{_WORDS.pattern('born_labels')})"
    rf"\s*[:–—-]?\s*(?:{_DAY}|{_YEAR})"
    rf"|(?<!\w)(?:{_WORDS.pattern('born')})\s(?:on |in |в )?(?:{_DAY}|{_YEAR})",
    re.IGNORECASE,
)
# «юноши 2000–2002 г.р.» and «дети 2005 года рождения» are groups.
_GROUP = re.compile(
    rf"(?<!\w)(?:{_WORDS.pattern('groups')})(?!\w)"
    r"|(?:19|20)\d\d\s?(?:[-–—,/]|и|по|до|жана|and|to)\s?$",
    re.IGNORECASE,
)
_GROUP_AFTER = re.compile(rf"\s*(?:{_WORDS.pattern('groups_after')})", re.IGNORECASE)
_NEAR = 40


def has_birth_date(cell: str) -> bool:
    """Return True for the day or year of birth of one person, False for the years of a group."""
    return any(
        not _GROUP.search(cell[max(0, match.start() - _NEAR) : match.start()])
        and not _GROUP_AFTER.match(cell, match.end())
        for match in _BIRTH.finditer(cell)
    )
