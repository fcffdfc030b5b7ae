"""The one grouped table per edition, oblast × day × type, from which all indicators come.

A filter costs the same for 77 activities and for a million. People reached and media audience are
columns of their own and are never added to each other; nor are women, men and young people.
An activity of the whole country or of several regions has a code of its own (`region_codes`): it
counts once, in the country's sums, and in those of no region.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from campaign.domain.region_codes import is_several, split_regions

KEYS = ["oblast", "date", "type"]
COUNTS = ["activities", "reported", "media_reported", "shared"]
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
    An activity of several regions also has a row without any other number in each of them, with
    `shared` = 1: a region in which one took place is never one without activity.
    Sums: `reached`, `materials`, `media_audience` in persons, pieces, persons; `women`, `men`,
    `youth` over activities that give both the group and the attendance, with that attendance as
    `women_of`, `men_of`, `youth_of`. A sum is NaN where no activity reported a value: *not
    reported*, never zero. An activity of several days counts on its first day.
    """
    numbered = [pd.factorize(activities[key], sort=True) for key in KEYS]
    codes = [numbers for numbers, _ in numbered]
    has_keys = np.logical_and.reduce([numbers >= 0 for numbers in codes])
    rows = slice(None) if has_keys.all() else has_keys  # a slice makes no copy of the columns
    sizes = [max(1, len(different)) for _, different in numbered]
    at, groups = pd.factorize(
        np.ravel_multi_index([numbers[rows] for numbers in codes], sizes), sort=True
    )
    values = {
        name: activities[name].to_numpy(dtype="float64")[rows]
        for name in ("reached", "materials", "media_audience", "women", "men", "youth")
    }

    def count(is_reported: np.ndarray) -> np.ndarray:
        return np.bincount(at, weights=is_reported, minlength=len(groups)).astype("int64")

    def add_up(name: str, is_reported: np.ndarray) -> np.ndarray:
        sums = np.bincount(at, np.where(is_reported, values[name], 0.0), minlength=len(groups))
        # The sum of no values would be 0, and not reported would become zero.
        return np.where(count(is_reported) > 0, sums, np.nan)

    reported = {name: ~np.isnan(cells) for name, cells in values.items()}
    columns = {
        "activities": np.bincount(at, minlength=len(groups)),
        "reported": count(reported["reached"]),
        "media_reported": count(reported["media_audience"]),
        **{n: add_up(n, reported[n]) for n in ("reached", "materials", "media_audience")},
    }
    for group in ("women", "men", "youth"):
        has_both = reported[group] & reported["reached"]
        columns[group] = add_up(group, has_both)
        columns[f"{group}_of"] = add_up("reached", has_both)
    keys = {
        key: pd.Series(
            different.take(numbers), dtype="str" if key != "date" and numbers.size else None
        )
        for key, (_, different), numbers in zip(
            KEYS, numbered, np.unravel_index(groups, sizes), strict=True
        )
    }
    columns["shared"] = np.zeros(len(groups), dtype="int64")
    totals = pd.DataFrame(keys | {name: columns[name] for name in FIGURES})
    several = [code for code in numbered[0][1] if is_several(code)]
    return _with_shared(totals, several) if several else totals


def _with_shared(totals: pd.DataFrame, several: list[str]) -> pd.DataFrame:
    """The grouped table with the presence of activities of `several` regions in each of them."""
    shares = totals.loc[totals["oblast"].isin(several), [*KEYS, "activities"]]
    shares = shares.assign(oblast=shares["oblast"].map(split_regions)).explode("oblast")
    shares = shares.rename(columns={"activities": "shared"}).astype({"oblast": "str"})
    absent = dict.fromkeys(COUNTS[:-1], 0) | dict.fromkeys(SUMS, np.nan)
    rows = pd.concat([totals, shares.assign(**absent)[list(totals.columns)]])
    return sum_totals(rows, KEYS).reset_index()


def presence(sums: Any) -> Any:
    """The number of activities of (each row of) the sums, own ones and those of several regions."""
    return sums["activities"] + sums["shared"]


def sum_totals(totals: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """The grouped table summed up to coarser keys, indexed by them; NaN stays *not reported*."""
    # Every group has a row, so the counts stay whole numbers.
    return totals.groupby(by, sort=True, observed=True)[list(FIGURES)].sum(min_count=1)


def overall(totals: pd.DataFrame) -> pd.Series:
    """The grouped table summed over all of its rows; NaN where nothing was reported."""
    sums = [totals[name].to_numpy().sum() for name in COUNTS]
    for name in SUMS:
        values = totals[name].to_numpy()
        is_given = ~np.isnan(values)
        sums.append(values.sum(where=is_given) if is_given.any() else np.nan)
    return pd.Series(np.array(sums, dtype="float64"), index=FIGURES)
