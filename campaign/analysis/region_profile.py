"""One region beside the country: ranks, shares, and the people between its rate and the country's.

Activities of no single region are in the national sums and in those of no region, as everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from campaign.analysis.indicators import INDICATORS, State, by_unit, country
from campaign.analysis.view import View
from campaign.domain.places import Population
from campaign.schema.region_codes import COUNTRY, split_regions

_DIGITS = 6
"""Decimals of a gap that count: what lies beyond is an error of the arithmetic."""


def compare_regions(
    totals: pd.DataFrame, codes: list[str], population: Population | None
) -> pd.DataFrame:
    """Return a row for each region in the order of `codes`, indexed by `oblast`.

    `state`, `activities`, `reported`, `reached` (persons) and `population` as `indicators.by_unit`;
    `rate` per 10,000 population; `reach_rank` and `rate_rank` (1 = highest, ties share the better
    rank); `reach_share` of the people reached in the country and `population_share` of its
    population (0..1); `gap`, the people by which the region is short of the national rate, negative
    above it. NaN is not reported or not known; a region without activity has a gap and no rate.
    """
    reach, rate = INDICATORS["reach"], INDICATORS["rate"]
    frame = by_unit(totals, reach, codes, population)
    rates = by_unit(totals, rate, codes, population)
    national = country(totals, rate, population) if len(totals) else None
    people = frame["reached"].mask(frame["state"] == "no_activity", 0.0)
    expected = frame["population"] * (float("nan") if national is None else national / rate.per)
    return pd.DataFrame(
        {
            "state": frame["state"],
            "activities": frame["activities"],
            "reported": frame["reported"],
            "reached": frame["reached"],
            "population": frame["population"],
            "rate": rates["value"],
            "reach_rank": frame["rank"],
            "rate_rank": rates["rank"],
            "reach_share": frame["share"],
            "population_share": frame["population"] / frame["population"].sum(),
            "gap": (expected - people).round(_DIGITS),
        }
    )


def wide_share(totals: pd.DataFrame, codes: Sequence[str]) -> float:
    """Return the share of the people reached in the country that belongs to no region of `codes`.

    With the `reach_share` of all regions it adds up to 1. NaN where nobody was reached.
    """
    total = totals["reached"].sum(min_count=1)
    wide = totals.loc[~totals["oblast"].isin(codes), "reached"].sum()
    return float(wide / total) if total else float("nan")


@dataclass(frozen=True)
class RegionProfile:
    """One region beside the country, for the types and dates of a view.

    `activities` are those of the region alone; `not_reported` of them have no attendance. None is
    not reported or not known. `gap` is in whole people: so many more would bring the region to the
    national rate; negative, so many is it above. `ranked` is the number of regions with a value.
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

    @classmethod
    def of(cls, view: View, code: str) -> RegionProfile:
        """The profile of a region. Raises ValueError where the edition has no register."""
        totals, population = view.totals(oblasts=False), view.edition.population
        frame = compare_regions(totals, view.campaign.places.codes, population)
        row = frame.loc[[code]].to_dict("records")[0]
        rate = country(totals, INDICATORS["rate"], population) if len(totals) else None
        gap = _value(row["gap"])
        return cls(
            code=code,
            state=row["state"],
            activities=int(row["activities"]),
            not_reported=int(row["activities"] - row["reported"]),
            reached=_value(row["reached"]),
            population=_value(row["population"]),
            rate=_value(row["rate"]),
            national_rate=rate,
            gap=None if gap is None else math.ceil(gap),
            reach_share=_value(row["reach_share"]),
            population_share=_value(row["population_share"]),
            reach_rank=_rank(row["reach_rank"]),
            rate_rank=_rank(row["rate_rank"]),
            ranked=int(frame["reach_rank"].notna().sum()),
        )

    @property
    def has_activities(self) -> bool:
        """True where there is something to draw: own activities, or people of wider ones."""
        return self.activities > 0 or self.reached is not None


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


def own_activities(view: View, code: str) -> pd.DataFrame:
    """Return the activities of this region alone, with the types and dates of the view."""
    activities = view.edition.activities
    assert activities is not None
    rows = view.selection.apply(activities, oblasts=False)
    return rows[rows["oblast"] == code]


def wider_activities(view: View, code: str) -> pd.DataFrame:
    """Return the activities of the whole country and of several regions with this one, by date.

    They are in no sum of the region, but for people whose region is known.
    """
    activities = view.edition.activities
    assert activities is not None
    rows = view.selection.apply(activities, oblasts=False)
    codes = {
        wide
        for wide in rows["oblast"].dropna().unique()
        if wide == COUNTRY or (wide != code and code in split_regions(str(wide)))
    }
    return rows[rows["oblast"].isin(codes)].sort_values("date", kind="stable")


def _value(number: float) -> float | None:
    return None if pd.isna(number) else float(number)


def _rank(number: float) -> int | None:
    return None if pd.isna(number) else int(number)
