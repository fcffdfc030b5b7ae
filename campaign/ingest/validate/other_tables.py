"""Rows of checked files of populations and targets, and their issues."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

import pandas as pd

from campaign.domain.places import Places
from campaign.i18n.match_key import fold
from campaign.ingest.report import ValidationReport
from campaign.ingest.values.codes import region_codes
from campaign.ingest.vocabulary import load_vocabulary
from campaign.schema.issues import Issue
from campaign.schema.region_codes import COUNTRY

FEWEST, MOST = 10_000, 5_000_000
"""The limits of a plausible population of a unit: persons; the units have 0.25 to 1.7 million."""

_FIGURE_KEY = ["iso_code", "date", "kind", "group"]
_ROUNDING = 0.01
"""The share by which two sources may differ because of rounding."""


def ingest_population(
    frame: pd.DataFrame, file: str, places: Places
) -> tuple[pd.DataFrame, tuple[Issue, ...]]:
    """Return the rows in the form of `Places.population`, and their issues.

    `frame` has accepted rows of `tables.POPULATION`; its index is the row in the source. An empty
    `kind` becomes “estimate”, an empty `source` the name of the file, and a `group` its code if
    `population_groups.toml` has its words. If one source has two values for the same unit, date and
    kind, the first is used; the second is an error and excluded. Values of two sources are both
    kept, and the later row is used (`Places.nearest_population`); a difference of more than one per
    cent is a warning. An implausible value and a unit without any value are warnings too.
    """
    rows = frame.copy()
    for column, default in (("kind", "estimate"), ("source", file)):
        texts = rows[column].fillna("").astype(str).str.strip()
        rows[column] = texts.mask(texts == "", default)
    rows["group"] = _read_groups(rows)
    key = [*_FIGURE_KEY, "source"]
    rows, issues = _without_repetitions(rows, key, "second_value", "population", file)
    issues += _warn_differing_sources(rows, file)
    issues += _warn_implausible_values(rows, file, places)
    issues += _warn_missing_units(rows, file, places)
    return rows, tuple(issues)


def _read_groups(rows: pd.DataFrame) -> pd.Series:
    """Return the code of each row's group, else its words; "" for the whole population."""
    if "group" not in rows:
        return pd.Series("", index=rows.index)
    words = rows["group"].fillna("").astype(str).str.strip()
    return words.map(lambda group: _group_codes().get(fold(group), group))


@cache
def _group_codes() -> dict[str, str]:
    """Return {folded spelling: code of the group, "" for the whole population}."""
    lists = load_vocabulary("values", "population_groups").section("groups")
    codes = {fold(word): code for code, words in lists.items() for word in words}
    return {spelling: "" if code == "everybody" else code for spelling, code in codes.items()}


def _warn_differing_sources(rows: pd.DataFrame, file: str) -> list[Issue]:
    values = rows["population"]
    first = _first_rows(rows, _FIGURE_KEY)
    before = first.map(values)
    return [
        Issue(
            file,
            "sources_differ",
            int(row),
            "population",
            {"first": int(first[row]), "value": int(before[row])},
        )
        for row in rows.index[(values - before).abs() > before * _ROUNDING]
    ]


def _warn_implausible_values(rows: pd.DataFrame, file: str, places: Places) -> list[Issue]:
    values = rows["population"].where(rows["group"] == "")
    is_implausible = rows["iso_code"].isin(places.codes) & ~values.between(FEWEST, MOST)
    return [
        Issue(file, "implausible_population", int(row), "population", {"value": int(values[row])})
        for row in rows.index[is_implausible & values.notna()]
    ]


def _warn_missing_units(rows: pd.DataFrame, file: str, places: Places) -> list[Issue]:
    is_whole = rows["group"] == ""
    codes = set(rows.loc[is_whole & rows["population"].notna(), "iso_code"])
    missing = [code for code in places.codes if code not in codes]
    if not missing:
        return []
    params = region_codes(places.table).list_params("units", missing)
    return [Issue(file, "missing_population", params=params)]


def beside_boundaries(
    report: ValidationReport, merged_units: Mapping[str, tuple[str, ...]]
) -> ValidationReport:
    """Return the report on a population file used with boundaries that merge cities and oblasts.

    `merged_units` is `BoundaryFile.merged_units`. A file without any value for these cities is
    complete, because its values of the oblasts include the cities, as the boundaries do.
    """
    cities = {code for unit, codes in merged_units.items() for code in codes if code != unit}
    missing = [issue for issue in report.issues if issue.rule == "missing_population"]
    units = {unit for issue in missing for unit in str(issue.params["units"]).split(", ")}
    if not missing or not units <= cities:
        return report
    issues = tuple(issue for issue in report.issues if issue.rule != "missing_population")
    counts = {key: n for key, n in report.counts.items() if key[0] != "missing_population"}
    note = Issue(report.file, "cities_within")
    return replace(
        report,
        status="issues" if issues else "clean",
        issues=issues,
        counts=counts,
        notes=(*report.notes, note),
    )


def _first_rows(rows: pd.DataFrame, key: list[str]) -> pd.Series:
    numbered = rows.assign(row=rows.index)
    return numbered.groupby(key, dropna=False)["row"].transform("first")


def _without_repetitions(
    rows: pd.DataFrame, key: list[str], rule: str, column: str, file: str
) -> tuple[pd.DataFrame, list[Issue]]:
    """Return the first row of each key, and an error for each other row."""
    is_repeated = rows.duplicated(key, keep="first")
    first = _first_rows(rows, key)
    issues = [
        Issue(file, rule, int(row), column, {"first": int(first[row])})
        for row in rows.index[is_repeated]
    ]
    return rows[~is_repeated], issues


KEY = ["oblast", "type", "indicator"]


def ingest_targets(frame: pd.DataFrame, file: str) -> tuple[pd.DataFrame, tuple[Issue, ...]]:
    """Return the rows in the form of `Edition.targets`, and their issues.

    `frame` has accepted rows of `tables.TARGETS`; its index is the row in the source. `oblast` is
    "" for the whole country, `type` "" for all types; an empty `indicator` becomes `reach`. If two
    targets have the same region, type and indicator, the first is used; the second is an error and
    excluded.
    """
    rows = frame.copy()
    for column in ("oblast", "type", "indicator", "weights", "source"):
        rows[column] = rows[column].fillna("").astype(str).str.strip()
    rows["oblast"] = rows["oblast"].mask(rows["oblast"] == COUNTRY, "")
    rows["indicator"] = rows["indicator"].mask(rows["indicator"] == "", "reach")
    rows, issues = _without_repetitions(rows, KEY, "second_target", "value", file)
    return rows, tuple(issues)
