"""The registry of indicators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pandas as pd

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
                "Sum of the attendance of all activities that reported it. Attendance is the "
                "number of people reached by one activity."
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
    name=N_("Share of the plan achieved"),
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
`indicator_frames.on_air`."""
