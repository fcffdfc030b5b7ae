"""Totals of a month or of the whole campaign among the activities: records without a single day."""

from __future__ import annotations

from datetime import date

import pandas as pd


def is_period_total(
    activities: pd.DataFrame, start: date | None = None, end: date | None = None
) -> pd.Series:
    """Return True for records from the first to the last day of a month.

    Also for those from `start` to `end`, the first and last day of the campaign.
    """
    # Most records have no last day and need no further test.
    has_end = activities["end_date"].notna().to_numpy()
    first, last = activities["date"][has_end], activities["end_date"][has_end]
    is_total = first.dt.is_month_start & last.dt.is_month_end
    is_total &= first.dt.to_period("M") == last.dt.to_period("M")
    if start is not None and end is not None and start != end:
        is_total |= (first == pd.Timestamp(start)) & (last == pd.Timestamp(end))
    result = pd.Series(False, index=activities.index)
    result[has_end] = is_total.to_numpy()
    return result
