"""Rows of a checked file of targets, each target once."""

from __future__ import annotations

import pandas as pd

from campaign.schema.issues import Issue
from campaign.schema.region_codes import COUNTRY

KEY = ["oblast", "type", "indicator"]


def ingest_targets(frame: pd.DataFrame, file: str) -> tuple[pd.DataFrame, tuple[Issue, ...]]:
    """Return the rows in the form of `Edition.targets`, and their issues.

    `frame` has accepted rows of `tables.TARGETS`; its index is the row in the source. `oblast` is
    "" for the whole country, `type` "" for all types; an empty `indicator` becomes `reach`. If two
    targets have the same region, type and indicator, the first is used; the second is an error and
    excluded.
    """
    rows = frame.copy()
    for column in ("oblast", "type", "indicator", "weights", "source"):
        rows[column] = rows[column].fillna("").astype(str).str.strip()
    rows["oblast"] = rows["oblast"].mask(rows["oblast"] == COUNTRY, "")
    rows["indicator"] = rows["indicator"].mask(rows["indicator"] == "", "reach")
    is_repeated = rows.duplicated(KEY, keep="first")
    first = rows.assign(row=rows.index).groupby(KEY)["row"].transform("first")
    issues = tuple(
        Issue(file, "second_target", int(row), "value", {"first": int(first[row])})
        for row in rows.index[is_repeated]
    )
    return rows[~is_repeated], issues
