"""Activities counted with the people they reached, by columns of the register."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd


def count_attendance(activities: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Return a row for each combination of texts in the columns `by` (one or more).

    Columns: those of `by` ("" where a cell is empty), `activities`, `reported` (activities with an
    attendance), `reached` in persons, NaN where none of them reported one. Most people first, then
    most activities, then by text; *not reported* last. Every activity is in one row.
    """
    texts = {name: activities[name].astype("object") for name in by}
    keys = [cells.where(cells.notna(), "").astype("str").str.strip() for cells in texts.values()]
    people = activities["reached"].astype("float64").groupby(keys, sort=False)
    frame = pd.DataFrame(
        {
            "activities": people.size(),
            "reported": people.count(),
            "reached": people.sum(min_count=1),
        }
    )
    frame.index.names = list(by)
    return frame.reset_index().sort_values(
        ["reached", "activities", *by],
        ascending=[False, False, *(True for _ in by)],
        na_position="last",
        kind="stable",
        ignore_index=True,
    )
