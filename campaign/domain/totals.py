"""The grouped table of an edition (oblast × day × type), from which all indicators are computed.

A filter takes the same time for 77 activities and for a million. People reached and media audience
are separate columns and are never added to each other; nor are women, men and young people. An
activity of the whole country or of several regions has a code of its own (`region_codes`): it is
counted once, in the sums of the country, but not in those of any region.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from campaign.schema.region_codes import (
    SHARES,
    is_several,
    replace_regions,
    split_regions,
    split_shares,
    with_shares,
)

KEYS = ["oblast", "date", "type"]
COUNTS = ["activities", "reported", "media_reported", "shared"]
SUMS = [
    "reached",
    "attendance",
    "women",
    "women_of",
    "men",
    "men_of",
    "youth",
    "youth_of",
    "materials",
    "media_audience",
]
VALUE_COLUMNS = pd.Index([*COUNTS, *SUMS])


def group_activities(activities: pd.DataFrame) -> pd.DataFrame:
    """Return one row per oblast, day and type with an activity.

    Counts: `activities`, `reported` (attendance given), `media_reported` (media audience given). An
    activity of several regions also has a row in each of them with only `shared` = 1, so that these
    regions are not without activity. `reached` counts people whose region is known
    (`region_codes.SHARES`) in the row of that region, not in the row of the code of several
    regions; `attendance` counts all people in the row of the activity. Sums: `reached` (persons),
    `materials` (pieces), `media_audience` (persons); `women`, `men`, `youth` (persons) over
    activities that report both the group and the attendance, and this attendance as `women_of`,
    `men_of`, `youth_of`. A sum is NaN if no activity reported a value: *not reported*, never zero.
    An activity of several days counts on its first day.
    """
    numbered = [pd.factorize(activities[key], sort=True) for key in KEYS]
    codes = [numbers for numbers, _ in numbered]
    has_keys = np.logical_and.reduce([numbers >= 0 for numbers in codes])
    rows = slice(None) if has_keys.all() else has_keys  # a slice does not copy the columns
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
        # The sum without any value would be 0, although the number is not reported.
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
    totals = pd.DataFrame(keys | columns)
    return complete_totals(totals, with_shares(activities))


def group_by_columns(activities: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return the activities grouped by region and these columns, as `Register.text_groups`."""
    keys = ["oblast", *columns]
    people = activities.groupby(keys, sort=False, dropna=False, observed=True)["reached"]
    groups = {
        "activities": people.size(),
        "reported": people.count(),
        "reached": people.sum(min_count=1),
    }
    # The index would have turned codes into texts.
    return pd.DataFrame(groups).reset_index().astype(activities.dtypes[keys].to_dict())


def sum_groups(groups: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Return the groups of `group_by_columns`, with those of the same region and cells as one."""
    keys = ["oblast", *columns]
    sums = groups.groupby(keys, sort=False, dropna=False, observed=True)
    return sums.sum(min_count=1).reset_index().astype(groups.dtypes[keys].to_dict())


def complete_totals(groups: pd.DataFrame, rows_with_shares: pd.DataFrame) -> pd.DataFrame:
    """Return the grouped table of groups by region, day and type that are already summed.

    `groups` has the keys, the counts without `shared`, and the sums without `attendance`;
    `rows_with_shares` are the activities with known regions of the people reached.
    """
    groups = groups.astype({"oblast": "str", "type": "str"}).sort_values(KEYS, ignore_index=True)
    totals = groups.assign(attendance=groups["reached"], shared=0)[[*KEYS, *VALUE_COLUMNS]]
    return _add_rows(totals, [*_presence_rows(totals), *_share_rows(rows_with_shares)])


def merge_totals(totals: pd.DataFrame, oblasts_by_city: Mapping[str, str]) -> pd.DataFrame:
    """Return the grouped table with cities in their oblasts; the same table if none occurs.

    It is that of `merged_regions.merge_activities`, but a nationwide activity that reached people
    in an oblast and its city counts twice in `shared`.
    """
    oblasts = replace_regions(totals["oblast"], oblasts_by_city)
    if oblasts.equals(totals["oblast"]):
        return totals
    # An activity of an oblast and its city has no region that it shares any more.
    former = [{**row, "shared": -row["shared"]} for row in _presence_rows(totals)]
    alone = _add_rows(totals, former)
    alone = alone[(alone["activities"] + alone["shared"] > 0) | alone["reached"].notna()]
    oblasts = replace_regions(alone["oblast"], oblasts_by_city)
    merged = sum_totals(alone.assign(oblast=oblasts), KEYS).reset_index()
    return _add_rows(merged, _presence_rows(merged))


def _add_rows(totals: pd.DataFrame, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Return the grouped table with the sums of these rows; omitted values are not reported."""
    if not rows:
        return totals
    more = pd.DataFrame(rows).reindex(columns=totals.columns)
    more = more.fillna(dict.fromkeys(COUNTS, 0)).astype(dict(totals.dtypes))
    return sum_totals(pd.concat([totals, more]), KEYS).reset_index()


def _presence_rows(totals: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows with `shared` for activities of several regions, in each of these."""
    several = [code for code in totals["oblast"].unique() if is_several(code)]
    if not several:
        return []
    rows = totals.loc[totals["oblast"].isin(several), [*KEYS, "activities"]].to_dict("records")
    return [
        {"oblast": code, "date": row["date"], "type": row["type"], "shared": row["activities"]}
        for row in rows
        for code in split_regions(row["oblast"])
    ]


def _share_rows(rows_with_shares: pd.DataFrame) -> list[dict[str, Any]]:
    """Return rows that move people with a known region from their activity to that region."""
    rows = []
    for row in rows_with_shares.to_dict("records"):
        shares = split_shares(row[SHARES])
        key = {"date": row["date"], "type": row["type"]}
        rows.append({**key, "oblast": row["oblast"], "reached": -sum(shares.values())})
        # A region in the code of the activity has a row with `shared` already.
        shared = int(not is_several(row["oblast"]))
        rows += [
            {**key, "oblast": code, "reached": people, "shared": shared}
            for code, people in shares.items()
        ]
    return rows


def presence(sums: Any) -> Any:
    """Return the number of activities in (each row of) the sums, also those of several regions."""
    return sums["activities"] + sums["shared"]


def sum_totals(totals: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Return the sums of the grouped table, indexed by the keys `by`; NaN is *not reported*."""
    # Every group has at least one row, so that no count is missing and counts stay whole numbers.
    return totals.groupby(by, sort=True, observed=True)[list(VALUE_COLUMNS)].sum(min_count=1)


def overall(totals: pd.DataFrame) -> pd.Series:
    """Return the sums of all rows of the grouped table; NaN if nothing is reported."""
    sums = [totals[name].to_numpy().sum() for name in COUNTS]
    for name in SUMS:
        values = totals[name].to_numpy()
        is_given = ~np.isnan(values)
        sums.append(values.sum(where=is_given) if is_given.any() else np.nan)
    return pd.Series(np.array(sums, dtype="float64"), index=VALUE_COLUMNS)
