"""Dates as people write them, read as days."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from campaign.i18n.match_key import map_cells, tidy_text
from campaign.ingest.vocabulary import load_vocabulary

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR_FIRST = re.compile(r"(\d{4})\s?([-./])\s?(\d{1,2})\s?\2\s?(\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})\s?([-./])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})")
_SERIAL = re.compile(r"(\d{5})(?:[.,]\d+)?")
_TIME = re.compile(
    r"(?:t|,?\s(?:в\s|at\s)?)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?:\s?[ap]\.?m\.?)?"
    r"\s?(?:z|utc|[+-]\d{2}:?\d{2})?$"
)
_WORDS = load_vocabulary("parse", "months")
_YEAR_WORD = re.compile(rf"(?<=\d)[\s-]*(?:{_WORDS.pattern('years')})?\.?$")
_WEEKDAY = re.compile(
    r"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+"
    rf"|^(?:{_WORDS.pattern('weekdays')})\.?,?\s+"
)
_DAY_MONTH_YEAR = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|-?(?:го|е))?[\s./-]*(?:of\s)?([^\W\d_]+)[\s.,/-]*(\d{4}|\d{2})"
)
_MONTH_DAY_YEAR = re.compile(r"([^\W\d_]+)\.?\s*(\d{1,2})(?:st|nd|rd|th)?(?:,\s?|\s)(\d{4}|\d{2})")
_YEAR_WORDS = rf"(?:[\s-]*(?:{_WORDS.pattern('years_before_months')})\b)?[\s.,/-]*"
_YEAR_DAY_MONTH = re.compile(rf"(\d{{4}}){_YEAR_WORDS}(\d{{1,2}})[\s-]*([^\W\d_]+)\.?")
_YEAR_MONTH_DAY = re.compile(rf"(\d{{4}}){_YEAR_WORDS}([^\W\d_]+)[\s.,/-]*(\d{{1,2}})")

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

_EPOCH, _EPOCH_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 80_000
# Years outside cannot be held to the nanosecond, and are slips anyhow.
_FIRST_YEAR, _LAST_YEAR = 1700, 2200
# The first year of an activity, in two figures, where they may be a day of the month as well.
_FIRST_SHORT_YEAR = 10


@dataclass(frozen=True)
class Orders:
    """In which order day, month and year stand in dates written in figures, the year not first.

    `by_mark` has "dmy", "mdy" or "ymd" by the mark between the figures and whether the year has
    two figures only: offices that write both 8/13/2017 and 08.09.2017 mean two orders. `main` is
    the order of most of the dates. `certain` is False where another order was possible; `doubtful`
    has then an example as written for each such mark, and `mixed` is False only where every date
    could also be read with the month first, and none was.
    """

    by_mark: Mapping[tuple[str, bool], str]
    main: str
    certain: bool = True
    mixed: bool = False
    doubtful: tuple[str, ...] = ()

    def order(self, mark: str, short: bool) -> str:
        """The order of dates with this mark, and with a year of two figures or of four."""
        return self.by_mark.get((mark, short), "dmy")


def guess_orders(columns: list[pd.Series], this_year: int) -> Orders:
    """The orders in which day, month and year stand in these columns, judged for each mark alone.

    "dmy" or "mdy" by the days beyond 12: the greater number decides, the others stay unreadable.
    Without any, day first. Years of two figures come first where the dates are then fewer years
    apart, and from 2010 to the one after `this_year`: 17-08-01, 17-09-15, 17-10-31. Not certain
    where dates with one mark can be read both ways, or speak for both, or two marks for different
    orders. `main` is "ymd" where all dates in figures have the year first.
    """
    seen: dict[str, dict[tuple[int, int, str], str]] = {}
    year_first = 0
    for cells in columns:
        for cell in cells.unique():
            written = _stripped(str(cell))
            year_first += _YEAR_FIRST.fullmatch(written) is not None
            if found := _YEAR_LAST.fullmatch(written):
                date = int(found[1]), int(found[3]), found[4]
                seen.setdefault(found[2], {})[date] = str(cell)
    if not seen:
        return Orders({}, "ymd" if year_first else "dmy")
    by_mark: dict[tuple[str, bool], str] = {}
    counts: Counter[str] = Counter()
    doubtful: list[str] = []
    mixed = False
    for mark, dates in seen.items():
        short = {date: cell for date, cell in dates.items() if len(date[2]) == 2}
        years_first, sure = _years_first(list(short), mark, this_year)
        if not sure:
            doubtful.append(next(iter(short.values())))
            mixed = True
        if years_first:
            by_mark[mark, True] = "ymd"
            counts["ymd"] += len(short)
            dates = {date: cell for date, cell in dates.items() if date not in short}
        if dates:
            order, certain, told = _day_or_month(list(dates))
            by_mark[mark, False] = order
            by_mark.setdefault((mark, True), order)
            counts[order] += len(dates)
            if not certain:
                doubtful.append(_open(dates))
                mixed |= told
    orders = set(by_mark.values())
    if len(orders) > 1:
        mixed = True
        doubtful = [_open(dates) for dates in seen.values()]
    mixed |= 0 < len(doubtful) < len(seen)
    main = max(counts, key=lambda order: counts[order])
    return Orders(by_mark, main, not doubtful, mixed, tuple(dict.fromkeys(doubtful)))


def _open(dates: Mapping[tuple[int, int, str], str]) -> str:
    """A date that may be read in two ways, if there is one."""
    both = (cell for (one, two, _), cell in dates.items() if one <= 12 and two <= 12 and one != two)
    return next(both, next(iter(dates.values())))


def _day_or_month(dates: list[tuple[int, int, str]]) -> tuple[str, bool, bool]:
    """The order of dates with the year last, whether it is certain, and whether any date tells."""
    first_is_day = sum(one > 12 >= two for one, two, _ in dates)
    second_is_day = sum(two > 12 >= one for one, two, _ in dates)
    if first_is_day or second_is_day:
        order = "dmy" if first_is_day >= second_is_day else "mdy"
        return order, not (first_is_day and second_is_day), True
    return "dmy", not any(one <= 12 and two <= 12 and one != two for one, two, _ in dates), False


def _years_first(dates: list[tuple[int, int, str]], mark: str, this_year: int) -> tuple[bool, bool]:
    """Whether years of two figures stand first in all these dates, and whether that is certain."""
    likely = frozenset(range(_FIRST_SHORT_YEAR, this_year % 100 + 2))
    firsts, lasts = {one for one, _, _ in dates}, {int(last) for _, _, last in dates}
    if not dates or not all(
        one in likely and 1 <= two <= 12 and 1 <= int(last) <= 31 for one, two, last in dates
    ):
        return False, True
    if not lasts <= likely:
        # Read day first they would lie in years that nobody means.
        fewer = len(firsts) <= len(lasts)
        return fewer, fewer and len(firsts) == 1 < len(lasts)
    if mark == "." or len(firsts) > len(lasts):
        return False, True
    # 18/08/17 alone may be either; 17-08-11, 17-09-15 most likely has the year first.
    return len(firsts) < len(lasts), all(one == int(last) for one, _, last in dates)


def parse_dates(
    cells: pd.Series, order: str | Orders, from_1904: bool = False
) -> tuple[pd.Series, pd.Series]:
    """The days (datetime64[ns]), NaT for an empty or unreadable cell, and the mask of cells that
    were read though not written as 2017-07-31.

    `order` is "dmy", "mdy" or "ymd" for all of them, or what was guessed, and matters only for
    dates in figures with the year last, or with two figures for the year (00–68 are 2000–2068).
    Under "ymd" a date with four figures for the year at its end is read day first. Names of months
    are known in English, Russian and Kyrgyz, in all cases; a whole number from 20000 to 80000 is a
    spreadsheet's count of days, in the 1904 system with `from_1904`. A time of day is passed over.
    A range, a month or a year alone, and a day that no calendar has are unreadable.
    """
    days = map_cells(cells, lambda cell: _day(cell, order, from_1904), "datetime64[ns]")
    iso = map_cells(cells, lambda cell: _ISO.fullmatch(tidy_text(cell)) is not None, bool)
    return days, days.notna() & ~iso


def _stripped(cell: str) -> str:
    """The cell in small letters without time of day, day of the week and word for the year."""
    # Fonts and keyboards have many dashes; between figures they are one.
    written = re.sub("[‐-―−]", "-", tidy_text(cell)).casefold()
    written = _TIME.sub("", written).rstrip(" .,;")
    return _YEAR_WORD.sub("", _WEEKDAY.sub("", written))


def _day(cell: str, order: str | Orders, from_1904: bool) -> np.datetime64:
    nothing = np.datetime64("NaT", "ns")
    if not cell or len(cell) > 60:
        return nothing
    parts = _parts(_stripped(cell), order, _EPOCH_1904 if from_1904 else _EPOCH)
    if parts is None:
        return nothing
    try:
        day = dt.date(*parts)
    except ValueError:
        return nothing
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        return nothing
    return np.datetime64(day, "ns")


def _parts(written: str, order: str | Orders, epoch: dt.date) -> tuple[int, int, int] | None:
    """Year, month and day of a stripped cell, whether or not a calendar has them."""
    if found := _YEAR_FIRST.fullmatch(written):
        return int(found[1]), int(found[3]), int(found[4])
    if found := _YEAR_LAST.fullmatch(written):
        one, two, last = found[1], found[3], found[4]
        if isinstance(order, Orders):
            order = order.order(found[2], len(last) == 2)
        if order == "ymd" and len(last) == 2:
            return _year(one.zfill(2)), int(two), int(last)
        day, month = (two, one) if order == "mdy" else (one, two)
        return _year(last), int(month), int(day)
    if found := _SERIAL.fullmatch(written):
        count = int(found[1])
        if not _FIRST_SERIAL <= count <= _LAST_SERIAL:
            return None
        day_of_count = epoch + dt.timedelta(days=count)
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
        if word in _MONTHS[number - 1].get("short", ()) or word == _ENGLISH[number - 1]:
            return number
        # The stem of May ends in й, which its cases drop; bare «ма» is no month.
        if word != "ма" and stem.fullmatch(word):
            return number
    return None
