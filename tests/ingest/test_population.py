"""Residents of a brought file: gaps are filled in the open, doubtful figures are named."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from campaign.i18n.translator import Text
from campaign.ingest.population import ingest_population
from campaign.schema.issues import Issue
from tests.ingest.boundaries.boundary_files import places


def frame(*rows: tuple[str, str, float, str, str]) -> pd.DataFrame:
    found = pd.DataFrame(rows, columns=["iso_code", "date", "population", "kind", "source"])
    found["date"] = pd.to_datetime(found["date"])
    found["population"] = found["population"].astype("float64")
    found.index = pd.RangeIndex(2, len(found) + 2, name="row")
    return found


def whole(date: str = "2017-01-01", population: float = 300_000) -> list[tuple]:
    return [(code, date, population, "", "") for code in places().codes]


def located(issues: tuple[Issue, ...]) -> list[tuple[str, int | None, str]]:
    for issue in issues:
        assert issue.message(Text.of("en"))
    return [(p.rule, p.row, p.severity) for p in issues]


def test_kind_and_source_are_filled_where_empty() -> None:
    given = frame(*whole()[1:], ("KG-B", "2017-01-01", 500_000, "census", "stat.kg"))
    rows, issues = ingest_population(given, "own.csv", places())
    assert issues == ()
    assert rows["kind"].value_counts().to_dict() == {"estimate": 8, "census": 1}
    assert rows["source"].value_counts().to_dict() == {"own.csv": 8, "stat.kg": 1}
    assert set(given["kind"]) == {"", "census"}


def test_a_whole_year_gives_rates() -> None:
    rows, _ = ingest_population(frame(*whole()), "own.csv", places())
    at = replace(places(), population=rows).nearest_population(2017)
    assert at is not None and at.total == 2_700_000 and at.sources == ("own.csv",)


def test_a_second_figure_is_left_out_and_points_to_the_first() -> None:
    given = frame(*whole(), ("KG-B", "2017-01-01", 400_000, "estimate", ""))
    rows, issues = ingest_population(given, "own.csv", places())
    assert located(issues) == [("second_figure", 11, "error")]
    assert issues[0].params == {"first": 2} and len(rows) == 9
    assert rows.loc[2, "population"] == 300_000


def test_two_sources_that_differ_are_named_and_kept() -> None:
    given = frame(*whole(), ("KG-B", "2017-01-01", 400_000, "", "a"))
    rows, issues = ingest_population(given, "own.csv", places())
    assert located(issues) == [("sources_differ", 11, "warning")]
    assert issues[0].params == {"first": 2, "value": 300_000} and len(rows) == 10
    given = frame(*whole(), ("KG-B", "2017-01-01", 300_100, "", "a"))
    assert ingest_population(given, "own.csv", places())[1] == ()


def test_a_census_beside_an_estimate_is_no_second_figure() -> None:
    given = frame(*whole(), ("KG-B", "2017-01-01", 400_000, "census", ""))
    assert ingest_population(given, "own.csv", places())[1] == ()


def test_figures_beyond_belief_are_doubted_and_kept() -> None:
    given = frame(
        *whole()[2:], ("KG-B", "2017-01-01", 380, "", ""), ("KG-C", "2017-01-01", 6e6, "", "")
    )
    rows, issues = ingest_population(given, "own.csv", places())
    assert located(issues) == [
        ("unlikely_residents", 9, "warning"),
        ("unlikely_residents", 10, "warning"),
    ]
    assert len(rows) == 9


def test_the_whole_country_is_no_unit() -> None:
    given = frame(*whole(), ("KG", "2017-01-01", 6_140_200, "", ""))
    assert ingest_population(given, "own.csv", places())[1] == ()


def test_a_unit_without_any_figure_is_named() -> None:
    given = frame(*[row for row in whole() if row[0] not in ("KG-T", "KG-GO")])
    issues = ingest_population(given, "own.csv", places())[1]
    assert located(issues) == [("no_residents", None, "warning")]
    assert issues[0].params == {"units": "KG-T, KG-GO"}


def test_the_shipped_figures_raise_no_doubt() -> None:
    rows, issues = ingest_population(places().population, "population.csv", places())
    assert issues == () and len(rows) == len(places().population)
