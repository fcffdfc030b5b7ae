"""The residents of each unit from a checked population file, and what makes rates doubtful."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from campaign.domain.places import Places
from campaign.ingest.report import ValidationReport
from campaign.schema.issues import Issue

FEWEST, MOST = 10_000, 5_000_000
"""Beyond these a unit's residents are doubted: persons; the units have 0.25 to 1.7 million."""

_WHAT = ["iso_code", "date", "kind"]
_SAME = 0.01
"""Two sources that are no farther apart have rounded differently."""


def ingest_population(
    frame: pd.DataFrame, file: str, places: Places
) -> tuple[pd.DataFrame, tuple[Issue, ...]]:
    """The rows as `Places.residents` has them, and the faults found.

    `frame` holds accepted rows of `schema.POPULATION`, its index the row in the source. An empty
    `kind` becomes “estimate”, an empty `source` the name of the file. Of two figures of one source
    for the same unit, date and kind the first counts; the second is an error and left out. Figures
    of two sources both stay, and the later row counts (`Places.nearest_residents`): a warning
    where they are more than a hundredth apart. So are a figure beyond belief, and a unit without
    any figure.
    """
    rows = frame.copy()
    for column, default in (("kind", "estimate"), ("source", file)):
        given = rows[column].fillna("").astype(str).str.strip()
        rows[column] = given.mask(given == "", default)
    again = rows.duplicated([*_WHAT, "source"], keep="first")
    first = _first(rows, [*_WHAT, "source"])
    problems = [
        Issue(file, "second_figure", int(row), "population", params={"first": int(first[row])})
        for row in rows.index[again]
    ]
    rows = rows[~again]
    figures = rows["population"]
    first = _first(rows, _WHAT)
    before = first.map(figures)
    for row in rows.index[(figures - before).abs() > before * _SAME]:
        params = {"first": int(first[row]), "value": int(before[row])}
        problems.append(Issue(file, "sources_differ", int(row), "population", params))
    ours = rows["iso_code"].isin(places.codes)
    unlikely = ours & ~figures.between(FEWEST, MOST) & figures.notna()
    problems += [
        Issue(
            file,
            "unlikely_residents",
            int(row),
            "population",
            {"value": int(figures[row])},
        )
        for row in rows.index[unlikely]
    ]
    known = set(rows.loc[ours & figures.notna(), "iso_code"])
    lacking = [code for code in places.codes if code not in known]
    if lacking:
        units = {"units": ", ".join(lacking)}
        problems.append(Issue(file, "no_residents", params=units))
    return rows, tuple(problems)


def beside_outlines(
    people: ValidationReport, merged: Mapping[str, tuple[str, ...]]
) -> ValidationReport:
    """A population file beside boundaries that draw cities within their oblasts.

    `merged` is that of `outlines.BoundaryFile`. A file without any figure of these cities lacks
    nothing then: its figures of the oblasts include them, as the outlines do.
    """
    cities = {code for unit, codes in merged.items() for code in codes if code != unit}
    lacks = [p for p in people.problems if p.rule == "no_residents"]
    units = {unit for p in lacks for unit in str(p.params["units"]).split(", ")}
    if not lacks or not units <= cities:
        return people
    problems = tuple(p for p in people.problems if p.rule != "no_residents")
    counts = {key: n for key, n in people.counts.items() if key[0] != "no_residents"}
    said = Issue(people.file, "cities_within")
    return replace(
        people,
        status="problems" if problems else "clean",
        problems=problems,
        counts=counts,
        notes=(*people.notes, said),
    )


def _first(rows: pd.DataFrame, by: list[str]) -> pd.Series:
    """For each row the first that is about the same."""
    numbered = rows.assign(row=rows.index)
    return numbered.groupby(by, dropna=False)["row"].transform("first")
