"""Dates as people write them, read as days."""

from __future__ import annotations

import datetime as dt
import re

import numpy as np
import pandas as pd

from campaign.intake.letters import mapped, tidied_text

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR_FIRST = re.compile(r"(\d{4})\s?([-./])\s?(\d{1,2})\s?\2\s?(\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})\s?([-./])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})")
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_TIME = re.compile(
    r"(?:t|,?\s(?:в\s|at\s)?)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s?[ap]\.?m\.?)?"
    r"\s?(?:z|utc|[+-]\d{2}:?\d{2})?$"
)
_YEAR_WORD = re.compile(r"(?<=\d)[\s-]*(?:года|год|г|жылы|жыл|ж)?\.?$")
_WEEKDAY = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+"
    r"|^(?:понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|пн|вт|ср|чт|пт|сб|вс"
    r"|дүйшөмбү|шейшемби|шаршемби|бейшемби|жума|ишемби|жекшемби)\.?,?\s+"
)
_DAY_MONTH_YEAR = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|-?(?:го|е))?[\s./-]*(?:of\s)?([^\W\d_]+)[\s.,/-]*(\d{4}|\d{2})"
)
_MONTH_DAY_YEAR = re.compile(r"([^\W\d_]+)\.?\s*(\d{1,2})(?:st|nd|rd|th)?(?:,\s?|\s)(\d{4}|\d{2})")
_YEAR_WORDS = r"(?:[\s-]*(?:жылдын|жылы|жыл|ж|года|год|г)\b)?[\s.,/-]*"
_YEAR_DAY_MONTH = re.compile(rf"(\d{{4}}){_YEAR_WORDS}(\d{{1,2}})[\s-]*([^\W\d_]+)\.?")
_YEAR_MONTH_DAY = re.compile(rf"(\d{{4}}){_YEAR_WORDS}([^\W\d_]+)[\s.,/-]*(\d{{1,2}})")

_ENGLISH = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_STEMS = [
    "январ",
    "феврал",
    "март",
    "апрел",
    "ма",
    "июн",
    "июл",
    "август",
    "сентябр",
    "октябр",
    "ноябр",
    "декабр",
]
_SHORT = (
    "янв jan",
    "фев февр feb",
    "мар mar",
    "апр apr",
    "",
    "jun",
    "jul",
    "авг aug",
    "сен сент sep sept",
    "окт oct",
    "ноя нояб noy nov",
    "дек dec",
)
# Russian cases, then Kyrgyz ones: июль, июля, июлю, июлем, июле; июлда, июлу, июлунда, июлунан …
_CASE = (
    r"(?:[ьй]|[яеюау]|[ео]м|ей)?"
    r"|[ьй]?(?:[дт][ае]н?|[гк][ае]|[дт][ыиу]н?|[дт][ае]г[ыи])"
    r"|й?[ыиу](?:н[ае]н?|н|нд[ае]н?|нд[ае]г[ыи]|н[ыиу]н)?"
)
_STEM_OF = [re.compile(f"{stem}(?:{_CASE})") for stem in _STEMS]

_EPOCH = dt.date(1899, 12, 30)
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
# Years outside cannot be held to the nanosecond, and are slips anyhow.
_FIRST_YEAR, _LAST_YEAR = 1700, 2200


def guess_order(columns: list[pd.Series]) -> tuple[str, bool]:
    """In which order day, month and year stand in these columns, and whether that is certain.

    "dmy" or "mdy" by the days beyond 12 among the dates written with the year last; "ymd" where
    all dates in figures have the year first. Not certain, and "dmy", where every such date could
    be read both ways; not certain either where dates of both orders occur: the greater number
    decides and the others stay unreadable. Where no date could be read two ways it is certain.
    """
    first_is_day = second_is_day = open_both_ways = year_first = 0
    for cells in columns:
        for cell in cells.unique():
            written = _stripped(str(cell))
            if _YEAR_FIRST.fullmatch(written):
                year_first += 1
            found = _YEAR_LAST.fullmatch(written)
            if found:
                one, two = int(found[1]), int(found[3])
                first_is_day += one > 12 >= two
                second_is_day += two > 12 >= one
                open_both_ways += one <= 12 and two <= 12 and one != two
    if first_is_day or second_is_day:
        order = "dmy" if first_is_day >= second_is_day else "mdy"
        return order, not (first_is_day and second_is_day)
    if open_both_ways:
        return "dmy", False
    return ("ymd" if year_first else "dmy"), True


def parse_dates(cells: pd.Series, order: str) -> tuple[pd.Series, pd.Series]:
    """The days (datetime64[ns]), NaT for an empty or unreadable cell, and the mask of cells that
    were read though not written as 2017-07-31.

    `order` is "dmy", "mdy" or "ymd" and matters only for dates in figures with the year last, or
    with two figures for the year (00–68 are 2000–2068). Under "ymd" a date with four figures for
    the year at its end is read day first. Names of months are known in English, Russian and
    Kyrgyz, in all cases; a whole number from 20000 to 80000 is a spreadsheet's count of days
    (1900 system). A time of day is passed over. A range, a month or a year alone, and a day that
    no calendar has are unreadable.
    """
    days = mapped(cells, lambda cell: _day(cell, order), "datetime64[ns]")
    iso = mapped(cells, lambda cell: _ISO.fullmatch(tidied_text(cell)) is not None, bool)
    return days, days.notna() & ~iso


def _stripped(cell: str) -> str:
    """The cell in small letters without time of day, day of the week and word for the year."""
    # Fonts and keyboards have many dashes; between figures they are one.
    written = re.sub("[‐-―−]", "-", tidied_text(cell)).casefold()
    written = _TIME.sub("", written).rstrip(" .,;")
    return _YEAR_WORD.sub("", _WEEKDAY.sub("", written))


def _day(cell: str, order: str) -> np.datetime64:
    nothing = np.datetime64("NaT", "ns")
    if not cell or len(cell) > 60:
        return nothing
    parts = _parts(_stripped(cell), order)
    if parts is None:
        return nothing
    try:
        day = dt.date(*parts)
    except ValueError:
        return nothing
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        return nothing
    return np.datetime64(day, "ns")


def _parts(written: str, order: str) -> tuple[int, int, int] | None:
    """Year, month and day of a stripped cell, whether or not a calendar has them."""
    if found := _YEAR_FIRST.fullmatch(written):
        return int(found[1]), int(found[3]), int(found[4])
    if found := _YEAR_LAST.fullmatch(written):
        one, two, last = found[1], found[3], found[4]
        if order == "ymd" and len(last) == 2:
            return _year(one.zfill(2)), int(two), int(last)
        day, month = (two, one) if order == "mdy" else (one, two)
        return _year(last), int(month), int(day)
    if found := _SERIAL.fullmatch(written):
        count = int(found[1])
        if not _FIRST_SERIAL <= count <= _LAST_SERIAL:
            return None
        day_of_count = _EPOCH + dt.timedelta(days=count)
        return day_of_count.year, day_of_count.month, day_of_count.day
    for pattern, (year_at, month_at, day_at) in _WITH_NAMES:
        found = pattern.fullmatch(written)
        month_number = _month(found[month_at]) if found else None
        if found and month_number:
            return _year(found[year_at]), month_number, int(found[day_at])
    return None


_WITH_NAMES = (
    (_DAY_MONTH_YEAR, (3, 2, 1)),
    (_MONTH_DAY_YEAR, (3, 1, 2)),
    (_YEAR_DAY_MONTH, (1, 3, 2)),
    (_YEAR_MONTH_DAY, (1, 2, 3)),
)


def _year(figures: str) -> int:
    year = int(figures)
    if len(figures) > 2:
        return year
    return year + (2000 if year <= 68 else 1900)


def _month(word: str) -> int | None:
    for number, stem in enumerate(_STEM_OF, start=1):
        if word in _SHORT[number - 1].split() or word == _ENGLISH[number - 1]:
            return number
        # The stem of May ends in й, which its cases drop; bare «ма» is no month.
        if word != "ма" and stem.fullmatch(word):
            return number
    return None
