"""The names of months in English, Russian and Kyrgyz, in all grammatical cases."""

from __future__ import annotations

import re

from campaign.ingest.vocabulary import load_vocabulary

_WORDS = load_vocabulary("parse", "months")
_ENGLISH = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
_MONTHS = [_WORDS.section(name) for name in _ENGLISH]
# Russian cases, then Kyrgyz ones: июль, июля, июлю, июлем, июле; июлда, июлу, июлунда, июлунан …
_CASE = (
    r"(?:[ьй]|[яеюау]|[ео]м|ей)?"
    r"|[ьй]?(?:[дт][ае]н?|[гк][ае]|[дт][ыиу]н?|[дт][ае]г[ыи])"
    r"|й?[ыиу](?:н[ае]н?|н|нд[ае]н?|нд[ае]г[ыи]|н[ыиу]н)?"
)
_STEM_OF = [re.compile(f"{month['stem'][0]}(?:{_CASE})") for month in _MONTHS]


def month_number(word: str) -> int | None:
    """Return 1 to 12 for the lower-case name of a month, in any grammatical case; else None."""
    for number, stem in enumerate(_STEM_OF, start=1):
        if word in _MONTHS[number - 1].get("short", ()) or word == _ENGLISH[number - 1]:
            return number
        # The cases of May drop the й of the stem; «ма» alone is not a month.
        if word != "ма" and stem.fullmatch(word):
            return number
    return None
