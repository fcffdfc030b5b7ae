"""The days of a campaign: its year, its last day, the days outside of it, the days of a week."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import pandas as pd

WEEK = 7
"""The days in a week."""
LONGEST_BREAK = pd.Timedelta(days=183)
"""Activities with a longer time between them belong to different campaigns."""
LONGEST_CAMPAIGN = pd.Timedelta(days=366)
"""Activities over a longer time belong to different campaigns, even without a break."""
Periods = Mapping[str, tuple[date | None, date | None]]
"""The first and the last day of each known campaign, by its id; None for a day not published."""


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


def campaigns_of(
    days: pd.Series, periods: Periods, nominal_days: Mapping[str, int] | None = None
) -> pd.Series:
    """Return the campaign of each day: the id of a known one, else its year; "" without any day.

    A missing day has the most frequent campaign.
    Days without a break of `LONGEST_BREAK` between them are one campaign, unless they are in the
    periods of several known ones or extend over more than `LONGEST_CAMPAIGN`.
    """
    lengths = nominal_days or {}
    known: dict[str, tuple[pd.Timestamp, pd.Timestamp]] = {}
    for name, period in periods.items():
        first, last = period[0], last_day(period, lengths.get(name))
        if first is not None and last is not None:
            known[name] = (pd.Timestamp(first), pd.Timestamp(last))
    unique = days.dropna().drop_duplicates().sort_values()
    runs = (unique.diff() > LONGEST_BREAK).cumsum()
    names = {day: name for _, run in unique.groupby(runs) for day, name in _name_run(run, known)}
    if len(set(names.values())) < 2:
        return pd.Series(next(iter(names.values()), ""), index=days.index, dtype="str")
    campaigns = days.map(names)
    return campaigns.fillna(campaigns.mode()[0]).astype("str")


def _name_run(
    days: pd.Series, known: Mapping[str, tuple[pd.Timestamp, pd.Timestamp]]
) -> list[tuple[pd.Timestamp, str]]:
    """Return each of the sorted days with its campaign; `known` are the ends of each period."""
    near = {name: ends for name, ends in known.items() if days.between(*ends).any()}
    is_one = days.iloc[-1] - days.iloc[0] < LONGEST_CAMPAIGN and len(near) < 2
    if is_one:
        name = next(iter(near), str(days.dt.year.mode().iloc[0]))
        return [(day, name) for day in days]

    def name_of(day: pd.Timestamp) -> str:
        distances = {name: max(first - day, day - last) for name, (first, last) in near.items()}
        nearest = min(distances, key=lambda name: distances[name], default=None)
        is_near = nearest is not None and distances[nearest] <= LONGEST_BREAK
        return nearest if nearest is not None and is_near else str(day.year)

    return [(day, name_of(day)) for day in days]
