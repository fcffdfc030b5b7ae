"""The format of dates and ranges of days in each language.

Russian and English month names come from CLDR, Kyrgyz ones from `kyrgyz_cases`.
"""

import math
import re
from datetime import date
from functools import cache

from campaign.i18n import kyrgyz_cases
from campaign.i18n.kyrgyz_cases import CASE_ALIASES, CASES
from campaign.i18n.number_format import NBSP, cldr_locale

DATE_STYLES = ("short", "full", "day", "num", "tick")
HYPHENATED_NUMBER = re.compile(r"\d-[а-яёңөү]+\.?")
"""Matches the hyphen of «31-июль», «2017-ж.» or «8-е», after which a line must not break."""


@cache
def _month_words(lang: str, month: int) -> dict[str, str]:
    """Return the forms of a month by their names in the patterns below."""
    if lang == "ky":
        name = kyrgyz_cases.month_alone(month)
        return {
            "name": name,
            "of": kyrgyz_cases.month_of_year(month),
            "abbr": name,
            "abl": kyrgyz_cases.month_of_year(month, "abl"),
            "dat": kyrgyz_cases.month_of_year(month, "dat"),
        }
    months = cldr_locale(lang).months
    of = months["format"]["wide"][month]
    return {
        "of": of,
        # Russian dates have the full month, because «31 июл.» is hardly shorter and harder to read.
        "abbr": of if lang == "ru" else months["format"]["abbreviated"][month],
    }


# "~" is a no-break space, so that the patterns are readable.
_DATES = {
    "ky": {
        "long": "{y}-жылдын~{d}-{of}",
        "short": "{y}-ж.~{d}-{name}",
        "full": "{y}-ж.~{d}-{name}",
        "day": "{d}-{name}",
        "num": "{dd}.{mm}.{y}",
        "tick": "{dd}.{mm}",
    },
    "ru": {
        "long": "{d}~{of} {y}~года",
        "short": "{d}~{of} {y}~г.",
        "full": "{d}~{of} {y}~г.",
        "day": "{d}~{of}",
        "num": "{dd}.{mm}.{y}",
        "tick": "{dd}.{mm}",
    },
    "en": {
        "long": "{d}~{of} {y}",
        "short": "{d}~{abbr} {y}",
        # As "short", for a list in which other days are written as "day".
        "full": "{d}~{of} {y}",
        "day": "{d}~{of}",
        # In digits only, 07/08 would be ambiguous.
        "num": "{d}~{abbr} {y}",
        "tick": "{d}~{abbr}",
    },
}
_TEMPLATES = {
    "ky": "{y}-жылдын~{{d}}-{of}",
    "ru": "{{d}}~{of} {y}~г.",
    "en": "{{d}}~{of} {y}",
}
# By the common part of both dates. Fields with a 2 belong to the last date.
_RANGES = {
    "ky": {
        "month": "{y}-жылдын~{d}-{abl} {d2}-{dat2}~чейин",
        "year": "{y}-жылдын~{d}-{abl} {d2}-{dat2}~чейин",
        "none": "{y}-жылдын~{d}-{abl} {y2}-жылдын~{d2}-{dat2}~чейин",
    },
    "ru": {
        "month": "{since} {d} по {d2}~{of2} {y2}~года",
        "year": "{since} {d}~{of} по {d2}~{of2} {y2}~года",
        "none": "{since} {d}~{of} {y}~года по {d2}~{of2} {y2}~года",
    },
    "en": {
        "month": "{d} to {d2}~{of2} {y2}",
        "year": "{d}~{of} to {d2}~{of2} {y2}",
        "none": "{d}~{of} {y} to {d2}~{of2} {y2}",
    },
}
_SHORT_RANGES = {
    "ky": {
        "month": "{y}-ж.~{d}–{d2}-{name2}",
        "year": "{y}-ж.~{d}-{name} – {d2}-{name2}",
        "none": "{y}-ж.~{d}-{name} – {y2}-ж.~{d2}-{name2}",
    },
    "ru": {
        "month": "{d}–{d2}~{of2} {y2}~г.",
        "year": "{d}~{of} – {d2}~{of2} {y2}~г.",
        "none": "{d}~{of} {y}~г. – {d2}~{of2} {y2}~г.",
    },
    "en": {
        "month": "{d}–{d2}~{abbr2} {y2}",
        "year": "{d}~{abbr} – {d2}~{abbr2} {y2}",
        "none": "{d}~{abbr} {y} – {d2}~{abbr2} {y2}",
    },
}


def _fields(day: date, lang: str) -> dict[str, str]:
    # pandas' NaT is an instance of date, but its parts are NaN.
    if math.isnan(day.year):
        raise ValueError("a missing date has no text: say in words that it is missing")
    return {
        "d": str(day.day),
        "dd": f"{day.day:02}",
        "mm": f"{day.month:02}",
        "y": str(day.year),
        # Russian «со второго», but «с двадцать второго».
        "since": "со" if day.day == 2 else "с",
        **_month_words(lang, day.month),
    }


def _fill_pattern(pattern: str, fields: dict[str, str]) -> str:
    return pattern.format(**fields).replace("~", NBSP)


def date_text(day: date, lang: str, spec: str = "") -> str:
    """Return the date in full, or as `spec` asks.

    `spec` has tokens separated by commas: a style ("short", "day" without the year, "num", "tick"
    for a narrow column) and a Kyrgyz case. Tokens unknown to the language are ignored. Raises
    ValueError for NaT, and for a case with "num" or "tick", which take no ending.
    """
    tokens = [CASE_ALIASES.get(token, token) for token in spec.split(",")]
    style = next((token for token in tokens if token in DATE_STYLES), "long")
    case = next((token for token in tokens if token in CASES), "")
    fields = _fields(day, lang)
    if lang == "ky" and case:
        if style in ("num", "tick"):
            raise ValueError(f"the style {style!r} takes no ending of a case")
        fields["of"] = kyrgyz_cases.month_of_year(day.month, case)
        if style == "day":
            fields["name"] = kyrgyz_cases.month_alone(day.month, case)
        elif style in ("short", "full"):
            # After a year the month has the possessive ending in every case except the nominative.
            fields["name"] = fields["of"]
    return _fill_pattern(_DATES[lang][style], fields)


def _shared_part(first: date, last: date) -> str:
    if first.year != last.year:
        return "none"
    return "month" if first.month == last.month else "year"


def _pair(first: date, last: date, lang: str) -> dict[str, str]:
    ends = {f"{name}2": value for name, value in _fields(last, lang).items()}
    return _fields(first, lang) | ends


def _is_same_day(first: date, last: date) -> bool:
    return (first.year, first.month, first.day) == (last.year, last.month, last.day)


def date_range_text(first: date, last: date, lang: str) -> str:
    """Return the range for a sentence: «с 31 июля по 20 ноября 2017 года»; one day is a date."""
    if _is_same_day(first, last):
        return date_text(first, lang)
    return _fill_pattern(_RANGES[lang][_shared_part(first, last)], _pair(first, last, lang))


def date_range_short(first: date, last: date, lang: str) -> str:
    """Return the range for titles and tables: «31 июля – 20 ноября 2017 г.»."""
    if _is_same_day(first, last):
        return date_text(first, lang, "short")
    return _fill_pattern(_SHORT_RANGES[lang][_shared_part(first, last)], _pair(first, last, lang))


def day_templates(first: date, last: date, lang: str) -> dict[str, str]:
    """Return {"2017-07": date with "{d}" for the day} for the months from `first` to `last`."""
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    templates = {}
    for index in months:
        year, month = index // 12, index % 12 + 1
        fields = {"y": str(year), **_month_words(lang, month)}
        templates[f"{year}-{month:02}"] = _fill_pattern(_TEMPLATES[lang], fields)
    return templates


def weekday_name(number: int, lang: str) -> str:
    """Return the name of a day of the week, 0 for Monday."""
    return str(cldr_locale(lang).days["stand-alone"]["wide"][number])
