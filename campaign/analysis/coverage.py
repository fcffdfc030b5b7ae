"""Coverage: what share of each region's population was reached, and how many people are missing.

A region without an activity reached nobody: its gap is minus the whole number of people required by
the rate, and its state is *no activity*. A region that did not report is not comparable: it has no
rate, no share and no gap. Activities of no single region count in the national average and in the
total from which shares are computed, but in no region. If all regions are comparable, the shares
of the regions and of these activities therefore add up to 1, and the gaps to the national average
add up to minus the number of people who are counted in no region.

Concentration: the Lorenz curve of grouped data and its Gini coefficient by Brown's formula, with
population as weight (M. O. Lorenz 1905; C. Gini 1914; M. C. Brown 1994, “Using Gini-style indices
to evaluate the spatial patterns of health practitioners”, Social Science & Medicine 38(9)). Regions
are sorted by rate, lowest first. The method assumes an equal rate everywhere within a region, so
that the coefficient is a lower bound of the coefficient for smaller areas. Activities of no single
region are excluded, because it is not known where their people live.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from campaign.analysis.indicators import POPULATION
from campaign.domain.campaign import Edition
from campaign.domain.places import Places, Population
from campaign.domain.totals import overall, presence, sum_totals
from campaign.domain.value_states import state_of
from campaign.schema.region_codes import COUNTRY

PER = 10_000
"""Rates are per this number of inhabitants."""

COUNTED_GROUPS = ("women", "men", "youth")
"""The groups of the population that the register also counts."""


@dataclass(frozen=True, eq=False)
class Basis:
    """The population that the people reached are compared with: a `group`, "" for everybody.

    `numerator` is the column of the grouped table that counts people of this group, or `reached` if
    the register does not count the group. `population` is None if it is not known.
    """

    group: str
    numerator: str
    population: Population | None

    @classmethod
    def of(cls, denominator: str, edition: Edition, places: Places) -> Basis:
        """Return the basis of a denominator, for the year nearest to that of the edition."""
        if denominator == POPULATION:
            return cls("", "reached", edition.population)
        numerator = denominator if denominator in COUNTED_GROUPS else "reached"
        population = places.nearest_population(edition.year, denominator)
        return cls(denominator, numerator, population)


def coverage(
    totals: pd.DataFrame,
    codes: list[str],
    population: Population | None,
    numerator: str = "reached",
) -> pd.DataFrame:
    """Return one row per unit in the order of `codes`, indexed by `oblast`.

    `numerator` is the column of `totals` for the people of the group that `population` counts.
    Columns: `state` of the people reached (`value`, `zero`, `not_reported`, `no_activity`),
    `reached` (people, NaN unless state is value or zero), `reach_share` and `population_share` (of
    1), `share_difference` (the first minus the second), `population`, `rate` (per 10,000), `gap`
    (people reached minus the number at the national average rate), `count_rank` and `rate_rank`
    (1 = highest, ties share the better rank), `rank_change` (`rate_rank` minus `count_rank`:
    positive if a region ranks lower by rate). NaN if a value is not known or not comparable.
    """
    sums = sum_totals(totals, ["oblast"]).reindex(codes)
    sums.index.name = "oblast"
    present = presence(sums).fillna(0)
    frame = pd.DataFrame(index=sums.index)
    frame["reached"] = sums[numerator].astype("float64").where(present > 0)
    frame["state"] = state_of(present, frame["reached"])
    everybody = overall(totals)[numerator]
    frame["reach_share"] = _shares(frame["reached"], everybody)
    frame["population"] = float("nan")
    if population is not None:
        people = population.by_unit.reindex(codes).astype("float64")
        frame["population"] = people.where(people > 0)
    frame["population_share"] = _shares(frame["population"], frame["population"].sum(skipna=False))
    frame["share_difference"] = frame["reach_share"] - frame["population_share"]
    frame["rate"] = frame["reached"] / frame["population"] * PER
    frame["gap"] = gaps(frame, national_rate(totals, population, numerator))
    frame["count_rank"] = _ranks(frame["reached"])
    frame["rate_rank"] = _ranks(frame["rate"])
    frame["rank_change"] = frame["rate_rank"] - frame["count_rank"]
    return frame


def national_rate(
    totals: pd.DataFrame, population: Population | None, numerator: str = "reached"
) -> float:
    """Return the people reached per 10,000 population, with the activities of no single region.

    NaN if nothing was reported or the population is not known.
    """
    if population is None or totals.empty:
        return float("nan")
    people = population.by_unit.sum(skipna=False)
    return float(overall(totals)[numerator] / people * PER) if people > 0 else float("nan")


def gaps(frame: pd.DataFrame, rate: float) -> pd.Series:
    """Return the people reached minus the number at a given rate, by unit of `coverage`.

    Negative if too few were reached. A unit without an activity counts as zero people reached. NaN
    if nothing was reported or the population is not known.
    """
    reached = frame["reached"].mask(frame["state"] == "no_activity", 0.0)
    return reached - frame["population"] * rate / PER


def units_below(frame: pd.DataFrame, rate: float) -> list[str]:
    """Return the units of `coverage` with activities and a rate below `rate`, lowest first."""
    rates = frame["rate"][frame["rate"] < rate].sort_values(kind="stable")
    return [str(code) for code in rates.index]


def _shares(values: pd.Series, whole: float) -> pd.Series:
    return values / whole if whole > 0 else pd.Series(float("nan"), index=values.index)


def _ranks(values: pd.Series) -> pd.Series:
    return values.rank(method="min", ascending=False)


def migrants_by_region(migrants: pd.DataFrame | None, coverage: pd.DataFrame) -> pd.DataFrame:
    """Return one row per region with a number in the latest year, most migrants first.

    `migrants` has the columns of `tables.LABOUR_MIGRANTS`, None for no rows; `coverage` has the
    columns of `coverage.coverage`. The result has the columns of `coverage`, and `migrants`,
    `year`, `source`, and `migrant_share`, the share of the country's number in that year (of 1; NaN
    if the country's number is not known).
    """
    if migrants is None:
        names = ("migrants", "year", "source", "migrant_share")
        return coverage.iloc[:0].assign(**dict.fromkeys(names, pd.Series(dtype="float64")))
    latest = migrants[migrants["date"] == migrants["date"].max()]
    by_code = latest.drop_duplicates("oblast", keep="last").set_index("oblast")
    codes = [code for code in coverage.index if code in by_code.index]
    rows = coverage.loc[codes].copy()
    rows["migrants"] = by_code["migrants"].reindex(codes).astype("float64")
    rows["year"] = by_code["date"].dt.year.reindex(codes)
    rows["source"] = by_code["source"].reindex(codes)
    total = float(by_code["migrants"].get(COUNTRY, float("nan")))
    rows["migrant_share"] = rows["migrants"] / total
    return rows.sort_values("migrants", ascending=False, kind="stable")


@dataclass(frozen=True)
class Step:
    """A region on the curve: shares of population and people up to and with it (of 1)."""

    code: str
    population: float
    reached: float


@dataclass(frozen=True)
class Concentration:
    """The curve from the region with the lowest rate to that with the highest.

    `gini` is 0 if all rates are equal, and close to but below 1 if all people reached are in one
    region. `excluded` are the regions whose people reached or population is not known.
    """

    steps: tuple[Step, ...]
    gini: float
    excluded: tuple[str, ...]

    @classmethod
    def of(cls, frame: pd.DataFrame) -> Concentration | None:
        """Return the concentration over the rows of `coverage`; None if nobody was reached.

        A region without an activity counts as zero people reached.
        """
        reached = frame["reached"].mask(frame["state"] == "no_activity", 0.0)
        is_known = reached.notna() & (frame["population"] > 0)
        reached, people = reached[is_known], frame["population"][is_known]
        excluded = tuple(str(code) for code in frame.index[~is_known])
        if not reached.sum() > 0:
            return None
        order = (reached / people).sort_values(kind="stable").index
        population = people[order].cumsum() / people.sum()
        people_reached = reached[order].cumsum() / reached.sum()
        steps = tuple(
            Step(str(code), float(share), float(part))
            for code, share, part in zip(order, population, people_reached, strict=True)
        )
        return cls(steps, gini(population.tolist(), people_reached.tolist()), excluded)

    def reached_by(self, population: float) -> float:
        """Return the share of the people reached in the least covered share of the population.

        Between two regions the curve is a straight line.
        """
        xs = [0.0, *(step.population for step in self.steps)]
        ys = [0.0, *(step.reached for step in self.steps)]
        return float(np.interp(population, xs, ys))


def gini(population: Sequence[float], reached: Sequence[float]) -> float:
    """Return the Gini coefficient of cumulative shares: one minus twice the area below them."""
    xs, ys = np.array([0.0, *population]), np.array([0.0, *reached])
    area = float((np.diff(xs) * (ys[1:] + ys[:-1])).sum())
    return max(0.0, 1.0 - area)
