"""The days of a campaign: its year, its last day, the days that charts show, those outside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

import numpy as np
import pandas as pd

from campaign.schema.tables import MOST_CAMPAIGN_DAYS

Period = tuple[date | None, date | None]
WEEK = 7
"""The days in a week."""
MARGIN_DAYS = 183
"""How many days before and after a campaign charts show, if it has activities then: half a year.

Activities on other days are counted, but not drawn.
"""
MOST_SHOWN_DAYS = MOST_CAMPAIGN_DAYS + 2 * MARGIN_DAYS
"""The most days of a chart."""
LONGEST_BREAK = pd.Timedelta(days=MARGIN_DAYS)
"""Activities with a longer time between them belong to different campaigns."""
LONGEST_CAMPAIGN = pd.Timedelta(days=MOST_CAMPAIGN_DAYS)
"""Activities over a longer time belong to different campaigns, even without a break."""
Periods = Mapping[str, Period]
"""The first and the last day of each known campaign, by its id; None for a day not published."""


def first_year(start: date | None, campaign_id: str) -> int:
    """Return the year of the first day, else of the id; 0 if neither has a year."""
    if start is not None:
        return start.year
    return int(campaign_id) if campaign_id.isdigit() else 0


def is_outside(
    days: pd.Series,
    period: Period | None,
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


def last_day(period: Period, nominal_days: int | None) -> date | None:
    """Return the last day of a period that `is_outside` uses; None if it is not known."""
    start, end = period
    if end is not None or start is None:
        return end
    if nominal_days:
        return start + timedelta(days=nominal_days - 1)
    return date(start.year, 12, 31)


def shown_limits(
    period: Period, nominal_days: int | None, days: pd.Series
) -> tuple[date, date] | None:
    """Return the first and the last day that a chart of a campaign may show.

    `days` are those of its activities, which decide if its own days are not known. None without any
    day.
    """
    if period == (None, None):
        period = busiest_days(days)
    start, end = period[0], last_day(period, nominal_days)
    known_day = start or end
    if known_day is None:
        return None
    margin, length = timedelta(days=MARGIN_DAYS), timedelta(days=MOST_CAMPAIGN_DAYS - 1)
    return (start or known_day - length) - margin, (end or known_day) + margin


def clip_days(days: pd.Series, first: date, last: date) -> pd.Series:
    """Return the days, an earlier or later one replaced by the first or the last."""
    low, high = pd.Timestamp(first), pd.Timestamp(last)
    return days.mask(days < low, low).mask(days > high, high)


def busiest_days(days: pd.Series) -> Period:
    """Return first and last day of the activities of one campaign, the one with most of them.

    It lasts at most `MOST_CAMPAIGN_DAYS`. None and None without any day.
    """
    dates = np.sort(days.dropna().to_numpy().astype("datetime64[D]"))
    if not len(dates):
        return None, None
    ends = np.searchsorted(dates, dates + MOST_CAMPAIGN_DAYS)
    at = int(np.argmax(ends - np.arange(len(dates))))
    first: date = dates[at].item()
    last: date = dates[ends[at] - 1].item()
    return first, last


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
