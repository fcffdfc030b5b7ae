"""The answers that every page and file gives: who is behind, who is ahead, what works best.

*Behind* is the region with the lowest rate per 10,000 population. The region with most people
missing to the national average is another answer, and is called by this name. *Works best* is the
type with most people per activity, among types with enough activities; the type with most people
in total is another answer.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd

from campaign.analysis.indicators import INDICATORS, Indicator
from campaign.analysis.view import View
from campaign.domain.campaign_days import WEEK

FEWEST_ACTIVITIES = 3
"""The fewest activities with an attendance from which people per activity are compared."""
MOST_REGIONS = 3
"""The largest number of regions at each end of `end_rows`."""

Among = Literal["all", "with_value", "others", "selected"]


@dataclass(frozen=True)
class Extreme:
    """A value and the codes with this value, in the order of the compared series."""

    value: float
    codes: tuple[str, ...]


@dataclass(frozen=True)
class RegionEnds:
    """The regions with the lowest and with the highest value, and the regions without one.

    `among` says which regions are compared: all; all that have a value, because some did not
    report; the others than those without an activity (`absent`); or the selected ones.
    """

    lowest: Extreme
    highest: Extreme
    among: Among
    absent: tuple[str, ...]


def highest(values: pd.Series) -> Extreme | None:
    """Return the highest of the values, which are indexed by code; None without a value.

    NaN is no value.
    """
    return _extreme(values, values.max())


def lowest(values: pd.Series) -> Extreme | None:
    """Return the lowest of the values, as `highest`."""
    return _extreme(values, values.min())


def _extreme(values: pd.Series, value: float) -> Extreme | None:
    if pd.isna(value):
        return None
    return Extreme(float(value), tuple(str(code) for code in values.index[values == value]))


def largest_half(values: pd.Series, total: float) -> tuple[str, ...]:
    """Return the codes of the fewest values that together are more than half of the total.

    From high to low; () if all values together are not more than half.
    """
    ordered = values.dropna().sort_values(ascending=False, kind="stable")
    sums = ordered.cumsum()
    is_enough = sums > total / 2
    if not is_enough.any():
        return ()
    return tuple(str(code) for code in ordered.index[: int(is_enough.argmax()) + 1])


# Who is behind ----------------------------------------------------------------------------------


def region_ends(units: pd.DataFrame, selected: Collection[str] = ()) -> RegionEnds | None:
    """Return the ends of `indicators.by_unit`, of the `selected` regions or of all.

    None if fewer than two regions have a value, or if all values are equal.
    """
    if selected:
        units = units[units.index.isin(list(selected))]
    low, top = lowest(units["value"]), highest(units["value"])
    if low is None or top is None or low.value == top.value:
        return None
    absent = tuple(str(code) for code in units.index[units["state"] == "no_activity"])
    among: Among = "all"
    if selected:
        among = "selected"
    elif absent:
        among = "others"
    elif units["value"].isna().any():
        among = "with_value"
    return RegionEnds(low, top, among, absent)


def region_answer(view: View, indicator: Indicator | None = None) -> RegionEnds | None:
    """Return the ends of an indicator, else of that of the view, as `region_ends`.

    For the rate, `lowest` is who is behind. With selected regions, only these are compared.
    """
    is_own = indicator is None or indicator is view.indicator
    return region_ends(
        view.units if is_own or indicator is None else view.units_of(indicator),
        view.selection.oblasts,
    )


def rate_answer(view: View) -> RegionEnds | None:
    """Return the ends of the rate over the population, or the group of it, of the view."""
    frame = view.coverage.rename(columns={"rate": "value"})
    return region_ends(frame, view.selection.oblasts)


def most_missing(gaps: pd.Series, selected: Collection[str] = ()) -> Extreme | None:
    """Return the region with most people missing to a rate, from `coverage.gaps` by region.

    `value` is the number of people, above zero. A region without an activity counts with all the
    people that the rate requires. Several regions have equal gaps only if these are equal in whole
    people. None if no region is below the rate.
    """
    if selected:
        gaps = gaps[gaps.index.isin(list(selected))]
    most = highest(-gaps.round())
    return most if most is not None and most.value > 0 else None


def end_rows(view: View) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return up to three rows of `coverage.coverage` with the lowest, and with the highest rates.

    The most extreme region is first, and no region is in both. A region without an activity is
    below any rate; regions that did not report, or have no population, are in neither.
    """
    frame, codes = view.coverage, view.selection.oblasts
    if codes:
        frame = frame[frame.index.isin(codes)]
    order = frame["rate"].mask(frame["state"] == "no_activity", -1.0)
    order = order.where(frame["population"].notna()).dropna().sort_values(kind="stable")
    count = min(MOST_REGIONS, len(order) // 2)
    return frame.loc[order.index[:count]], frame.loc[order.index[::-1][:count]]


def region_pair(view: View) -> tuple[str, str] | None:
    """Return the codes of the two selected regions, or of the ends of the view's indicator.

    If one region is selected, the second one is the highest of the others. Of regions with equal
    values the first ones are taken. None if fewer than two regions have a value.
    """
    selected = view.selection.oblasts
    if len(selected) == 2:
        return selected[0], selected[1]
    values = view.units["value"].dropna()
    if len(selected) == 1:
        other = highest(values.drop(list(selected), errors="ignore"))
        return None if other is None else (selected[0], other.codes[0])
    ends = region_answer(view)
    if ends is not None:
        return ends.highest.codes[0], ends.lowest.codes[0]
    codes = [str(code) for code in values.index if not selected or code in selected]
    return (codes[0], codes[1]) if len(codes) > 1 else None


# What works best --------------------------------------------------------------------------------


def most_per_activity(types: pd.DataFrame) -> Extreme | None:
    """Return the types with most people per activity, from `indicators.by_type` of `mean`.

    Types with fewer than `FEWEST_ACTIVITIES` reported attendances are ignored. None if fewer than
    two types remain, if all remaining means are equal, or if nobody was reached.
    """
    return _leading(types.loc[types["reported"] >= FEWEST_ACTIVITIES, "value"])


def best_types(view: View) -> Extreme | None:
    """Return `most_per_activity` of the types of a view; None without activities."""
    return None if view.is_empty else most_per_activity(view.types_of(INDICATORS["mean"]))


def most_people(view: View) -> Extreme | None:
    """Return the types with most people in total; None with one type, or if all are equal."""
    return None if view.is_empty else _leading(view.types_of(INDICATORS["reach"])["value"])


def _leading(values: pd.Series) -> Extreme | None:
    top = highest(values)
    if top is None or not top.value or len(top.codes) == int(values.notna().sum()):
        return None
    return top


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
    """Return `indicators.by_day` summed by week; `origin` is the first day of a week.

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

    None if nobody was reached.
    """
    sums = daily["reached"].fillna(0).cumsum()
    if sums.empty or not sums.iloc[-1] > 0:
        return None
    day = sums.index[int((sums >= sums.iloc[-1] / 2).argmax())]
    return pd.Timestamp(day).date()
