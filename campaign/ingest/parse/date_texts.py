"""The text of a date without quotation marks, time of day, weekday and the word for the year."""

from __future__ import annotations

import re

from campaign.i18n.match_key import tidy_text
from campaign.ingest.vocabulary import load_vocabulary

_TIME = re.compile(
    r"(?:t|,?\s(?:в\s|at\s)?)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s?[ap]\.?m\.?)?"
    r"\s?(?:z|utc|[+-]\d{2}:?\d{2})?$"
)
_WORDS = load_vocabulary("parse", "months")
_YEAR_WORD = re.compile(rf"(?<=\d)[\s-]*(?:{_WORDS.pattern('years')})?\.?$")
_WEEKDAY = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+"
    rf"|^(?:{_WORDS.pattern('weekdays')})\.?,?\s+"
)
# All dashes mean the same between digits.
_DASHES = re.compile("[‐-―−⸺⸻﹘﹣－~]")
_QUOTATION_MARKS = re.compile("[«»‹›\"“”„‟'‘’‚]")


def plain_signs(cell: str) -> str:
    """Return the cell in lower case, with hyphens for all dashes and without quotation marks."""
    return _QUOTATION_MARKS.sub("", _DASHES.sub("-", tidy_text(cell))).casefold().strip()


def bare_date(cell: str) -> str:
    """Return the cell in lower case without time of day, weekday and word for the year."""
    text = plain_signs(cell)
    text = _TIME.sub("", text).rstrip(" .,;")
    return _YEAR_WORD.sub("", _WEEKDAY.sub("", text))
