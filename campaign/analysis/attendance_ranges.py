"""The ranges of totals with missing attendance, summed from the grouped table."""

from __future__ import annotations

import pandas as pd

from campaign.domain.attendance import UsualAttendance
from campaign.domain.totals import presence


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
