"""The activities by district and by place within it."""

from __future__ import annotations

import pandas as pd

_KEYS = ["district", "place"]


def place_totals(groups: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each district and place; a district or place that is not stated is "".

    `groups` are the activities of one region by `district` and `place`, as `Register.text_groups`.

    Columns `district`, `place`, `activities`, `reported` (activities with an attendance), `reached`
    in persons, NaN if none of them reported one. Sorted by people (most first), then activities
    (most first), then text; *not reported* last. Every activity is in exactly one row.
    """
    texts = {name: groups[name].astype("object") for name in _KEYS}
    keys = [cells.where(cells.notna(), "").astype("str").str.strip() for cells in texts.values()]
    sums = groups[["activities", "reported", "reached"]]
    frame = sums.groupby(keys, sort=False).sum(min_count=1)
    frame.index.names = _KEYS
    return frame.reset_index().sort_values(
        ["reached", "activities", *_KEYS],
        ascending=[False, False, True, True],
        na_position="last",
        ignore_index=True,
    )
