"""Rows as delimited text, in the formats of office programs."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from io import StringIO

DateFormat = Callable[[date], str]


def dotted_date(day: date) -> str:
    """31.07.2017"""
    return day.strftime("%d.%m.%Y")


def text(
    rows: Iterable[Sequence[object]],
    delimiter: str = ";",
    end: str = "\r\n",
    day: DateFormat = dotted_date,
    figure: Callable[[int], str] = str,
) -> str:
    """The rows as Excel quotes them: only what holds the delimiter, a quote or a line end."""
    out = StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    for row in rows:
        writer.writerow([_cell(value, day, figure) for value in row])
    return out.getvalue()


def _cell(value: object, day: DateFormat, figure: Callable[[int], str]) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return day(value)
    return figure(value) if isinstance(value, int) else str(value)
