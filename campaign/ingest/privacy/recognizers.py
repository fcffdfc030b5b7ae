"""The kinds of personal data in texts, by the recognizers of the package."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from html import unescape
from urllib.parse import unquote

import numpy as np

from campaign.i18n.match_key import tidy_text, unmix_text
from campaign.ingest.privacy import identifiers, person_names
from campaign.ingest.privacy.identifiers import BIRTHDAY, HOME, PHONE, is_bare_mobile
from campaign.ingest.privacy.person_names import PERSON, PREFILTERS_AS_WRITTEN

# A separator that no cell contains and no pattern matches.
_SEPARATOR = "\0"
_TO_TIDY = re.compile(
    r"[^\S ]|\u00ad|[\u0300-\u036f\u180e\u200b-\u200f\u2028-\u202f\u2060-\u2066\ufeffѲѳӉӊɵƟ]"
    r"|[\uff01-\uff5e\u3000\U0001d400-\U0001d7ff]"
    r"|[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]|  |&#?\w{2,8};|<\w|%[0-9A-Fa-f]{2}"
)
_MARKUP = re.compile(r"</?\w[^<>]{0,99}>")
# Full-width and mathematical characters; NFKC of other characters would change «№» and «м²».
_UNUSUAL_CHARACTERS = re.compile(r"[\uff01-\uff5e\u3000\U0001d400-\U0001d7ff]+")
_RECOGNIZERS: tuple[tuple[tuple[re.Pattern[str], ...], Callable[[str], tuple[str, ...]]], ...] = (
    (identifiers.PREFILTERS, identifiers.find_identifiers),
    (
        person_names.PREFILTERS,
        lambda text: (PERSON,) if person_names.may_name_person(text) else (),
    ),
    (
        identifiers.BIRTH_PREFILTERS,
        lambda text: (BIRTHDAY,) if identifiers.has_birth_date(text) else (),
    ),
    (
        identifiers.ADDRESS_PREFILTERS,
        lambda text: (HOME,) if identifiers.has_home_address(text) else (),
    ),
)
PREFILTERS = tuple(pattern for patterns, _ in _RECOGNIZERS for pattern in patterns)
"""A text with personal data matches one of these in small letters, or `PREFILTERS_AS_WRITTEN`."""


def find_kinds(
    texts: Sequence[str], is_text: bool = False, bare_names: bool = False
) -> dict[int, tuple[str, ...]]:
    """Return {position: kinds of personal data, as message ids} of the texts that have any.

    `PERSON` is a question for the uploader; any other kind is an error. If `is_text` is True, a
    text of nine digits is a phone number; in a column of numbers it may be a sum of money. If
    `bare_names` is True, a first name or a surname alone is a name.
    """
    # The prefilters search one long string, because most often nothing matches.
    tidy_texts = list(texts)
    if _TO_TIDY.search(_SEPARATOR.join(texts)):
        tidy_texts = [
            unmix_text(
                tidy_text(
                    _UNUSUAL_CHARACTERS.sub(
                        lambda match: unicodedata.normalize("NFKC", match[0]), _to_plain(text)
                    )
                )
            )
            for text in texts
        ]
    lower_texts = [text.lower() for text in tidy_texts]
    kinds_by_text: dict[int, tuple[str, ...]] = {}
    for prefilters, recognize in _RECOGNIZERS:
        numbers = _find_matches(prefilters, lower_texts)
        if prefilters is person_names.PREFILTERS:
            numbers |= _find_matches(PREFILTERS_AS_WRITTEN, tidy_texts)
        for number in sorted(numbers):
            kinds = recognize(tidy_texts[number])
            if kinds:
                kinds_by_text[number] = (*kinds_by_text.get(number, ()), *kinds)
    if bare_names:
        for number, text in enumerate(tidy_texts):
            if number not in kinds_by_text and person_names.is_bare_name(text):
                kinds_by_text[number] = (PERSON,)
    person_names.forget_words()
    if is_text:
        mobiles = (n for n, text in enumerate(tidy_texts) if is_bare_mobile(text.strip()))
        kinds_by_text |= {n: (PHONE,) for n in mobiles if n not in kinds_by_text}
    return kinds_by_text


def _find_matches(patterns: Iterable[re.Pattern[str]], texts: Sequence[str]) -> set[int]:
    long_text = _SEPARATOR.join(texts)
    starts = np.cumsum([0, *(len(text) + 1 for text in texts[:-1])])
    hits = [match.start() for pattern in patterns for match in pattern.finditer(long_text)]
    return set((np.searchsorted(starts, hits, side="right") - 1).tolist())


def _to_plain(text: str) -> str:
    """Return a text without the tags and the coded characters of HTML and of links."""
    text = unquote(text) if "%" in text else text
    return unescape(_MARKUP.sub(" ", text)) if "<" in text or "&" in text else text
