"""The order of day, month and year in the dates of a sheet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from campaign.ingest.parse.date_texts import bare_date

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
