"""What day it is where the campaign is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def zone_of(name: str) -> tzinfo:
    """The time zone of this name; where no zones are installed, UTC+6.

    Windows and bare containers come without zones. Kyrgyzstan has had UTC+6 all year since 2005.
    """
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:
        return timezone(timedelta(hours=6))


BISHKEK = zone_of("Asia/Bishkek")


def day_of(moment: datetime) -> date:
    """The day in Bishkek at this moment, which must know its time zone."""
    return moment.astimezone(BISHKEK).date()


def today() -> date:
    """The day in Bishkek now, wherever the server stands."""
    return day_of(datetime.now(UTC))
