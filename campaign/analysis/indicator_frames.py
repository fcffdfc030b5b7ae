"""Tidy frames of the indicators for charts, tables and sentences."""

from __future__ import annotations

from datetime import date

import pandas as pd

from campaign.analysis.indicators import Indicator
from campaign.domain.places import Population
from campaign.domain.totals import overall, presence, sum_totals
from campaign.domain.value_states import state_of


def on_air(totals: pd.DataFrame, types: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of media activities, and of others that reported a media audience."""
    is_media = totals["type"].map(types["group"]) == "media"
    return totals[is_media | (totals["media_reported"] > 0)]


def by_unit(
    totals: pd.DataFrame, indicator: Indicator, codes: list[str], population: Population | None
) -> pd.DataFrame:
    """Return one row per unit in the order of `codes`, indexed by `oblast`.

    `codes` may contain `COUNTRY`, and also `SEVERAL` if `totals` has one code for all activities of
    several regions. Columns: `value` (NaN unless state is value or zero), `state`, `activities`,
    `reported`, `reached`, `population` (NaN if unknown), `rank` (1 = highest, ties share the better
    rank; NaN without a value), `share` of the country's total (0..1; NaN if the indicator does not
    add up or the unit has no value).
    """
    sums = sum_totals(totals, ["oblast"]).reindex(codes)
    sums.index.name = "oblast"
    counts = ["activities", "reported", "shared"]
    sums[counts] = sums[counts].fillna(0)
    people = None if population is None else population.by_unit.reindex(codes)
    frame = pd.DataFrame(index=sums.index)
    frame["value"] = indicator.of(sums, people).where(presence(sums) > 0)
    frame["state"] = state_of(presence(sums), frame["value"])
    frame["activities"] = sums["activities"].astype("int64")
    frame["reported"] = sums["reported"].astype("int64")
    frame["reached"] = sums["reached"]
    frame["population"] = float("nan") if people is None else people
    frame["rank"] = frame["value"].rank(method="min", ascending=False)
    # The total includes activities of no single region, so the shares may add up to less than 1.
    total = country(totals, indicator, population) if indicator.adds_up else None
    frame["share"] = frame["value"] / total if total else float("nan")
    return frame


def by_type(totals: pd.DataFrame, indicator: Indicator, types: pd.DataFrame) -> pd.DataFrame:
    """Return one row per activity type that occurs, indexed by `type`.

    Columns `group`, `value`, `state`, `activities`, `reported`; sorted by value, highest first,
    then by number of activities; NaN last.
    """
    sums = sum_totals(totals, ["type"])
    frame = pd.DataFrame(index=sums.index)
    frame["group"] = types["group"].reindex(sums.index)
    frame["value"] = indicator.of(sums, None)
    frame["state"] = state_of(presence(sums), frame["value"])
    frame["activities"] = sums["activities"]
    frame["reported"] = sums["reported"]
    return frame.sort_values(
        ["value", "activities"], ascending=False, na_position="last", kind="stable"
    )


def by_unit_and_type(totals: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    """Return one row per unit and type with an activity: `oblast`, `type`, `value`, `state`,
    `activities`, `reported`, `shared` (activities of several regions including this one). Pairs
    without a row had no activity.
    """
    sums = sum_totals(totals, ["oblast", "type"])
    frame = pd.DataFrame(index=sums.index)
    frame["value"] = indicator.of(sums, None)
    frame["state"] = state_of(presence(sums), frame["value"])
    frame[["activities", "reported", "shared"]] = sums[["activities", "reported", "shared"]]
    return frame.reset_index()


def by_day_and_group(totals: pd.DataFrame, types: pd.DataFrame) -> pd.DataFrame:
    """Return one row per day and group of types with an activity.

    The columns are `date`, `group`, `reached` (NaN: not reported), `activities` and `reported`.
    """
    grouped = totals.assign(group=totals["type"].map(types["group"]))
    sums = sum_totals(grouped, ["date", "group"])
    return sums[["reached", "activities", "reported"]].reset_index()


def by_day(totals: pd.DataFrame, first: date, last: date) -> pd.DataFrame:
    """Return one row for every calendar day from `first` to `last`, indexed by `date`.

    `reached` of the day (NaN: nothing reported or no activity), `activities` and `reported` of the
    day, `cumulative` people reached up to and with the day.
    """
    days = pd.date_range(first, last, freq="D", name="date")
    sums = sum_totals(totals, ["date"]).reindex(days)
    frame = sums[["reached", "activities", "reported"]].copy()
    frame[["activities", "reported"]] = frame[["activities", "reported"]].fillna(0).astype("int64")
    frame["cumulative"] = frame["reached"].fillna(0).cumsum()
    return frame


def by_unit_and_day(totals: pd.DataFrame) -> pd.DataFrame:
    """Return one row per unit and day with an activity: `oblast`, `date`, `reached`, `activities`,
    `reported`, and `shared` (activities of several regions including this one).
    """
    return sum_totals(totals, ["oblast", "date"])[
        ["reached", "activities", "reported", "shared"]
    ].reset_index()


def country(
    totals: pd.DataFrame, indicator: Indicator, population: Population | None
) -> float | None:
    """Return the indicator over all rows and the whole population; None if not reported."""
    people = None if population is None else pd.Series([population.total])
    return none_if_missing(indicator.of(overall(totals).to_frame().T, people).iloc[0])


def none_if_missing(value: float) -> float | None:
    """Return the value; None for NaN."""
    return None if pd.isna(value) else float(value)
