"""The activities by district and by place within it."""

from __future__ import annotations

import pandas as pd

_KEYS = ["district", "place"]


def place_totals(activities: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each district and place; a district or place that is not stated is "".

    Columns `district`, `place`, `activities`, `reported` (activities with an attendance), `reached`
    in persons, NaN if none of them reported one. Sorted by people (most first), then activities
    (most first), then text; *not reported* last. Every activity is in exactly one row. Pass the
    activities of one region only, because districts of two regions may have the same name.
    """
    texts = {name: activities[name].astype("object") for name in _KEYS}
    keys = [cells.where(cells.notna(), "").astype("str").str.strip() for cells in texts.values()]
    people = activities["reached"].astype("float64").groupby(keys, sort=False)
    frame = pd.DataFrame(
        {
            "activities": people.size(),
            "reported": people.count(),
            "reached": people.sum(min_count=1),
        }
    )
    frame.index.names = _KEYS
    return frame.reset_index().sort_values(
        ["reached", "activities", *_KEYS],
        ascending=[False, False, True, True],
        na_position="last",
        ignore_index=True,
    )
