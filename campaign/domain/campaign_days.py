"""The days of a campaign: its last one, and those before and after it."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd


def is_outside(
    days: pd.Series,
    period: tuple[date | None, date | None] | None,
    nominal_days: int | None = None,
) -> pd.Series:
    """True for each day before the first or after the last of the period; all False without one.

    A period without a published end lasts its `nominal_days`, else to the end of its first year:
    no campaign here ran over a New Year, and dates of later ones lie outside.
    """
    is_beyond = pd.Series(False, index=days.index)
    if period is None:
        return is_beyond
    if period[0] is not None:
        is_beyond |= days < pd.Timestamp(period[0])
    end = last_day(period, nominal_days)
    if end is not None:
        is_beyond |= days > pd.Timestamp(end)
    return is_beyond


def last_day(period: tuple[date | None, date | None], nominal_days: int | None) -> date | None:
    """The last day of a period as `is_outside` has it; None where it is not known."""
    start, end = period
    if end is not None or start is None:
        return end
    if nominal_days:
        return start + timedelta(days=nominal_days - 1)
    return date(start.year, 12, 31)
