"""The regions with the lowest and with the highest rate, and their gaps to the national average."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from campaign.analysis.view import View

MOST_REGIONS = 3
"""The largest number of regions at each end."""


@dataclass(frozen=True, eq=False)
class RegionEnds:
    """The lowest and the highest regions by rate, among all regions or among the selected ones.

    `lowest` and `highest` have the columns of `coverage.coverage` and no region in common; the
    most extreme region is the first row. A region without an activity is below any rate. Regions
    that did not report, or have no population, are in neither. Both are empty if fewer than two
    regions can be compared. `ranked` is the number of regions with a rate. `largest_gap` is the
    region furthest below the national average in people, with its gap; None if no region is below.
    """

    lowest: pd.DataFrame
    highest: pd.DataFrame
    ranked: int
    largest_gap: tuple[str, float] | None

    @classmethod
    def of(cls, view: View) -> RegionEnds:
        """Return the ends of this view. Raises ValueError without a register."""
        frame = view.coverage(view.basis)
        ranked, codes = int(frame["rate"].notna().sum()), view.selection.oblasts
        if codes:
            frame = frame[frame.index.isin(codes)]
        order = frame["rate"].mask(frame["state"] == "no_activity", -1.0)
        order = order.where(frame["population"].notna()).dropna().sort_values(kind="stable")
        gaps = frame["gap"].loc[order.index]
        low = str(gaps.idxmin()) if (gaps < 0).any() else None
        count = min(MOST_REGIONS, len(order) // 2)
        return cls(
            frame.loc[order.index[:count]],
            frame.loc[order.index[::-1][:count]],
            ranked,
            None if low is None else (low, float(gaps[low])),
        )
