"""Ranges of days in one cell, such as «11–13.09.2017» or «с 1 по 5 сентября 2017 г.»."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pandas as pd

from campaign.ingest.parse.date_orders import Orders
from campaign.ingest.parse.date_texts import plain_signs
from campaign.ingest.parse.dates import LONGEST_DATE, parse_day
from campaign.ingest.vocabulary import load_vocabulary
from campaign.schema.tables import MOST_CAMPAIGN_DAYS

_WORDS = load_vocabulary("parse", "months")
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
        if _is_range(first, last, days):
            return first, last
    return _NO_RANGE


def _is_range(first: pd.Timestamp, last: pd.Timestamp, days: tuple[int, int] | None) -> bool:
    """Return True if two days are a range; `days` are their known days of the month, or None."""
    if pd.isna(first) or pd.isna(last) or not 0 <= (last - first).days < MOST_CAMPAIGN_DAYS:
        return False
    return days is None or (first.day, last.day) == days


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
