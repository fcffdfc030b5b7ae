"""One region compared with the country: ranks, shares, and the gap in people between their rates.

As everywhere, activities of no single region are in the national sums, but not in any region's.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from campaign.analysis.indicator_frames import none_if_missing
from campaign.analysis.indicators import POPULATION
from campaign.analysis.shared_numbers import once
from campaign.analysis.view import View
from campaign.domain.value_states import State
from campaign.schema.region_codes import COUNTRY, split_regions

_DIGITS = 6
"""Decimals of a gap that are used; further decimals are floating-point errors."""


@dataclass(frozen=True)
class RegionProfile:
    """One region compared with the country, for the types and dates of a view.

    `activities` counts the activities of this region alone; `not_reported` of them have no
    attendance. None means not reported or not known. `gap` is `coverage.gaps` in whole people:
    negative if fewer people were reached than at the national average rate, positive if more.
    Reaching the missing people would also raise the average. `ranked` is the number of regions with
    a value.
    """

    code: str
    state: State
    activities: int
    not_reported: int
    reached: float | None
    population: float | None
    rate: float | None
    national_rate: float | None
    gap: int | None
    reach_share: float | None
    population_share: float | None
    reach_rank: int | None
    rate_rank: int | None
    ranked: int

    @staticmethod
    @once
    def of(view: View, code: str) -> RegionProfile:
        """Return the profile of a region. Raises ValueError if the edition has no register."""
        totals = view.totals(oblasts=False)
        everybody = replace(view, selection=replace(view.selection, denominator=POPULATION))
        frame = everybody.coverage
        row = frame.loc[[code]].to_dict("records")[0]
        own = totals[totals["oblast"] == code]
        return RegionProfile(
            code=code,
            state=row["state"],
            activities=int(own["activities"].sum()),
            not_reported=int(own["activities"].sum() - own["reported"].sum()),
            reached=none_if_missing(row["reached"]),
            population=none_if_missing(row["population"]),
            rate=none_if_missing(row["rate"]),
            national_rate=none_if_missing(everybody.national_rate),
            gap=whole_people(row["gap"]),
            reach_share=none_if_missing(row["reach_share"]),
            population_share=none_if_missing(row["population_share"]),
            reach_rank=_rank(row["count_rank"]),
            rate_rank=_rank(row["rate_rank"]),
            ranked=int(frame["count_rank"].notna().sum()),
        )

    @property
    def has_activities(self) -> bool:
        """True if charts can be drawn: with own activities, or people from wider activities."""
        return self.activities > 0 or self.reached is not None


def whole_people(gap: float) -> int | None:
    """Return a gap in whole people, rounded as charts and tables show it; None for NaN."""
    if pd.isna(gap):
        return None
    return int(math.copysign(math.floor(round(abs(gap), _DIGITS) + 0.5), gap))


def shown_region(view: View) -> str | None:
    """Return the selected region, the first of several in the official order; None without one."""
    return next((c for c in view.campaign.places.codes if c in view.selection.oblasts), None)


def view_of_region(view: View, code: str) -> View:
    """Return the view of this region alone, with the same types and dates."""
    if view.selection.oblasts == (code,):
        return view
    return replace(view, selection=replace(view.selection, oblasts=(code,)))


def neighbours(view: View, code: str) -> tuple[str | None, str | None]:
    """Return the regions before and after this one in the official order; None at the ends."""
    codes = view.campaign.places.codes
    at = codes.index(code)
    before = codes[at - 1] if at else None
    return before, codes[at + 1] if at + 1 < len(codes) else None


def own_text_groups(view: View, code: str, columns: Sequence[str]) -> pd.DataFrame:
    """Return the activities of this region alone by columns of texts, as `Register.text_groups`.

    They have the types and dates of the view.
    """
    register = view.edition.register
    assert register is not None
    return register.text_groups(columns, replace(view.selection.row_filter(), oblasts=(code,)))


def wider_totals(view: View, code: str) -> pd.DataFrame:
    """Return the grouped table of the whole country and of several regions with this one.

    These activities are not in the sums of the region, except for people whose region is known.
    """
    totals = view.totals(oblasts=False)
    codes = [
        wide
        for wide in map(str, totals["oblast"].unique())
        if wide == COUNTRY or (wide != code and code in split_regions(wide))
    ]
    return totals[totals["oblast"].isin(codes)]


def _rank(number: float) -> int | None:
    return None if pd.isna(number) else int(number)
