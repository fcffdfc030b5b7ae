"""The activities of a register summed up by the entries of one of its text columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd

from campaign.domain.text_entries import EntryCounts, find_entries
from campaign.schema.region_codes import NO_REGION, split_regions

UNSTATED = ""
"""The code and the name of the activities in which the column is empty."""


def text_totals(
    activities: pd.DataFrame, column: str, words: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Return one row per entry of `column`, indexed by `code` (`text_entries.entry_code`).

    An activity with several entries counts fully for each of them: the rows never add up.
    Columns: `name` as written most often, or as translated in `words`, `activities`, `reported`
    (attendance given), `reached` (people; NaN where none of them was reported), `regions` (the
    number of different regions; the whole country is none). Most people first, then most
    activities, then by name; NaN last. A last row `UNSTATED` counts the activities without an
    entry, where there are some.
    """
    totals = _sum_entries(_entry_rows(activities, column))
    entries, words = EntryCounts.of(activities[column]), words or {}
    names = {code: entries.name(code, words) for code in entries.spellings}
    totals.insert(0, "name", [names.get(str(code), UNSTATED) for code in totals.index])
    return _sort(totals.assign(unstated=totals.index == UNSTATED), []).drop(columns="unstated")


def text_totals_by_region(
    activities: pd.DataFrame,
    column: str,
    regions: Iterable[str],
    words: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Return the rows of `text_totals` of each region's own activities, with the code as `oblast`.

    The index is the region and the code of the entry, as `KG-B:…`; a region without activities has
    no row. The same name in two regions is two entries. An activity of several regions or of the
    whole country is in none of them.
    """
    order = {region: place for place, region in enumerate(regions)}
    own = activities[activities["oblast"].isin(order.keys())]
    rows = _entry_rows(own, column)
    rows["code"] = rows["oblast"].astype("object") + ":" + rows["code"]
    totals = _sum_entries(rows)
    names: dict[str, str] = {}
    for region, cells in own.groupby("oblast")[column]:
        entries = EntryCounts.of(cells)
        names |= {f"{region}:{code}": entries.name(code, words or {}) for code in entries.spellings}
    codes = [str(code) for code in totals.index]
    totals.insert(0, "name", [names.get(code, UNSTATED) for code in codes])
    totals["oblast"] = [code.partition(":")[0] for code in codes]
    totals["unstated"] = [code.partition(":")[2] == UNSTATED for code in codes]
    totals["place"] = [order[region] for region in totals["oblast"]]
    return _sort(totals, ["place"]).drop(columns=["place", "unstated"])


def _entry_rows(activities: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return a row for each activity and each of its entries: `code`, `reached`, `oblast`.

    The code is `UNSTATED` where the column is empty.
    """
    rows = find_entries(activities[column])
    is_stated = np.zeros(len(activities), dtype=bool)
    is_stated[rows["position"].to_numpy()] = True
    unstated = pd.DataFrame({"position": np.flatnonzero(~is_stated), "code": UNSTATED})
    rows = pd.concat([rows, unstated], ignore_index=True)
    positions = rows["position"].to_numpy()
    rows["reached"] = activities["reached"].to_numpy(dtype="float64")[positions]
    rows["oblast"] = activities["oblast"].to_numpy()[positions]
    return rows


def _sum_entries(rows: pd.DataFrame) -> pd.DataFrame:
    """Return `activities`, `reported`, `reached` and `regions` of each code of `_entry_rows`."""
    groups = rows.groupby("code")
    frame = pd.DataFrame(
        {
            "activities": groups.size(),
            "reported": groups["reached"].count(),
            "reached": groups["reached"].sum(min_count=1),
        }
    )
    frame["regions"] = _count_regions(rows).reindex(frame.index, fill_value=0)
    return frame


def _sort(totals: pd.DataFrame, first: Sequence[str]) -> pd.DataFrame:
    """Return the totals by the columns `first`, then the unstated last, most people first."""
    # Columns that sort one after the other; the unstated row is the last whatever its value.
    return totals.sort_values(
        [*first, "unstated", "reached", "activities", "name"],
        ascending=[*(True for _ in first), True, False, False, True],
        na_position="last",
    )


def _count_regions(rows: pd.DataFrame) -> pd.Series:
    """Return the number of different regions of each code in `rows` (`code`, `oblast`)."""
    regions = [
        (code, region)
        for code in rows["oblast"].dropna().unique()
        for region in split_regions(str(code))
        if region not in NO_REGION
    ]
    of_codes = pd.DataFrame(regions, columns=["oblast", "region"], dtype="object")
    pairs = rows[["code", "oblast"]].drop_duplicates().astype("object").merge(of_codes, on="oblast")
    return pairs.groupby("code")["region"].nunique()
