"""The kinds of personal data in texts, by the recognizers of the package."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

import numpy as np

from campaign.i18n.match_key import tidy_text, unmix_text
from campaign.ingest.privacy import addresses, birth_dates, identifiers, person_names
from campaign.ingest.privacy.addresses import HOME
from campaign.ingest.privacy.birth_dates import BIRTHDAY
from campaign.ingest.privacy.identifiers import PHONE, is_bare_mobile
from campaign.ingest.privacy.person_names import PERSON

# A separator that no cell contains and no pattern matches.
_SEPARATOR = "\0"
_TO_TIDY = re.compile(
    r"[^\S ]|\u00ad|[\u0300-\u036f\u180e\u200b-\u200f\u2028-\u202f\u2060-\u2066\ufeffѲѳӉӊɵƟ]"
    r"|[\uff01-\uff5e\u3000\U0001d400-\U0001d7ff]"
    r"|[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]|  "
)
# Full-width and mathematical characters; NFKC of other characters would change «№» and «м²».
_UNUSUAL_CHARACTERS = re.compile(r"[\uff01-\uff5e\u3000\U0001d400-\U0001d7ff]+")
_RECOGNIZERS: tuple[tuple[tuple[re.Pattern[str], ...], Callable[[str], tuple[str, ...]]], ...] = (
    (identifiers.PREFILTERS, identifiers.find_identifiers),
    (
        (person_names.PREFILTER,),
        lambda text: (PERSON,) if person_names.names_person(text) else (),
    ),
    (
        birth_dates.PREFILTERS,
        lambda text: (BIRTHDAY,) if birth_dates.has_birth_date(text) else (),
    ),
    ((addresses.PREFILTER,), lambda text: (HOME,) if addresses.has_home_address(text) else ()),
)
PREFILTERS = tuple(pattern for patterns, _ in _RECOGNIZERS for pattern in patterns)
"""A lower-case text with personal data matches at least one of these patterns."""


def find_kinds(texts: Sequence[str], alone: bool = False) -> dict[int, tuple[str, ...]]:
    """Return {position: kinds of personal data, as message ids} of the texts that have any.

    If `alone` is True, a text of nine digits is a phone number; in a column of numbers it may be a
    sum of money.
    """
    # The prefilters search one long string, because most often nothing matches.
    long_text = _SEPARATOR.join(texts)
    tidy_texts = list(texts)
    if not long_text.isascii() and _TO_TIDY.search(long_text):
        tidy_texts = [
            unmix_text(tidy_text(_UNUSUAL_CHARACTERS.sub(_normalize, text))) for text in texts
        ]
    lower_texts = [text.lower() for text in tidy_texts]
    long_text = _SEPARATOR.join(lower_texts)
    starts = np.cumsum([0, *(len(text) + 1 for text in lower_texts[:-1])])
    kinds_by_text: dict[int, tuple[str, ...]] = {}
    for prefilters, recognize in _RECOGNIZERS:
        hits = [
            match.start() for prefilter in prefilters for match in prefilter.finditer(long_text)
        ]
        for number in np.unique(np.searchsorted(starts, hits, side="right") - 1).tolist():
            kinds = recognize(tidy_texts[number])
            if kinds:
                kinds_by_text[number] = (*kinds_by_text.get(number, ()), *kinds)
    if alone:
        mobiles = (n for n, text in enumerate(tidy_texts) if is_bare_mobile(text.strip()))
        kinds_by_text |= {n: (PHONE,) for n in mobiles if n not in kinds_by_text}
    return kinds_by_text


def _normalize(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match[0])
