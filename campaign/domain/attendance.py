"""The usual attendance of each type of activity, for the range of a total with missing values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from campaign.domain.period_totals import is_period_total
from campaign.domain.totals import presence


@dataclass(frozen=True, eq=False)
class UsualAttendance:
    """Median and maximum of the attendances that were reported, by type and over all types.

    `by_type` is indexed by `type`, with `median`, `maximum` and `reported`, the number of
    activities that they are based on. `median` and `maximum` are those of all types together; NaN
    if no activity reported an attendance.
    """

    by_type: pd.DataFrame
    median: float
    maximum: float

    @classmethod
    def of(
        cls, activities: pd.DataFrame, start: date | None = None, end: date | None = None
    ) -> UsualAttendance:
        """Return the median and maximum of the activities of a register.

        Totals of a month or of the campaign, from `start` to `end`, are excluded, because they are
        not single activities.
        """
        is_single = ~is_period_total(activities, start, end)
        attendances = activities.loc[is_single & activities["reached"].notna(), ["type", "reached"]]
        groups = attendances.groupby("type", sort=True, observed=True)["reached"]
        by_type = pd.DataFrame(
            {"median": groups.median(), "maximum": groups.max(), "reported": groups.size()}
        )
        people = attendances["reached"].to_numpy(dtype="float64")
        if not len(people):
            return cls(by_type, float("nan"), float("nan"))
        return cls(by_type, float(np.median(people)), float(people.max()))

    def has_type(self, types: pd.Series) -> pd.Series:
        """Return True for each type with a reported attendance."""
        return types.isin(self.by_type.index)

    def medians(self, types: pd.Series) -> pd.Series:
        """Return the median of each type, or the median of all types for a type without one."""
        return types.map(self.by_type["median"]).astype("float64").fillna(self.median)

    def maxima(self, types: pd.Series) -> pd.Series:
        """Return the maximum of each type, or the maximum of all types for a type without one."""
        return types.map(self.by_type["maximum"]).astype("float64").fillna(self.maximum)


def ranges(totals: pd.DataFrame, usual: UsualAttendance, by: list[str]) -> pd.DataFrame:
    """Return the ranges of the grouped table, summed by the keys `by`, which are the index.

    Columns: `activities`, `present` (also with activities of several regions), `missing`
    (activities without attendance), `untyped` (those of `missing` whose type has no attendance at
    all), and `low`, `middle`, `high` in people as in `uncertainty.TotalRange`.
    """
    missing = totals["activities"] - totals["reported"]
    types = totals["type"]
    added = totals.assign(
        missing=missing,
        untyped=missing.where(~usual.has_type(types), 0),
        low=totals["reached"].fillna(0.0),
        present=presence(totals),
    )
    added["middle"] = added["low"] + missing * usual.medians(types)
    added["high"] = added["low"] + missing * usual.maxima(types)
    columns = ["activities", "present", "missing", "untyped", "low", "middle", "high"]
    sums = added.groupby(by, sort=True, observed=True)[columns].sum()
    # Without any attendance in the register, a row with missing ones has unknown ends.
    is_unknown = (sums["missing"] > 0) & (usual.maximum != usual.maximum)
    ends = sums[["middle", "high"]].mask(is_unknown)
    is_point = sums["missing"] == 0
    return sums.assign(
        middle=ends["middle"].mask(is_point, sums["low"]),
        high=ends["high"].mask(is_point, sums["low"]),
    )
