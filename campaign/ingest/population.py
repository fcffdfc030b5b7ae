"""The population of each unit from a checked file, and what makes rates doubtful."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from campaign.domain.places import Places
from campaign.ingest.report import ValidationReport
from campaign.schema.issues import Issue

FEWEST, MOST = 10_000, 5_000_000
"""Beyond these a unit's population is implausible: persons; the units have 0.25 to 1.7 million."""

_WHAT = ["iso_code", "date", "kind"]
_SAME = 0.01
"""Two sources that are no farther apart have rounded differently."""


def ingest_population(
    frame: pd.DataFrame, file: str, places: Places
) -> tuple[pd.DataFrame, tuple[Issue, ...]]:
    """The rows as `Places.population` has them, and what is wrong or doubtful in them.

    `frame` holds accepted rows of `tables.POPULATION`, its index the row in the source. An empty
    `kind` becomes “estimate”, an empty `source` the name of the file. Of two figures of one source
    for the same unit, date and kind the first counts; the second is an error and excluded. Figures
    of two sources both stay, and the later row counts (`Places.nearest_residents`): a warning
    where they are more than a hundredth apart. An implausible figure and a unit without any figure
    are warnings too.
    """
    rows = frame.copy()
    for column, default in (("kind", "estimate"), ("source", file)):
        words = rows[column].fillna("").astype(str).str.strip()
        rows[column] = words.mask(words == "", default)
    by = [*_WHAT, "source"]
    second = rows.duplicated(by, keep="first")
    first = _first(rows, by)
    issues = [
        Issue(file, "second_figure", int(row), "population", {"first": int(first[row])})
        for row in rows.index[second]
    ]
    rows = rows[~second]
    issues += _warn_differing_sources(rows, file)
    issues += _warn_implausible_figures(rows, file, places)
    issues += _warn_missing_units(rows, file, places)
    return rows, tuple(issues)


def _warn_differing_sources(rows: pd.DataFrame, file: str) -> list[Issue]:
    figures = rows["population"]
    first = _first(rows, _WHAT)
    before = first.map(figures)
    return [
        Issue(
            file,
            "sources_differ",
            int(row),
            "population",
            {"first": int(first[row]), "value": int(before[row])},
        )
        for row in rows.index[(figures - before).abs() > before * _SAME]
    ]


def _warn_implausible_figures(rows: pd.DataFrame, file: str, places: Places) -> list[Issue]:
    figures = rows["population"]
    implausible = rows["iso_code"].isin(places.codes) & ~figures.between(FEWEST, MOST)
    return [
        Issue(file, "unlikely_residents", int(row), "population", {"value": int(figures[row])})
        for row in rows.index[implausible & figures.notna()]
    ]


def _warn_missing_units(rows: pd.DataFrame, file: str, places: Places) -> list[Issue]:
    known = set(rows.loc[rows["population"].notna(), "iso_code"])
    missing = [code for code in places.codes if code not in known]
    if not missing:
        return []
    return [Issue(file, "no_residents", params={"units": ", ".join(missing)})]


def beside_boundaries(
    report: ValidationReport, merged: Mapping[str, tuple[str, ...]]
) -> ValidationReport:
    """A population file beside boundaries that draw cities within their oblasts.

    `merged` is that of `BoundaryFile`. A file without any figure of these cities lacks nothing
    then: its figures of the oblasts include them, as the boundaries do.
    """
    cities = {code for unit, codes in merged.items() for code in codes if code != unit}
    lacks = [p for p in report.issues if p.rule == "no_residents"]
    units = {unit for p in lacks for unit in str(p.params["units"]).split(", ")}
    if not lacks or not units <= cities:
        return report
    issues = tuple(p for p in report.issues if p.rule != "no_residents")
    counts = {key: n for key, n in report.counts.items() if key[0] != "no_residents"}
    note = Issue(report.file, "cities_within")
    return replace(
        report,
        status="problems" if issues else "clean",
        issues=issues,
        counts=counts,
        notes=(*report.notes, note),
    )


def _first(rows: pd.DataFrame, by: list[str]) -> pd.Series:
    """For each row the first that is about the same."""
    numbered = rows.assign(row=rows.index)
    return numbered.groupby(by, dropna=False)["row"].transform("first")
