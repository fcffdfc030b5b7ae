"""The values of the animated map: sums from the first day up to and with each day."""

from __future__ import annotations

import pandas as pd

from campaign.analysis.indicators import Indicator
from campaign.domain.campaign_days import clip_days
from campaign.domain.places import Population
from campaign.domain.totals import presence, sum_totals
from campaign.domain.value_states import state_of


def accumulate_by_unit(
    totals: pd.DataFrame,
    indicator: Indicator,
    codes: list[str],
    population: Population | None,
    days: pd.DatetimeIndex,
) -> pd.DataFrame:
    """Return the values of the animated map: one row per unit and day on which a sum changes.

    Columns `oblast`, `day` (0 = first of `days`), `value`, `state` and `reached` of the sums from
    the first day up to and with that day. A unit without a row up to a day had no activity up to
    that day.
    """
    daily = sum_totals(totals, ["oblast", "date"]).reset_index()
    daily = daily.sort_values(["oblast", "date"], kind="stable")
    people = None
    if population is not None:
        # Without rows, `map` would not return numbers.
        people = daily["oblast"].map(population.by_unit).astype("float64")
    frame = _accumulate(daily, daily["oblast"], indicator, people, days)
    frame.insert(0, "oblast", daily["oblast"])
    return frame[frame["oblast"].isin(codes)].reset_index(drop=True)


def accumulate_country(
    totals: pd.DataFrame,
    indicator: Indicator,
    population: Population | None,
    days: pd.DatetimeIndex,
) -> pd.DataFrame:
    """Return the national value by day, one row per day with an activity.

    The columns are those of `accumulate_by_unit` without `oblast`.
    """
    daily = sum_totals(totals, ["date"]).reset_index().sort_values("date", kind="stable")
    people = None
    if population is not None:
        people = pd.Series(population.total, index=daily.index, dtype="float64")
    return _accumulate(daily, pd.Series(0, index=daily.index), indicator, people, days)


def _accumulate(
    daily: pd.DataFrame,
    groups: pd.Series,
    indicator: Indicator,
    people: pd.Series | None,
    days: pd.DatetimeIndex,
) -> pd.DataFrame:
    """Return the sums from the first day up to and with each day, within each group.

    Earlier and later activities count on the first and the last day.
    """
    columns = [c for c in daily.columns if c not in ("oblast", "date")]
    sums = daily.groupby(groups, sort=False, observed=True)[columns].cumsum()
    # cumsum skips NaN but leaves it in place: carry the last sum over an unreported day.
    sums = sums.groupby(groups, sort=False, observed=True).ffill()
    frame = pd.DataFrame(index=daily.index)
    frame["day"] = (clip_days(daily["date"], days[0], days[-1]) - days[0]).dt.days
    frame["value"] = indicator.of(sums, people)
    frame["state"] = state_of(presence(sums), frame["value"])
    frame["reached"] = sums["reached"]
    return frame
