"""People reached by week of an edition, counted from its first day on the calendar."""

from __future__ import annotations

from datetime import date

import pandas as pd

WEEK = 7


def by_week(daily: pd.DataFrame, origin: date) -> pd.DataFrame:
    """Return `indicators.by_day` summed up by week; the weeks are counted from `origin`.

    Columns `first`, `last` (days of the week that are in the frame: the first and the last week
    may be shorter), `reached` (NaN: nothing reported or no activity), `activities`, `reported`.
    """
    dated = daily.assign(day=daily.index)
    days = dated.groupby((dated["day"] - pd.Timestamp(origin)).dt.days // WEEK, sort=True)
    return pd.DataFrame(
        {
            "first": days["day"].min(),
            "last": days["day"].max(),
            "reached": days["reached"].sum(min_count=1),
            "activities": days["activities"].sum(),
            "reported": days["reported"].sum(),
        }
    ).reset_index(drop=True)


def half_day(daily: pd.DataFrame) -> date | None:
    """Return the first day by which half of the people of `indicators.by_day` were reached.

    None where nobody was.
    """
    sums = daily["reached"].fillna(0).cumsum()
    if sums.empty or not sums.iloc[-1] > 0:
        return None
    day = sums.index[int((sums >= sums.iloc[-1] / 2).argmax())]
    return pd.Timestamp(day).date()
