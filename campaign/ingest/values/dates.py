"""Dates as people write them: their texts, the order of day and month, and their days."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from campaign.i18n.match_key import map_cells, tidy_text
from campaign.ingest.values.numbers import is_number_cell
from campaign.ingest.vocabulary import load_vocabulary
from campaign.schema.tables import FIRST_DAY, LAST_DAY

_TIME = re.compile(
    r"(?:t|,?\s(?:в\s|at\s)?)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s?[ap]\.?m\.?)?"
    r"\s?(?:z|utc|[+-]\d{2}:?\d{2})?$"
)
_WORDS = load_vocabulary("values", "months")
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


YEAR_FIRST = re.compile(r"(\d{4})\s?([-./])\s?(\d{1,2})\s?\2\s?(\d{1,2})")
YEAR_LAST = re.compile(r"(\d{1,2})\s?([-./])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})")
# The first plausible two-digit year of an activity, if the number may also be a day.
_FIRST_SHORT_YEAR = 10


@dataclass(frozen=True)
class Orders:
    """The order of day, month and year in numeric dates that do not begin with a four-digit year.

    `by_mark` has "dmy", "mdy" or "ymd" by the separator and whether the year has two digits:
    offices that write both 8/13/2017 and 08.09.2017 use two orders. `main` is the order of most
    dates. `certain` is False if another order is possible; `examples` then has an ambiguous date as
    written for each such separator, and `mixed` is False only if all dates could also have the
    month first.
    """

    by_mark: Mapping[tuple[str, bool], str]
    main: str
    certain: bool = True
    mixed: bool = False
    examples: tuple[str, ...] = ()

    def order(self, mark: str, short: bool) -> str:
        """Return the order of dates with this separator; `short` is True for a two-digit year."""
        return self.by_mark.get((mark, short), "dmy")


def guess_orders(columns: list[pd.Series], this_year: int) -> Orders:
    """Return the orders of day, month and year in these columns, separately for each separator.

    Numbers above 12 decide between "dmy" and "mdy": the order of more dates is used, and the other
    dates stay unparsed. Without such numbers the day is first. Two-digit years are first if this
    gives fewer different years, all from 2010 to the one after `this_year`: 17-08-01, 17-09-15,
    17-10-31. The result is not certain if dates with one separator fit both orders or contradict
    each other, or if two separators have different orders. `main` is "ymd" if all numeric dates
    have the year first.
    """
    dates_by_mark: dict[str, dict[tuple[int, int, str], str]] = {}
    year_first = 0
    for cells in columns:
        for cell in cells.unique():
            date_text = bare_date(str(cell))
            year_first += YEAR_FIRST.fullmatch(date_text) is not None
            if match := YEAR_LAST.fullmatch(date_text):
                date = int(match[1]), int(match[3]), match[4]
                dates_by_mark.setdefault(match[2], {})[date] = str(cell)
    if not dates_by_mark:
        return Orders({}, "ymd" if year_first else "dmy")
    by_mark: dict[tuple[str, bool], str] = {}
    counts: Counter[str] = Counter()
    examples: list[str] = []
    mixed = False
    for mark, dates in dates_by_mark.items():
        short = {date: cell for date, cell in dates.items() if len(date[2]) == 2}
        years_first, certain = _years_first(list(short), mark, this_year)
        if not certain:
            examples.append(next(iter(short.values())))
            mixed = True
        if years_first:
            by_mark[mark, True] = "ymd"
            counts["ymd"] += len(short)
            dates = {date: cell for date, cell in dates.items() if date not in short}
        if dates:
            order, certain, has_evidence = _day_or_month(list(dates))
            by_mark[mark, False] = order
            by_mark.setdefault((mark, True), order)
            counts[order] += len(dates)
            if not certain:
                examples.append(_ambiguous_date(dates))
                mixed |= has_evidence
    orders = set(by_mark.values())
    if len(orders) > 1:
        mixed = True
        examples = [_ambiguous_date(dates) for dates in dates_by_mark.values()]
    mixed |= 0 < len(examples) < len(dates_by_mark)
    main = max(counts, key=lambda order: counts[order])
    return Orders(by_mark, main, not examples, mixed, tuple(dict.fromkeys(examples)))


def _ambiguous_date(dates: Mapping[tuple[int, int, str], str]) -> str:
    """Return a date that fits two orders, else the first date."""
    both = (cell for (one, two, _), cell in dates.items() if one <= 12 and two <= 12 and one != two)
    return next(both, next(iter(dates.values())))


def _day_or_month(dates: list[tuple[int, int, str]]) -> tuple[str, bool, bool]:
    """Return the order of dates with the year last, whether it is certain and has evidence.

    Evidence is a number above 12.
    """
    first_is_day = sum(one > 12 >= two for one, two, _ in dates)
    second_is_day = sum(two > 12 >= one for one, two, _ in dates)
    if first_is_day or second_is_day:
        order = "dmy" if first_is_day >= second_is_day else "mdy"
        return order, not (first_is_day and second_is_day), True
    return "dmy", not any(one <= 12 and two <= 12 and one != two for one, two, _ in dates), False


def _years_first(dates: list[tuple[int, int, str]], mark: str, this_year: int) -> tuple[bool, bool]:
    """Return whether two-digit years come first in all these dates, and whether that is certain."""
    likely = frozenset(range(_FIRST_SHORT_YEAR, this_year % 100 + 2))
    firsts, lasts = {one for one, _, _ in dates}, {int(last) for _, _, last in dates}
    if not dates or not all(
        one in likely and 1 <= two <= 12 and 1 <= int(last) <= 31 for one, two, last in dates
    ):
        return False, True
    if not lasts <= likely:
        # With the day first these dates would be in implausible years.
        fewer = len(firsts) <= len(lasts)
        return fewer, fewer and len(firsts) == 1 < len(lasts)
    if mark == "." or len(firsts) > len(lasts):
        return False, True
    # 18/08/17 alone is ambiguous; 17-08-11, 17-09-15 most likely have the year first.
    return len(firsts) < len(lasts), all(one == int(last) for one, _, last in dates)


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
    a year alone, an impossible day (31 June) and a day outside the limits of `column_values` are
    not parsed.
    """
    days = map_cells(cells, lambda cell: parse_day(cell, order, from_1904), "datetime64[ns]")
    is_iso = map_cells(cells, lambda cell: _ISO.fullmatch(tidy_text(cell)) is not None, bool)
    return days, days.notna() & ~is_iso


def are_dates(cells: pd.Series, from_1904: bool = False) -> pd.Series:
    """Return a mask of the cells that are dates, with the day or the month first."""
    days_first, months_first = (parse_dates(cells, order, from_1904)[0] for order in ("dmy", "mdy"))
    return days_first.notna() | months_first.notna()


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


_DATE_CELL = re.compile(r"\d{4}-\d{2}-\d{2}.*|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}.*")


def is_entry_cell(cell: str) -> bool:
    """Return True for a number or a date, which a header never is."""
    return is_number_cell(cell) or _DATE_CELL.fullmatch(cell) is not None
