"""Totals of the whole campaign or country in texts, and the names that must stand beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from campaign.analysis.indicators import INDICATORS, country
from campaign.analysis.reconciliation import qualified_value
from campaign.analysis.view import View
from campaign.charts.chart import Chart
from campaign.charts.spec import Dumbbell
from campaign.charts.two_regions import TwoRegions
from campaign.i18n.translator import Text
from tests.plain_words import plain_spaces

SELECTIONS: Mapping[str, Mapping[str, str]] = {
    "a region": {"oblast": "KG-O"},
    "a city": {"oblast": "KG-GB"},
    "two regions": {"oblast": "KG-J,KG-T"},
    "a type": {"type": "lecture"},
    "a week": {"from": "2017-09-11", "to": "2017-09-17"},
    "all at once": {
        "oblast": "KG-O",
        "type": "lecture,training,leaflets",
        "from": "2017-09-01",
        "to": "2017-10-31",
    },
}
NAMES: Mapping[str, tuple[str, ...]] = {
    "en": (
        "Kyrgyzstan",
        "hole campaign",
        "hole country",
        "hole register",
        "ational rate",
        "ational average",
    ),
    "ru": (
        "Кыргызстан",
        "ся кампания",
        "сей кампании",
        "ся страна",
        "весь реестр",
        "всём реестре",
        "по стране",
    ),
    "ky": ("Кыргызстан", "үткүл кампания", "үткүл өлкө", "үткүл реестр", "лкө боюнча"),
}
"""A text that contains one of these names the whole campaign or country."""

_TAGS = re.compile(r"</?\w+>")
_MIN_VALUE = 10
"""Smaller whole numbers are not searched for: they are also ranks, days and counts of regions."""


@dataclass(frozen=True)
class CampaignTotals:
    """Totals that are not those of the selection, as text and as numbers."""

    lang: str
    value_texts: tuple[str, ...]
    values: tuple[float, ...]

    @classmethod
    def of(cls, view: View) -> CampaignTotals:
        """The published values and the totals of the whole register; with selected regions also
        the national totals for the same types and dates."""
        text, edition = view.text, view.edition
        rows = [row for _, row in edition.published.iterrows() if row["value"] >= _MIN_VALUE]
        value_texts = {qualified_value(row, text) for row in rows}
        values = {float(r["value"]) for r in rows if r["indicator"] in ("reached", "activities")}
        if edition.totals is None:
            return cls(text.lang, tuple(sorted(value_texts)), tuple(sorted(values)))
        frames = [edition.totals]
        if view.selection.oblasts:
            frames.append(view.totals(oblasts=False))
        own = {_value_text(value, code, text) for code, value in _sums(view.totals(), view)}
        for frame in frames:
            for code, value in _sums(frame, view):
                words = _value_text(value, code, text)
                if words not in own and (code != "activities" or value >= _MIN_VALUE):
                    value_texts.add(words)
                    values.add(value)
        return cls(text.lang, tuple(sorted(value_texts)), tuple(sorted(values)))

    def unnamed(self, pieces: Iterable[str]) -> list[str]:
        """The pieces of text that have a total without its name.

        A running total is named by its day and the words “Since the start”.
        """
        figures = "|".join(re.escape(plain_spaces(words)) for words in self.value_texts)
        pattern = re.compile(rf"(?<![\w#.,/=-])(?<!\d )(?:{figures})(?!\w| \d{{3}}| ?%|[.,/-]\d)")
        start = plain_spaces(Text.of(self.lang)("Since the start: {n}").split("{n}")[0])
        return [
            piece
            for piece in map(plain_spaces, pieces)
            if pattern.search(piece) and not names_campaign(piece) and start not in piece
        ]


def names_pair(sentence: str, part: str, view: View) -> bool:
    """Whether a sentence has the two compared regions in place of the selected regions, `part`."""
    regions = TwoRegions.of(view)
    if regions is None or part != view.scope.place:
        return False
    return all(name.lower() in sentence.lower() for name in regions.names)


def names_campaign(words: str) -> bool:
    """True where the text names the whole, in any language: a slide may have two languages."""
    return any(name in words for names in NAMES.values() for name in names)


def strings(value: Any) -> Iterator[str]:
    """Every string inside nested data; numbers are skipped."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from strings(item)


def without_named_points(pieces: Iterable[str], chart: Chart | None) -> list[str]:
    """The pieces without the labels of points whose legend entry names the whole."""
    listed = list(pieces)
    if chart is None or not isinstance(chart.spec, Dumbbell):
        return listed
    named = set()
    for at, key in enumerate(chart.spec.legend):
        if names_campaign(key.label):
            named |= {(row.first, row.second)[at].words for row in chart.spec.rows}
    return [piece for piece in listed if _TAGS.sub("", piece).strip() not in named]


def with_legend_as_one(pieces: Iterable[str], lang: str) -> list[str]:
    """The pieces without the class limit of a map that is the average and is named above it."""
    listed = [plain_spaces(piece) for piece in pieces]
    named = [p for p in listed if "\n" not in p and any(n in p for n in NAMES[lang][-1:])]
    for value in {piece.rsplit(": ", 1)[-1] for piece in named}:
        if value in listed:
            listed.remove(value)
    return listed


def _sums(totals: Any, view: View) -> Iterator[tuple[str, float]]:
    for code in ("reach", "activities", "rate", "youth"):
        value = country(totals, INDICATORS[code], view.edition.population)
        if value:
            yield code, value


def _value_text(value: float, code: str, text: Text) -> str:
    return INDICATORS[code].format(value, text)
