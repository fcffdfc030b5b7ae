"""The values of cells as text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

STORED = "\ue000"
"""The prefix of a fractional number that is stored as a number, not as text."""


def _number(value: float) -> str:
    """Return up to fifteen digits without exponent; a fractional number has the prefix `STORED`."""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    digits = f"{value:.15g}"
    return STORED + (format(Decimal(digits), "f") if "e" in digits else digits)


def percent_text(value: Any, text: str) -> str:
    """Return a number in per cents, `100%` for 1; `text` for any other value."""
    if type(value) not in (int, float):
        return text
    return _number(float(f"{value * 100:.15g}")).removeprefix(STORED) + "%"


def _day(value: dt.datetime | dt.date) -> str:
    if not isinstance(value, dt.datetime):
        return value.isoformat()
    # A spreadsheet stores a time as a fraction of a day: 15:00 may be 14:59:59.999999.
    value = (value + dt.timedelta(microseconds=500_000)).replace(microsecond=0)
    if value.time() == dt.time():
        return value.date().isoformat()
    return f"{value.date().isoformat()} {_clock(value.time())}"


def _clock(value: dt.time) -> str:
    return value.strftime("%H:%M:%S" if value.second else "%H:%M")


def _duration(value: dt.timedelta) -> str:
    seconds = round(value.total_seconds())
    minutes, seconds = divmod(abs(seconds), 60)
    text = f"{minutes // 60}:{minutes % 60:02d}" + (f":{seconds:02d}" if seconds else "")
    return f"-{text}" if value.total_seconds() < 0 else text


TEXTS: dict[type, Callable[[Any], str]] = {
    str: str,
    float: _number,
    int: str,
    bool: lambda value: "TRUE" if value else "FALSE",
    dt.date: _day,
    dt.datetime: _day,
    dt.time: _clock,
    dt.timedelta: _duration,
}
"""By type of a value, the function that returns its text."""
