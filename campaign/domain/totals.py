"""The one grouped table per edition, oblast × day × type, that every indicator is made from.

A filter then costs the same for 77 activities and for a million. People reached and media audience
are columns of their own, and nothing here or later adds the one to the other; nor are women, men
and young people ever added up.
"""

from __future__ import annotations

import numpy as np
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
FIGURES = pd.Index([*COUNTS, *SUMS])


def group_activities(activities: pd.DataFrame) -> pd.DataFrame:
    """One row per oblast, day and type with an activity.

    Counts: `activities`, `reported` (attendance given), `media_reported` (media audience given).
    Sums: `reached`, `materials`, `media_audience` in persons, pieces, persons; `women`, `men`,
    `youth` over activities that give both the group and the attendance, with that attendance as
    `women_of`, `men_of`, `youth_of`. A sum is NaN where no activity gave the figure: *not
    reported*, never zero. An activity of several days counts on its first day.
    """
    numbered = [pd.factorize(activities[key], sort=True) for key in KEYS]
    codes = [numbers for numbers, _ in numbered]
    keyed = np.logical_and.reduce([numbers >= 0 for numbers in codes])
    kept = slice(None) if keyed.all() else keyed  # without a copy of each column of a million
    sizes = [max(1, len(different)) for _, different in numbered]
    at, groups = pd.factorize(
        np.ravel_multi_index([numbers[kept] for numbers in codes], sizes), sort=True
    )
    figures = {
        name: activities[name].to_numpy(dtype="float64")[kept]
        for name in ("reached", "materials", "media_audience", "women", "men", "youth")
    }

    def counted(given: np.ndarray) -> np.ndarray:
        return np.bincount(at, weights=given, minlength=len(groups)).astype("int64")

    def summed_up(name: str, given: np.ndarray) -> np.ndarray:
        sums = np.bincount(at, np.where(given, figures[name], 0.0), minlength=len(groups))
        # The sum of nothing would be 0, and not reported would become zero.
        return np.where(counted(given) > 0, sums, np.nan)

    given = {name: ~np.isnan(values) for name, values in figures.items()}
    found = {
        "activities": np.bincount(at, minlength=len(groups)),
        "reported": counted(given["reached"]),
        "media_reported": counted(given["media_audience"]),
        **{n: summed_up(n, given[n]) for n in ("reached", "materials", "media_audience")},
    }
    for group in ("women", "men", "youth"):
        both = given[group] & given["reached"]
        found[group] = summed_up(group, both)
        found[f"{group}_of"] = summed_up("reached", both)
    keys = {
        key: pd.Series(
            different.take(numbers), dtype="str" if key != "date" and numbers.size else None
        )
        for key, (_, different), numbers in zip(
            KEYS, numbered, np.unravel_index(groups, sizes), strict=True
        )
    }
    return pd.DataFrame(keys | {name: found[name] for name in (*COUNTS, *SUMS)})


def sum_totals(totals: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """The grouped table summed up to coarser keys, indexed by them; NaN stays *not reported*."""
    # Every group has a row, so the counts stay whole numbers.
    return totals.groupby(by, sort=True, observed=True)[FIGURES].sum(min_count=1)


def overall(totals: pd.DataFrame) -> pd.Series:
    """The grouped table summed over all of its rows; NaN where nothing was reported."""
    sums = [totals[name].to_numpy().sum() for name in COUNTS]
    for name in SUMS:
        values = totals[name].to_numpy()
        is_given = ~np.isnan(values)
        sums.append(values.sum(where=is_given) if is_given.any() else np.nan)
    return pd.Series(np.array(sums, dtype="float64"), index=FIGURES)
