"""The totals of a register by the entries of one of its text columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from campaign.analysis.view import View
from campaign.domain.text_entries import EntryCounts, entry_name, find_entries
from campaign.schema.region_codes import NO_REGION, split_regions

_SUMS = ("activities", "reported", "reached")
UNSTATED = ""
"""The code and the name of the row for activities whose cell in the column is empty."""


@dataclass(frozen=True, eq=False)
class EntryTotals:
    """The data of `text_totals`, before names and order are added.

    `sums` has its other columns, and the sort keys `place` (position of the region) and
    `unstated`. `spellings` has the spellings of each code, the most frequent first. `overlaps` is
    True if a cell has more than one entry.
    """

    sums: pd.DataFrame
    spellings: Mapping[str, Sequence[str]]
    overlaps: bool

    def in_words(self, words: Mapping[str, str] | None = None) -> pd.DataFrame:
        """Return the sorted rows with names: by `words`, else the most frequent spelling."""
        translations = words or {}
        names = {c: entry_name(each, translations) for c, each in self.spellings.items()}
        totals = self.sums.drop(columns=["place", "unstated"])
        totals.insert(0, "name", [names.get(str(code), UNSTATED) for code in totals.index])
        # `lexsort` takes the last sort key first; NaN sorts after all numbers.
        keys = (
            totals["name"].to_numpy(dtype="str"),
            -totals["activities"].to_numpy(),
            -totals["reached"].to_numpy(),
            self.sums["unstated"].to_numpy(),
            self.sums["place"].to_numpy(),
        )
        return totals.iloc[np.lexsort(keys)]


def text_totals(
    groups: pd.DataFrame, column: str, words: Mapping[str, str] | None = None
) -> pd.DataFrame:
    """Return one row per entry of `column`, indexed by `code` (`text_entries.entry_code`).

    `groups` are the activities by `column`, as `Register.text_groups`. An activity with several
    entries counts fully for each of them, so the rows do not add up to the total. Columns: `name`
    (translated by `words`, else the most frequent spelling), `activities`, `reported` (attendance
    given), `reached` (people; NaN if none of them was reported), `regions` (the number of different
    regions; the whole country does not count). Sorted by people (most first), then activities (most
    first), then name; NaN last. If activities have no entry, a last row `UNSTATED` counts them.
    """
    return entry_totals(groups, column).in_words(words)


def entry_totals(groups: pd.DataFrame, column: str) -> EntryTotals:
    """Return the numbers of `text_totals`, which are the same in every language."""
    rows = _entry_rows(groups, column)
    sums = _sum_entries(rows)
    spellings = _spellings(groups, column)
    sums = sums.assign(place=0, unstated=sums.index == UNSTATED)
    return EntryTotals(sums, spellings, bool(rows["position"].duplicated().any()))


def entry_totals_by_region(
    groups: pd.DataFrame, column: str, regions: Iterable[str]
) -> EntryTotals:
    """Return `entry_totals` of each region's own activities, with the code as `oblast`.

    The index is the region and the code of the entry, as `KG-B:…`; a region without activities has
    no row. The same name in two regions gives two rows. Activities of several regions or of the
    whole country are not counted.
    """
    order = {region: place for place, region in enumerate(regions)}
    own = groups[groups["oblast"].isin(order.keys())]
    rows = _entry_rows(own, column)
    rows["code"] = rows["oblast"].astype("object") + ":" + rows["code"]
    sums = _sum_entries(rows)
    spellings = {
        f"{region}:{code}": each
        for region, cells in own.groupby("oblast")
        for code, each in _spellings(cells, column).items()
    }
    keys = [str(key).partition(":") for key in sums.index]
    sums["oblast"] = [region for region, _, _ in keys]
    sums["unstated"] = [code == UNSTATED for _, _, code in keys]
    sums["place"] = [order[region] for region, _, _ in keys]
    return EntryTotals(sums, spellings, bool(rows["position"].duplicated().any()))


def _spellings(groups: pd.DataFrame, column: str) -> Mapping[str, Sequence[str]]:
    """Return the spellings of each entry, by code, the most frequent first."""
    cells = groups.groupby(column, sort=False)["activities"].sum()
    return EntryCounts.of_distinct(cells.index, cells).spellings


def _entry_rows(groups: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return a row for each group and each of its entries: `code`, `oblast`, `_SUMS`.

    The code is `UNSTATED` if the cell in the column is empty.
    """
    rows = find_entries(groups[column])
    is_stated = np.zeros(len(groups), dtype=bool)
    is_stated[rows["position"].to_numpy()] = True
    unstated = pd.DataFrame({"position": np.flatnonzero(~is_stated), "code": UNSTATED})
    rows = pd.concat([rows, unstated], ignore_index=True)
    positions = rows["position"].to_numpy()
    return rows.assign(**{name: groups[name].to_numpy()[positions] for name in ("oblast", *_SUMS)})


def _sum_entries(rows: pd.DataFrame) -> pd.DataFrame:
    """Return `_SUMS` and `regions` of each code of `_entry_rows`."""
    frame = rows.groupby("code")[[*_SUMS]].sum(min_count=1)
    regions = _regions(rows)
    frame["regions"] = [len(regions.get(str(code), ())) for code in frame.index]
    return frame


def _regions(rows: pd.DataFrame) -> Mapping[str, set[str]]:
    """Return the different regions of each code in `rows` (`code`, `oblast`)."""
    regions: dict[str, set[str]] = {}
    pairs = rows[["code", "oblast"]].dropna().drop_duplicates()
    for code, oblast in zip(pairs["code"], pairs["oblast"], strict=True):
        regions.setdefault(code, set()).update(split_regions(oblast))
    return {code: codes.difference(NO_REGION) for code, codes in regions.items()}


def organiser_options(
    view: View, most: int | None = None, search: str = ""
) -> list[tuple[str, str]]:
    """Return (code, name in the reader's language) of the organizers, sorted by name.

    `most` limits their number: the selected ones are kept first, then those with most activities.
    `search` keeps the selected ones and those whose name contains these words in any letter case.
    """
    organisers = view.edition.organisers
    if organisers is None:
        return []
    selected, words = set(view.selection.organisers), search.strip().casefold()

    def name(code: str) -> str:
        return view.edition.organiser_name(code, view.text)

    codes = [
        code
        for code in organisers.spellings
        if not words or code in selected or words in name(code).casefold()
    ]
    if most is not None and len(codes) > most:
        codes = sorted(codes, key=lambda code: (code not in selected, -organisers.counts[code]))
    names = [(code, name(code)) for code in codes[:most]]
    return sorted(names, key=lambda option: view.text.sort_key(option[1]))
