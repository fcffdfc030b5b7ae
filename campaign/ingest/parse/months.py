"""Months as offices write them, with and without their year."""

from __future__ import annotations

import re

from campaign.i18n.match_key import tidy_text
from campaign.ingest.parse.month_names import month_number

Month = tuple[int | None, int]
"""Year, None if it is not written, and month, 1 to 12."""

_YEAR_WORD = r"(?:[\s-]*(?:г|год|года|жыл|жылы|жылдын|ж)\b\.?)?"
_MONTH_YEAR = re.compile(rf"([^\W\d_]+)\.?(?:[\s.,/-]*(\d{{4}}|\d{{2}}){_YEAR_WORD})?")
_YEAR_MONTH = re.compile(rf"(\d{{4}}){_YEAR_WORD}[\s.,/-]*([^\W\d_]+)\.?")
_NUMERIC = re.compile(r"(0?[1-9]|1[0-2])[./](20\d\d)")
_FIRST_DAY = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])(?:-01)?")


def parse_month(cell: str) -> Month | None:
    """Return the month of «Август», «авг. 2017 г.», «2017-жылдын августу», «08.2017»; else None."""
    text = tidy_text(cell).casefold()
    if not text or len(text) > 40:
        return None
    if match := _FIRST_DAY.fullmatch(text.removesuffix(" 00:00")):
        return int(match[1]), int(match[2])
    if match := _NUMERIC.fullmatch(text):
        return int(match[2]), int(match[1])
    for pattern, (word_at, year_at) in ((_MONTH_YEAR, (1, 2)), (_YEAR_MONTH, (2, 1))):
        match = pattern.fullmatch(text)
        month = month_number(match[word_at]) if match else None
        if match and month:
            year = int(match[year_at]) if match[year_at] else None
            return (year + 2000 if year is not None and year < 100 else year), month
    return None
