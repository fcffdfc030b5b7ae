"""The current day in Kyrgyzstan."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def zone_of(name: str) -> tzinfo:
    """Return the time zone of this name; UTC+6 if no time zones are installed.

    Windows and minimal containers have no time zones. Kyrgyzstan has had UTC+6 all year since 2005.
    """
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:
        return timezone(timedelta(hours=6))


BISHKEK = zone_of("Asia/Bishkek")


def day_of(moment: datetime) -> date:
    """Return the day in Bishkek at this moment, which must have a time zone."""
    return moment.astimezone(BISHKEK).date()


def today() -> date:
    """Return the current day in Bishkek, whatever the time zone of the server."""
    return day_of(datetime.now(UTC))
