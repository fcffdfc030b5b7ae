"""The registry of indicators, and their tidy frames for charts, tables and sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

import pandas as pd

from campaign.domain.campaign_days import clip_days
from campaign.domain.places import Population
from campaign.domain.totals import overall, presence, sum_totals
from campaign.domain.value_states import state_of
from campaign.i18n.translator import N_, Text

Family = Literal["people", "rate", "count", "share", "things"]
POPULATION, PLANNED = "population", "planned"
"""The denominators that are not columns of `totals`: the population, and the people planned."""


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """An indicator. `name`, `unit` and `formula` are message ids.

    `numerator` is the column of `totals` that is summed. With a `denominator` (a column of
    `totals`, `POPULATION` or `PLANNED`), the value is the quotient of both sums, times `per`.
    `adds_up` is True if the national value is the sum of the values of the units, so that shares
    are meaningful. `accumulates` is True if sums from the first day are meaningful, so that the map
    can be animated. `digits` is the number of decimals shown. A `percent` indicator is a share of
    1. `short_name` is the message id of a name for lists, "" if it is the same as `name`.
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
    short_name: str = ""

    def choice_name(self, text: Text) -> str:
        """Return the name for a list of choices; on a phone there is space for about 30 letters."""
        return text(self.short_name or self.name)

    def of(self, sums: pd.DataFrame, population: pd.Series | None) -> pd.Series:
        """Return the value of each row of sums (columns of `totals`), NaN for *not reported*.

        `population` is the population of the same rows, or the people planned if these are the
        denominator; None if it is not known.
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
        """Return the value in the reader's number format, without its unit."""
        if self.percent:
            return text.percent(value, self.digits)
        return text.number(value, self.digits)


INDICATORS: Mapping[str, Indicator] = {
    indicator.code: indicator
    for indicator in (
        Indicator(
            code="reach",
            name=N_("People reached"),
            unit=N_("people"),
            formula=N_(
                "Sum of reported attendance; a person who came to two activities is counted twice."
            ),
            family="people",
            digits=0,
            adds_up=True,
            accumulates=True,
            numerator="reached",
        ),
        Indicator(
            code="rate",
            name=N_("People reached per 10,000 population"),
            unit=N_("per 10,000 population"),
            formula=N_("People reached ÷ population of the region × 10,000."),
            family="rate",
            digits=1,
            adds_up=False,
            accumulates=True,
            numerator="reached",
            denominator=POPULATION,
            per=10_000,
            short_name=N_("People reached per 10,000"),
        ),
        Indicator(
            code="activities",
            name=N_("Activities"),
            unit=N_("activities"),
            formula=N_("The number of activities in the register, one per row."),
            family="count",
            digits=0,
            adds_up=True,
            accumulates=True,
            numerator="activities",
        ),
        Indicator(
            code="mean",
            name=N_("Mean attendance"),
            unit=N_("people per activity"),
            formula=N_("People reached ÷ activities that reported attendance."),
            family="people",
            digits=0,
            adds_up=False,
            accumulates=False,
            numerator="attendance",
            denominator="reported",
        ),
        Indicator(
            code="youth",
            name=N_("Share of young people"),
            unit=N_("of the people reached"),
            formula=N_(
                "Young people ÷ people reached, for the activities that reported both. The "
                "sources do not state which ages count as young."
            ),
            family="share",
            digits=1,
            adds_up=False,
            accumulates=False,
            numerator="youth",
            denominator="youth_of",
            percent=True,
        ),
        Indicator(
            code="materials",
            name=N_("Materials distributed"),
            unit=N_("items"),
            formula=N_("Sum of the materials distributed at all activities that reported them."),
            family="things",
            digits=0,
            adds_up=True,
            accumulates=True,
            numerator="materials",
        ),
    )
}

PLAN_SHARE = Indicator(
    code="plan",
    name=N_("Target achieved, %"),
    unit=N_("of the plan"),
    formula=N_("People reached ÷ people planned to date. See “How a plan is compared”."),
    family="rate",
    digits=0,
    adds_up=False,
    accumulates=False,
    numerator="reached",
    denominator=PLANNED,
    percent=True,
)
"""The share of the plan; it can be chosen only if all regions have targets."""

MAP_INDICATORS: Mapping[str, Indicator] = {**INDICATORS, PLAN_SHARE.code: PLAN_SHARE}
"""The indicators of a map: `INDICATORS`, which every register has, and the share of the plan."""

MEDIA_AUDIENCE = Indicator(
    code="media_audience",
    name=N_("Media audience"),
    unit=N_("people"),
    formula=N_(
        "Sum of the media audience of all activities that reported one; not summed with people "
        "reached."
    ),
    family="people",
    digits=0,
    adds_up=True,
    accumulates=False,
    numerator="media_audience",
)
"""Estimated viewers, listeners and readers. Maps do not show it; compute it only over the rows of
`indicators.on_air`."""


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
