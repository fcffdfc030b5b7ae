"""Population, migrants and places for boundaries that draw a city within its oblast.

`merged_units` is `boundary_file.BoundaryFile.merged_units`: {code of an oblast: the codes its shape
covers}. The numbers of a city are added to its oblast; nothing else changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from campaign.domain.places import Places, Population
from campaign.ingest.boundaries.boundary_file import BoundaryFile

MergedUnits = Mapping[str, tuple[str, ...]]


def find_oblasts_by_city(merged_units: MergedUnits) -> dict[str, str]:
    """Return {code of a unit without a shape: code of the oblast that covers it}."""
    return {
        code: oblast for oblast, codes in merged_units.items() for code in codes if code != oblast
    }


def merge_population(population: Population, merged_units: MergedUnits) -> Population:
    """Return the population with each city added to its oblast; NaN if either is unknown."""
    oblasts_by_city = find_oblasts_by_city(merged_units)
    by_unit = population.by_unit
    codes = [code for code in by_unit.index if code not in oblasts_by_city]
    targets = [oblasts_by_city.get(str(code), str(code)) for code in by_unit.index]
    # A sum without the unknown value would look like the population of both.
    groups = by_unit.groupby(pd.Series(targets, by_unit.index))
    sums = groups.agg(lambda values: values.sum(skipna=False)).reindex(codes)
    sums.index.name, sums.name = by_unit.index.name, by_unit.name
    return replace(population, by_unit=sums)


def merge_places(places: Places, boundaries: BoundaryFile) -> Places:
    """Return the places with the boundaries of the file; cities without a shape keep their names.

    The population of a city is added to its oblast on dates for which both are known. If the
    population of the city is not known for any date, that of the oblast is assumed to include the
    city, as its shape does. Raises ValueError for unusable boundaries.
    """
    if boundaries.shapes is None:
        raise ValueError("the file has no boundaries")
    return replace(
        places,
        boundaries=boundaries.shapes,
        population=_merge_population_rows(places.population, boundaries.merged_units),
    )


def _merge_population_rows(population: pd.DataFrame, merged_units: MergedUnits) -> pd.DataFrame:
    """Return the population by unit and date, with one row for an oblast and its city together."""
    known_codes = set(population["iso_code"])
    merged_units = {
        oblast: tuple(code for code in codes if code == oblast or code in known_codes)
        for oblast, codes in merged_units.items()
    }
    oblasts_by_city = find_oblasts_by_city(merged_units)
    if not oblasts_by_city or population.empty:
        return population
    is_merged = population["iso_code"].isin([*oblasts_by_city, *merged_units])
    rows = population[is_merged].sort_values("date", kind="stable")
    rows["unit"] = rows["iso_code"].replace(oblasts_by_city)
    by = [rows["unit"], rows["date"].dt.year, rows["kind"], rows["group"]]
    # The latest value of a year is used, as in `Places.nearest_population`.
    rows = rows[~pd.DataFrame(dict(enumerate([*by, rows["iso_code"]]))).duplicated(keep="last")]
    by = [key.reindex(rows.index) for key in by]
    sizes = rows["unit"].map({oblast: len(codes) for oblast, codes in merged_units.items()})
    is_complete = rows.groupby(by)["iso_code"].transform("nunique") == sizes
    rows["population"] = rows.groupby(by)["population"].transform("sum", min_count=2)
    rows["source"] = rows.groupby(by)["source"].transform(_join_sources)
    sums = rows[is_complete & (rows["iso_code"] == rows["unit"])]
    return pd.concat([population[~is_merged], sums.drop(columns="unit")]).sort_index()


def merge_migrants(migrants: pd.DataFrame, merged_units: MergedUnits) -> pd.DataFrame:
    """Return the labour migrants (`tables.LABOUR_MIGRANTS`), each city added to its oblast.

    Numbers of one date are added. Without a number of the city, that of the oblast is assumed to
    include it; a number of the city alone is excluded.
    """
    oblasts_by_city = find_oblasts_by_city(merged_units)
    rows = migrants.drop_duplicates(["oblast", "date"], keep="last")
    is_city = rows["oblast"].isin([*oblasts_by_city])
    groups = rows.groupby([rows["oblast"].replace(oblasts_by_city), rows["date"]])
    sums = groups["migrants"].transform("sum")
    return rows.assign(migrants=sums, source=groups["source"].transform(_join_sources))[~is_city]


def _join_sources(sources: pd.Series) -> str:
    return "; ".join(dict.fromkeys(sources.astype(str)))
