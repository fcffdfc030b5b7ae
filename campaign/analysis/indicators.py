"""The registry of indicators, and tidy frames of them for charts, tables and sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd

from campaign.domain.places import Population
from campaign.domain.totals import overall, presence, sum_totals
from campaign.i18n.translator import N_, Text

State = Literal["value", "zero", "not_reported", "no_activity"]
Family = Literal["people", "rate", "count", "share", "things"]
POPULATION, PLANNED = "population", "planned"
"""The denominators that are no columns of `totals`: the inhabitants, and people planned."""


@dataclass(frozen=True)
class Indicator:
    """One way to count. `name`, `unit`, `formula` are message ids.

    `numerator` is the column of `totals` that is summed up. With a `denominator`, a column of
    `totals`, `POPULATION` or `PLANNED`, the value is the quotient of both sums, times `per`.
    `adds_up`: the national value is the sum of those of the units, so that shares make sense.
    `accumulates`: sums from the first day make sense, so that the map is animated. `digits` is the
    number of decimals shown; a `percent` indicator is a share of 1.
    """

    code: str
    name: str
    unit: str
    formula: str
    family: Family
    digits: int
    adds_up: bool
    accumulates: bool
    numerator: str
    denominator: str = ""
    per: int = 1
    percent: bool = False

    def of(self, sums: pd.DataFrame, population: pd.Series | None) -> pd.Series:
        """The value of each row of sums (columns of `totals`), NaN for *not reported*.

        `population` is that of the same rows, or the people planned where these are the
        denominator; None where it is not known.
        """
        value = sums[self.numerator].astype("float64")
        if not self.denominator:
            return value
        is_apart = self.denominator in (POPULATION, PLANNED)
        base = population if is_apart else sums[self.denominator]
        if base is None:
            return pd.Series(float("nan"), index=sums.index)
        return (value / base.where(base > 0)).astype("float64") * self.per

    def format(self, value: float, text: Text) -> str:
        """The value in the reader's number format, without its unit."""
        if self.percent:
            return text.percent(value, self.digits)
        return text.number(value, self.digits)


INDICATORS: Mapping[str, Indicator] = {
    indicator.code: indicator
    for indicator in (
        Indicator(
            "reach",
            N_("People reached"),
            N_("people"),
            N_(
                "Sum of the attendance of all activities that reported it. Attendance is the "
                "number of people reached by one activity."
            ),
            "people",
            0,
            True,
            True,
            "reached",
        ),
        Indicator(
            "rate",
            N_("People reached per 10,000 population"),
            N_("per 10,000 population"),
            N_("People reached ÷ population of the region × 10,000."),
            "rate",
            1,
            False,
            True,
            "reached",
            POPULATION,
            10_000,
        ),
        Indicator(
            "activities",
            N_("Activities"),
            N_("activities"),
            N_("The number of rows of the register."),
            "count",
            0,
            True,
            True,
            "activities",
        ),
        Indicator(
            "mean",
            N_("Mean attendance"),
            N_("people per activity"),
            N_("People reached ÷ activities that reported an attendance."),
            "people",
            0,
            False,
            False,
            "attendance",
            "reported",
        ),
        Indicator(
            "youth",
            N_("Share of young people"),
            N_("of the people reached"),
            N_(
                "Young people ÷ people reached, for the activities that reported both. The "
                "sources do not state which ages count as young."
            ),
            "share",
            1,
            False,
            False,
            "youth",
            "youth_of",
            percent=True,
        ),
        Indicator(
            "materials",
            N_("Materials distributed"),
            N_("items"),
            N_("Sum of the materials distributed at all activities that reported them."),
            "things",
            0,
            True,
            True,
            "materials",
        ),
    )
}

PLAN_SHARE = Indicator(
    "plan",
    N_("Share of the plan"),
    N_("of the plan"),
    N_("People reached ÷ people planned to date. See “How a plan is compared”."),
    "rate",
    0,
    False,
    False,
    "reached",
    PLANNED,
    percent=True,
)
"""Where there are targets of all regions."""

MAP_INDICATORS: Mapping[str, Indicator] = {**INDICATORS, PLAN_SHARE.code: PLAN_SHARE}
"""What a map can show: `INDICATORS`, which every register has, and the share of the plan."""

MEDIA_AUDIENCE = Indicator(
    "media_audience",
    N_("Media audience"),
    N_("people"),
    N_(
        "Sum of the media audience of all activities that reported one; not summed with people "
        "reached."
    ),
    "people",
    0,
    True,
    False,
    "media_audience",
)
"""Estimated viewers, listeners and readers: no indicator of a map, and over `on_air` only."""


def on_air(totals: pd.DataFrame, types: pd.DataFrame) -> pd.DataFrame:
    """The rows of media activities, and of others that reported a media audience."""
    is_media = totals["type"].map(types["group"]) == "media"
    return totals[is_media | (totals["media_reported"] > 0)]


def state_of(activities: pd.Series, values: pd.Series) -> pd.Series:
    """`no_activity`, `not_reported`, `zero` or `value` for each row."""
    states = pd.Series("value", index=values.index, dtype="object")
    states = states.mask(values == 0, "zero")
    states = states.mask(values.isna(), "not_reported")
    return states.mask(activities == 0, "no_activity")


def by_unit(
    totals: pd.DataFrame, indicator: Indicator, codes: list[str], population: Population | None
) -> pd.DataFrame:
    """One row per unit in the order of `codes`, indexed by `oblast`.

    `codes` may also be `COUNTRY`, or `SEVERAL` of totals in which these are taken together.
    Columns: `value` (NaN unless state is value or zero), `state`, `activities`, `reported`,
    `reached`, `population` (NaN where unknown), `rank` (1 = highest, ties share the better rank;
    NaN without a value), `share` of the country's total (0..1; NaN where the indicator does not add
    up or the unit has no value).
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
    # With the activities of no single region: the shares then add up to less than 1.
    total = country(totals, indicator, population) if indicator.adds_up else None
    frame["share"] = frame["value"] / total if total else float("nan")
    return frame


def by_type(totals: pd.DataFrame, indicator: Indicator, types: pd.DataFrame) -> pd.DataFrame:
    """One row per activity type that occurs, indexed by `type`.

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
    """One row per unit and type with an activity: `oblast`, `type`, `value`, `state`,
    `activities`, `reported`, `shared` (activities of several regions, this one among them). Pairs
    without a row had no activity.
    """
    sums = sum_totals(totals, ["oblast", "type"])
    frame = pd.DataFrame(index=sums.index)
    frame["value"] = indicator.of(sums, None)
    frame["state"] = state_of(presence(sums), frame["value"])
    frame[["activities", "reported", "shared"]] = sums[["activities", "reported", "shared"]]
    return frame.reset_index()


def by_day_and_group(totals: pd.DataFrame, types: pd.DataFrame) -> pd.DataFrame:
    """One row per day and group of types with an activity: `date`, `group`, `reached` (NaN: not
    reported), `activities`, `reported`.
    """
    grouped = totals.assign(group=totals["type"].map(types["group"]))
    sums = sum_totals(grouped, ["date", "group"])
    return sums[["reached", "activities", "reported"]].reset_index()


def by_day(totals: pd.DataFrame, first: date, last: date) -> pd.DataFrame:
    """One row for every calendar day from `first` to `last`, indexed by `date`.

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
    """One row per unit and day with an activity: `oblast`, `date`, `reached`, `activities`,
    `reported`, and `shared` (activities of several regions, this one among them).
    """
    return sum_totals(totals, ["oblast", "date"])[
        ["reached", "activities", "reported", "shared"]
    ].reset_index()


def country(
    totals: pd.DataFrame, indicator: Indicator, population: Population | None
) -> float | None:
    """The indicator over all rows and the whole population; None where not reported."""
    people = None if population is None else pd.Series([population.total])
    return none_if_missing(indicator.of(overall(totals).to_frame().T, people).iloc[0])


def none_if_missing(value: float) -> float | None:
    """The value; None for NaN."""
    return None if pd.isna(value) else float(value)
