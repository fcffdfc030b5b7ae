"""Months, weeks and ranges of days as offices write them, with and without their year."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from campaign.i18n.match_key import tidy_text
from campaign.ingest.values.dates import LONGEST_DATE, Orders, month_number, parse_day, plain_signs
from campaign.ingest.vocabulary import load_vocabulary
from campaign.schema.tables import MOST_CAMPAIGN_DAYS

Month = tuple[int | None, int]
"""Year, None if it is not written, and month, 1 to 12."""
Days = tuple[str, str]
"""First and last day in the form 2017-08-01."""


@dataclass(frozen=True)
class Week:
    """A week or another short period: its first and last (month, day), or its number.

    `year` is that of the first day, None if it is not written. `number` is that of the week in the
    campaign, from 1, if no days are written.
    """

    first: tuple[int, int] | None = None
    last: tuple[int, int] | None = None
    year: int | None = None
    number: int | None = None


_YEAR_WORD = r"(?:[\s-]*(?:г|год|года|жыл|жылы|жылдын|ж)\b\.?)?"
_MONTH_YEAR = re.compile(rf"([^\W\d_]+)\.?(?:[\s.,/-]*(\d{{4}}|\d{{2}}){_YEAR_WORD})?")
_YEAR_MONTH = re.compile(rf"(\d{{4}}){_YEAR_WORD}[\s.,/-]*([^\W\d_]+)\.?")
_NUMERIC = re.compile(r"(0?[1-9]|1[0-2])[./](20\d\d)")
_FIRST_DAY = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])(?:-01)?")

_WORDS = load_vocabulary("values", "months")
_MOST_DAYS = 31
_DASHES = re.compile("[‐-―−…]|\\.{2,3}")
_WEEK = rf"(?:{_WORDS.pattern('weeks')})\.?"
_ISO_WEEK = re.compile(r"(20\d\d)[\s-]*w[\s-]*(\d{1,2})")
_NUMBERED = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:\s*-?\s*(?:я|ая|чи|st|nd|rd|th))?[\s.-]*{_WEEK}(?!\w)"
    rf"|(?<!\w){_WEEK}[\s.-]*(?:№|n|no\.?|#)?\s*(\d{{1,2}})(?![\d.])"
)
_WEEK_WORD = re.compile(rf"(?<!\w){_WEEK}(?!\w)")
# 31.07, 31.07.2017, 31 июля, 31-июлдан, 31; or July 31
_WEEK_DAY = (
    rf"(?:(\d{{1,2}})(?:[./](\d{{1,2}})(?:[./](\d{{4}}|\d{{2}})|\.)?|[\s-]*([^\W\d_]{{3,}})\.?)?"
    rf"|([^\W\d_]{{3,}})\.?\s+(\d{{1,2}}))(?:[\s,]+(\d{{4}}){_YEAR_WORD})?"
)
_JOIN = rf"(?:\s*-\s*|\s+(?:{_WORDS.pattern('range_joins')})\s+|\s+)"
_WEEK_RANGE = re.compile(
    rf"(?:(\d{{4}}){_YEAR_WORD}\s+)?(?:(?:{_WORDS.pattern('range_starts')})\s+)?{_WEEK_DAY}{_JOIN}{_WEEK_DAY}"
    rf"\s*(?:{_WORDS.pattern('range_ends')})?{_YEAR_WORD}"
)


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


def parse_week(cell: str) -> Week | None:
    """Return the week of «1-неделя», «31.07–06.08», "Week 1", «1-жума», «2017-W31»; else None.

    Days decide: «1 неделя (31.07–06.08)» is the week from 31 July. They are at most 31.
    """
    text = re.sub(r"[\s()\[\]:;]+", " ", _DASHES.sub("-", tidy_text(cell).casefold())).strip(" ,-")
    if not text or len(text) > 60:
        return None
    if match := _ISO_WEEK.fullmatch(text):
        try:
            first = date.fromisocalendar(int(match[1]), int(match[2]), 1)
        except ValueError:
            return None
        last = first + timedelta(days=6)
        return Week((first.month, first.day), (last.month, last.day), first.year)
    number = _NUMBERED.search(text)
    days = _NUMBERED.sub(" ", text) if number else _WEEK_WORD.sub(" ", text)
    days = " ".join(days.split()).strip(" ,-")
    if not days and number:
        return Week(number=int(number[1] or number[2])) if int(number[1] or number[2]) else None
    return _week_of(days)


def _week_of(text: str) -> Week | None:
    """Return the days of «31.07-06.08», «с 31 июля по 6 августа», «1-7 августа 2017»; else None."""
    match = _WEEK_RANGE.fullmatch(text)
    if match is None:
        return None
    year_before, *parts = match.groups()
    day, month, year = _day_of(parts[:7])
    last_day, last_month, last_year = _day_of(parts[7:])
    month = month or last_month
    if not (month and last_month and day and last_day):
        return None
    is_later = (last_month, last_day) < (month, day)
    first_year = year or (last_year and last_year - is_later) or (year_before and int(year_before))
    try:
        # A leap year has every day that any year has.
        span = date(2000 + is_later, last_month, last_day) - date(2000, month, day)
    except ValueError:
        return None
    if not 0 < span.days < _MOST_DAYS:
        return None
    return Week((month, day), (last_month, last_day), first_year or None)


def _day_of(parts: list[str | None]) -> tuple[int, int | None, int | None]:
    """Return day, month and year of the groups of `_WEEK_DAY`; 0 for a word that is not a month."""
    day, number, short_year, word, word_before, day_after, year = parts
    name = word or word_before
    month = int(number) if number else month_number(name) or 0 if name else None
    written = short_year or year
    full_year = int(written) + (2000 if len(written) == 2 else 0) if written else None
    return int(day or day_after or 0), month, full_year


def days_of_month(year: int, month: int) -> Days:
    """Return the first and the last day of a month."""
    last = calendar.monthrange(year, month)[1]
    return date(year, month, 1).isoformat(), date(year, month, last).isoformat()


def days_of_week(week: Week, year: int | None, start: date | None) -> Days | None:
    """Return the first and the last day of a week; None if they are not known.

    `year` is that of a week without a year, `start` the first day of the campaign, with which its
    first week begins.
    """
    if week.number is not None:
        if start is None:
            return None
        first = start + timedelta(days=7 * (week.number - 1))
        return first.isoformat(), (first + timedelta(days=6)).isoformat()
    first_year = week.year or year
    if first_year is None or week.first is None or week.last is None:
        return None
    try:
        first, last = date(first_year, *week.first), date(first_year, *week.last)
        if last < first:
            last = date(first_year + 1, *week.last)
    except ValueError:  # 29 February of another year
        return None
    return first.isoformat(), last.isoformat()


_BEFORE = re.compile(rf"^(?:{_WORDS.pattern('range_starts')})\s+(?=\d)")
_BETWEEN = re.compile(rf"\s+(?:{_WORDS.pattern('range_joins')})\s+(?=\d)")
_UNTIL = re.compile(rf"\s+(?:{_WORDS.pattern('range_ends')})$")
_DAY = r"(\d{1,2})"
# «11-13.09.2017», «1-5 сентября 2017», «2017-жылдын 1-5-сентябры»
_ONE_MONTH = re.compile(rf"((?:\d{{4}}[^\d]+)?){_DAY}\.?\s*-\s*{_DAY}((?:[./]|[\s-]*[^\W\d_]).+)")
# «2017-жылдын 30-августунан 2-сентябрына чейин» has no sign between the days
_SIDE_BY_SIDE = re.compile(r"((?:\d{4}[^\d]+)?)(\d{1,2}[\s-]*[^\W\d_]+)\s+(\d{1,2}[\s-]*[^\W\d_]+)")
_YEAR = re.compile(r"(?<!\d)(\d{4})(?!\d)")
_NO_RANGE = (pd.Timestamp("NaT"), pd.Timestamp("NaT"))
_NUMBER = re.compile(r"\d+")


def parse_day_ranges(
    cells: pd.Series, order: str | Orders, from_1904: bool = False
) -> tuple[pd.Series, pd.Series]:
    """Return the first and the last day of each cell (datetime64[ns]); NaT if it is not a range.

    Both sides are parsed by `parse_day`; a year, or month and year, may be written once for both.
    A range has at most `MOST_CAMPAIGN_DAYS` days: a longer one has an error in a year. Both days
    may be the same.
    """
    ranges = {cell: _range_of(str(cell), order, from_1904) for cell in cells.unique()}
    first, last = (
        pd.Series([ranges[cell][at] for cell in cells], index=cells.index, dtype="datetime64[ns]")
        for at in (0, 1)
    )
    return first, last


def _range_of(cell: str, order: str | Orders, from_1904: bool) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and last day of a cell, by the first reading that is a range; else NaT."""
    for *sides, days in _readings(cell):
        first, last = (pd.Timestamp(parse_day(side, order, from_1904)) for side in sides)
        if pd.isna(first) or pd.isna(last) or not 0 <= (last - first).days < MOST_CAMPAIGN_DAYS:
            continue
        if days is None or (first.day, last.day) == days:
            return first, last
    return _NO_RANGE


def _readings(cell: str) -> Iterator[tuple[str, str, tuple[int, int] | None]]:
    """Yield possible first and last dates of a cell as complete texts, and their days if known."""
    text = plain_signs(cell)
    if len(text) > 2 * LONGEST_DATE:
        return
    until = _UNTIL.sub("", text)
    if until != text and (match := _SIDE_BY_SIDE.fullmatch(until)):
        yield match[1] + match[2], match[1] + match[3], None
    text = _BETWEEN.sub(" - ", _BEFORE.sub("", until))
    if match := _ONE_MONTH.fullmatch(text):
        year, one, two, rest = match.groups()
        yield f"{year}{one}{rest}", f"{year}{two}{rest}", (int(one), int(two))
    for dash in re.finditer(r"\s*-\s*", text):
        first, last = text[: dash.start()], text[dash.end() :]
        if _NUMBER.fullmatch(first) or _NUMBER.fullmatch(last):
            continue  # Serial days of a spreadsheet, or a part of a date.
        yield first, last, None
        if (year_once := _YEAR.search(last)) and not _YEAR.search(first):
            sign = "" if first.endswith(".") else "." if _is_numeric(first) else " "
            yield f"{first}{sign}{year_once[1]}", last, None


def _is_numeric(text: str) -> bool:
    return re.fullmatch(r"[\d.]+", text) is not None
