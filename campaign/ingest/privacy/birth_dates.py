"""The birthday or year of birth of one person, told from the years in which a group was born."""

from __future__ import annotations

import re

from campaign.i18n.translator import N_

BIRTHDAY = N_("a date of birth")

# Every alternative opens with a plain letter, which makes the search several times faster.
SIGNS = (
    re.compile(r"рожд|родил|г\.? ?/?р(?![^\W\d_])|туулган|төрөлгөн|ж\. ?т\.|born|of birth|dob"),
)
"""What every cell has in small letters that `birth_in` finds, and few others: a first look."""

_YEAR = r"(?<!\d)(?:19[2-9]\d|20[0-2]\d)(?!\d)"
_DAY = rf"(?<!\d)\d{{1,2}}[./-]\d{{1,2}}[./-](?:{_YEAR}|\d\d(?!\d))|{_YEAR}-\d\d-\d\d"
_ORDINAL = r"\s?(?:-\s?)?(?:го|й|ого|ый)?\s*(?:г(?:\.|ода?|оду)?)?\s*"
_BIRTH = re.compile(
    rf"(?:{_DAY}|{_YEAR}){_ORDINAL}(?:рожд(?:ения|\.)|г\.?\s?/?р\.?(?!\w)|р\.(?!\w))"
    rf"|{_YEAR}\s?-?\s?(?:ж(?:ыл\w*|\.)?)?\s*(?:туулган|төрөлгөн|т\.(?!\w))"
    rf"|(?:дат\w+ рождения|год рождения|туулган (?:күнү|жылы)|date of birth|year of birth|dob)"
    rf"\s*[:–—-]?\s*(?:{_DAY}|{_YEAR})"
    rf"|(?<!\w)(?:родил(?:ся|ась)|born)\s(?:on |in |в )?(?:{_DAY}|{_YEAR})",
    re.IGNORECASE,
)
# «юноши 2000–2002 г.р.», «дети 2005 года рождения» are nobody in particular.
_GROUP = re.compile(
    r"(?<!\w)(?:дет(?:и|ей|ям|ьми)|юнош(?:и|ей|ам)|девуш(?:ки|ек)|девоч(?:ки|ек)|мальчик(?:и|ов)"
    r"|подрост(?:ки|ков)|школьник(?:и|ов)|учащ\w+|учени(?:ки|ков)|студент(?:ы|ов)|призывник(?:и|ов)"
    r"|молод[её]ж\w*|участник(?:и|ов)|игрок(?:и|ов)|команд\w+|граждан(?!ин|к)\w*|жител(?:и|ей)|люд\w+"
    r"|лиц(?!о)\w*|балдар\w*|жаштар\w*|уландар\w*|кыздар\w*|окуучулар\w*|жарандар\w*"
    r"|children|youth|students|boys|girls|people|players|teams?)(?!\w)"
    r"|(?:19|20)\d\d\s?(?:[-–—,/]|и|по|до|жана|and|to)\s?$",
    re.IGNORECASE,
)
_GROUP_AFTER = re.compile(
    r"\s*(?:балдар|жаштар|уландар|кыздар|окуучулар|жарандар|children|boys|girls)", re.IGNORECASE
)
_NEAR = 40


def birth_in(cell: str) -> bool:
    """True where the cell tells when one person was born; false for the years of a group."""
    return any(
        not _GROUP.search(cell[max(0, match.start() - _NEAR) : match.start()])
        and not _GROUP_AFTER.match(cell, match.end())
        for match in _BIRTH.finditer(cell)
    )
