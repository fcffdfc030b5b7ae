"""The words for totals and measures in a table with months, weeks or oblasts as columns."""

from __future__ import annotations

from collections.abc import Mapping

from campaign.i18n.match_key import plain
from campaign.ingest.parse.column_names import field_of
from campaign.ingest.parse.total_words import TOTAL_WORDS
from campaign.ingest.vocabulary import load_vocabulary

_WORDS = load_vocabulary("parse", "wide_words")
_COUNTRY_TOTALS = frozenset(map(plain, _WORDS.words("country_totals")))
_STEMS: Mapping[str, tuple[str, ...]] = {
    "reached": _WORDS.words("reached"),
    "media_audience": _WORDS.words("media_audience"),
    "materials": _WORDS.words("materials"),
    "activities": _WORDS.words("activities"),
}


def is_total(cell: str) -> bool:
    """Return True for the label of a total: «Итого по области», «Жалпы», «Республика»."""
    key = plain(cell[:60])
    return key.split(" ")[0] in TOTAL_WORDS or key in _COUNTRY_TOTALS


def measure_of(words: str) -> str | None:
    """Return the declared column of counts that the words name, or "activities"; else None."""
    field = field_of(words, "activities") if words else None
    if field in ("reached", "women", "men", "youth", "materials", "media_audience"):
        return field
    key = f" {plain(words)}"
    for measure, stems in _STEMS.items():
        if any(f" {plain(stem)}" in key for stem in stems):
            return measure
    return None
