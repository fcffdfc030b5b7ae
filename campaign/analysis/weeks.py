"""People reached by week of an edition; the weeks begin with its first day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from campaign.analysis.view import View
from campaign.domain.campaign_days import WEEK


@dataclass(frozen=True)
class StrongestWeeks:
    """The weeks with most people: first and last day of each, people, share of all people."""

    weeks: tuple[tuple[date, date], ...]
    people: int
    share: float

    @classmethod
    def of(cls, view: View) -> StrongestWeeks | None:
        """Return the strongest weeks of a selection; None without people or a second week."""
        daily, origin = view.daily, view.edition.first_day
        if daily is None or origin is None:
            return None
        weeks = by_week(daily, origin)
        top, total = weeks["reached"].max(), view.totals()["reached"].sum()
        if not top > 0 or len(weeks) < 2:
            return None
        best = weeks[weeks["reached"] == top].to_dict("records")
        days = tuple((week["first"].date(), week["last"].date()) for week in best)
        return cls(days, int(top), float(top / total))


def by_week(daily: pd.DataFrame, origin: date) -> pd.DataFrame:
    """Return `indicator_frames.by_day` summed by week; `origin` is the first day of a week.

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
    """Return the first day by which half of the people of `indicator_frames.by_day` were reached.

    None if nobody was reached.
    """
    sums = daily["reached"].fillna(0).cumsum()
    if sums.empty or not sums.iloc[-1] > 0:
        return None
    day = sums.index[int((sums >= sums.iloc[-1] / 2).argmax())]
    return pd.Timestamp(day).date()
