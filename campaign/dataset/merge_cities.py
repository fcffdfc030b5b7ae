"""Figures and places for boundaries that draw a city within its oblast.

`merged` is that of `boundary_file.BoundaryFile`: {code of an oblast: the codes its shape covers}.
Counts and sums of the city are added to the oblast; nothing else changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from campaign.domain.places import Places, Population
from campaign.domain.totals import KEYS, sum_totals
from campaign.ingest.boundaries.boundary_file import BoundaryFile

Merged = Mapping[str, tuple[str, ...]]


def _into(merged: Merged) -> dict[str, str]:
    """{code: the code it is counted under} of the units that are not drawn themselves."""
    return {code: oblast for oblast, codes in merged.items() for code in codes if code != oblast}


def merge_totals(totals: pd.DataFrame, merged: Merged) -> pd.DataFrame:
    """The grouped table (`totals.group_activities`) with each city's rows under its oblast's code.

    Still one row per oblast, day and type: counts and sums are added up, and a sum is NaN (*not
    reported*) only where neither of the two gave the figure.
    """
    into = _into(merged)
    if not totals["oblast"].isin(into).any():
        return totals
    moved = totals.assign(oblast=totals["oblast"].replace(into))
    return sum_totals(moved, KEYS).reset_index()[list(totals.columns)]


def merge_population(population: Population, merged: Merged) -> Population:
    """Population with each city's added to its oblast's; NaN where either figure is not known."""
    into = _into(merged)
    counted = population.by_unit
    drawn = [code for code in counted.index if code not in into]
    under = pd.Series([into.get(str(code), str(code)) for code in counted.index], counted.index)
    # The sum of one known and one unknown figure would pass for the population of both.
    sums = counted.groupby(under).agg(lambda figures: figures.sum(skipna=False)).reindex(drawn)
    sums.index.name, sums.name = counted.index.name, counted.name
    return replace(population, by_unit=sums)


def merge_places(places: Places, outlines: BoundaryFile) -> Places:
    """The places with the outlines' boundaries and only the units that are drawn.

    A city's population is counted in its oblast, on dates for which both figures are known. Where
    no figure of the city is known for any date, those of the oblast are taken to include it, as its
    outline does. Raises ValueError for outlines that cannot be used.
    """
    if outlines.shapes is None:
        raise ValueError("the outlines are not known")
    drawn = [code for code in places.codes if code in set(outlines.shapes["iso_code"])]
    return Places(
        table=places.table.loc[drawn],
        boundaries=outlines.shapes,
        population=_moved(places.population, outlines.merged_units),
    )


def _moved(population: pd.DataFrame, merged: Merged) -> pd.DataFrame:
    """Residents by unit and date, with one figure where an oblast and its city had one each."""
    known = set(population["iso_code"])
    merged = {
        oblast: tuple(code for code in codes if code == oblast or code in known)
        for oblast, codes in merged.items()
    }
    into = _into(merged)
    if not into or population.empty:
        return population
    concerned = population["iso_code"].isin([*into, *merged])
    rows = population[concerned].sort_values("date", kind="stable")
    rows["unit"] = rows["iso_code"].replace(into)
    by = [rows["unit"], rows["date"].dt.year, rows["kind"]]
    # As `Places.nearest_residents` does: of one year the latest figure counts.
    rows = rows[~pd.DataFrame(dict(enumerate([*by, rows["iso_code"]]))).duplicated(keep="last")]
    by = [key.reindex(rows.index) for key in by]
    complete = rows["unit"].map({oblast: len(codes) for oblast, codes in merged.items()})
    whole = rows.groupby(by)["iso_code"].transform("nunique") == complete
    rows["population"] = rows.groupby(by)["population"].transform("sum", min_count=2)
    rows["source"] = rows.groupby(by)["source"].transform(_both)
    kept = rows[whole & (rows["iso_code"] == rows["unit"])]
    return pd.concat([population[~concerned], kept.drop(columns="unit")]).sort_index()


def _both(sources: pd.Series) -> str:
    return "; ".join(dict.fromkeys(sources.astype(str)))
