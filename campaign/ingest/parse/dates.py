"""Dates as people write them, parsed to days."""

from __future__ import annotations

import datetime as dt
import re

import numpy as np
import pandas as pd

from campaign.i18n.match_key import map_cells, tidy_text
from campaign.ingest.parse.date_orders import YEAR_FIRST, YEAR_LAST, Orders
from campaign.ingest.parse.date_texts import bare_date
from campaign.ingest.vocabulary import load_vocabulary
from campaign.schema.tables import FIRST_DAY, LAST_DAY

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


_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_DAY_MONTH_YEAR = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|-?(?:го|е))?[\s./-]*(?:of\s)?([^\W\d_]+)[\s.,/-]*(\d{4}|\d{2})"
)
_MONTH_DAY_YEAR = re.compile(r"([^\W\d_]+)\.?\s*(\d{1,2})(?:st|nd|rd|th)?(?:,\s?|\s)(\d{4}|\d{2})")
_YEAR_WORDS = rf"(?:[\s-]*(?:{_WORDS.pattern('years_before_months')})\b)?[\s.,/-]*"
_YEAR_DAY_MONTH = re.compile(rf"(\d{{4}}){_YEAR_WORDS}(\d{{1,2}})[\s-]*([^\W\d_]+)\.?")
_YEAR_MONTH_DAY = re.compile(rf"(\d{{4}}){_YEAR_WORDS}([^\W\d_]+)[\s.,/-]*(\d{{1,2}})")

_EPOCH, _EPOCH_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)
LONGEST_DATE = 60
"""The most characters of a date."""


def parse_dates(
    cells: pd.Series, order: str | Orders, from_1904: bool = False
) -> tuple[pd.Series, pd.Series]:
    """Return the days (datetime64[ns]), and the mask of parsed cells not written as 2017-07-31.

    An empty or unparsed cell is NaT. `order` is "dmy", "mdy" or "ymd" for all cells, or a guess,
    and applies only to numeric dates with the year last or of two digits (00–68 are 2000–2068).
    Under "ymd" a date with a four-digit year at its end has the day first. Months may be named in
    English, Russian and Kyrgyz, in all cases; a whole number of five digits is the serial day of a
    spreadsheet, in the 1904 system with `from_1904`. A time of day is ignored. A range, a month or
    a year alone, an impossible day (31 June) and a day outside the limits of `tables` are
    not parsed.
    """
    days = map_cells(cells, lambda cell: parse_day(cell, order, from_1904), "datetime64[ns]")
    is_iso = map_cells(cells, lambda cell: _ISO.fullmatch(tidy_text(cell)) is not None, bool)
    return days, days.notna() & ~is_iso


def parse_day(cell: str, order: str | Orders, from_1904: bool) -> np.datetime64:
    """Return the day of one cell as `parse_dates` does; NaT if it is not a date."""
    no_day = np.datetime64("NaT", "ns")
    if not cell or len(cell) > LONGEST_DATE:
        return no_day
    parts = _date_parts(bare_date(cell), order, _EPOCH_1904 if from_1904 else _EPOCH)
    if parts is None:
        return no_day
    try:
        day = dt.date(*parts)
    except ValueError:
        return no_day
    if not FIRST_DAY <= day <= LAST_DAY:
        return no_day
    return np.datetime64(day, "ns")


def _date_parts(date_text: str, order: str | Orders, epoch: dt.date) -> tuple[int, int, int] | None:
    """Return year, month and day of a stripped cell, which may be an impossible day."""
    if match := YEAR_FIRST.fullmatch(date_text):
        return int(match[1]), int(match[3]), int(match[4])
    if match := YEAR_LAST.fullmatch(date_text):
        one, two, last = match[1], match[3], match[4]
        if isinstance(order, Orders):
            order = order.order(match[2], len(last) == 2)
        if order == "ymd" and len(last) == 2:
            return _year(one.zfill(2)), int(two), int(last)
        day, month = (two, one) if order == "mdy" else (one, two)
        return _year(last), int(month), int(day)
    if match := _SERIAL.fullmatch(date_text):
        serial_day = epoch + dt.timedelta(days=int(match[1]))
        return serial_day.year, serial_day.month, serial_day.day
    for pattern, (year_at, month_at, day_at) in _WITH_NAMES:
        match = pattern.fullmatch(date_text)
        month = month_number(match[month_at]) if match else None
        if match and month:
            return _year(match[year_at]), month, int(match[day_at])
    return None


_WITH_NAMES = (
    (_DAY_MONTH_YEAR, (3, 2, 1)),
    (_MONTH_DAY_YEAR, (3, 1, 2)),
    (_YEAR_DAY_MONTH, (1, 3, 2)),
    (_YEAR_MONTH_DAY, (1, 2, 3)),
)


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) > 2:
        return year
    return year + (2000 if year <= 68 else 1900)
