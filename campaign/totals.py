"""The one grouped table per edition, oblast × day × type, that every measure is made from.

A filter then costs the same for 77 activities and for a million. People reached and media audience
are columns of their own, and nothing here or later adds the one to the other; nor are women, men
and young people ever added up.
"""

from __future__ import annotations

import pandas as pd

KEYS = ["oblast", "date", "type"]
COUNTS = ["activities", "reported", "media_reported"]
SUMS = [
    "reached",
    "women",
    "women_of",
    "men",
    "men_of",
    "youth",
    "youth_of",
    "materials",
    "media_audience",
]


def grouped(activities: pd.DataFrame) -> pd.DataFrame:
    """One row per oblast, day and type with an activity.

    Counts: `activities`, `reported` (attendance given), `media_reported` (media audience given).
    Sums: `reached`, `materials`, `media_audience` in persons, pieces, persons; `women`, `men`,
    `youth` over activities that give both the group and the attendance, with that attendance as
    `women_of`, `men_of`, `youth_of`. A sum is NaN where no activity gave the figure: *not
    reported*, never zero. An activity of several days counts on its first day.
    """
    known = activities[KEYS].copy()
    known["activities"] = 1
    known["reported"] = activities["reached"].notna().astype("int64")
    known["media_reported"] = activities["media_audience"].notna().astype("int64")
    for column in ("reached", "materials", "media_audience"):
        known[column] = activities[column]
    for group in ("women", "men", "youth"):
        both = activities[group].notna() & activities["reached"].notna()
        known[group] = activities[group].where(both)
        known[f"{group}_of"] = activities["reached"].where(both)
    by_key = known.groupby(KEYS, sort=True, observed=True)
    # min_count: the sum of an all-missing group would be 0, and not reported would become zero.
    sums = by_key[SUMS].sum(min_count=1)
    return by_key[COUNTS].sum().join(sums).reset_index()


def summed(totals: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """The grouped table summed up to coarser keys, indexed by them; NaN stays *not reported*."""
    by_key = totals.groupby(by, sort=True, observed=True)
    return by_key[COUNTS].sum().join(by_key[SUMS].sum(min_count=1))


def overall(totals: pd.DataFrame) -> pd.Series:
    """The grouped table summed over all of its rows; NaN where nothing was reported."""
    return pd.concat([totals[COUNTS].sum(), totals[SUMS].sum(min_count=1)])
