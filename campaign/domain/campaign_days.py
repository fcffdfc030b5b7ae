"""The days of a campaign: its year, its last day, the days outside of it, the days of a week."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd

WEEK = 7
"""The days in a week."""


def first_year(start: date | None, campaign_id: str) -> int:
    """Return the year of the first day, else of the id; 0 if neither has a year."""
    if start is not None:
        return start.year
    return int(campaign_id) if campaign_id.isdigit() else 0


def is_outside(
    days: pd.Series,
    period: tuple[date | None, date | None] | None,
    nominal_days: int | None = None,
) -> pd.Series:
    """Return True for each day before or after the period; all False without a period.

    A period without a published end lasts its `nominal_days`, else to the end of its first year,
    because no campaign continued after New Year.
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
    """Return the last day of a period that `is_outside` uses; None if it is not known."""
    start, end = period
    if end is not None or start is None:
        return end
    if nominal_days:
        return start + timedelta(days=nominal_days - 1)
    return date(start.year, 12, 31)
