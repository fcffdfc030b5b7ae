"""An uploaded population file has defaults, errors for duplicates and implausible values."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from campaign.analysis.provenance import population_warning, source_of_population
from campaign.domain.campaign import Edition
from campaign.i18n.translator import Text
from campaign.ingest.validate.other_tables import ingest_population
from campaign.schema.issues import Issue
from tests.ingest.boundaries.boundary_files import places


def frame(*rows: tuple[str, str, float, str, str]) -> pd.DataFrame:
    populations = pd.DataFrame(rows, columns=["iso_code", "date", "population", "kind", "source"])
    populations["date"] = pd.to_datetime(populations["date"])
    populations["population"] = populations["population"].astype("float64")
    populations.index = pd.RangeIndex(2, len(populations) + 2, name="row")
    return populations


def full_table(date: str = "2017-01-01", population: float = 300_000) -> list[tuple]:
    return [(code, date, population, "", "") for code in places().codes]


def locate(issues: tuple[Issue, ...]) -> list[tuple[str, int | None, str]]:
    for issue in issues:
        assert issue.message(Text.of("en"))
    return [(p.rule, p.row, p.severity) for p in issues]


def test_kind_and_source_are_filled_where_empty() -> None:
    accepted = frame(*full_table()[1:], ("KG-B", "2017-01-01", 500_000, "census", "stat.kg"))
    rows, issues = ingest_population(accepted, "own.csv", places())
    assert issues == ()
    assert rows["kind"].value_counts().to_dict() == {"estimate": 8, "census": 1}
    assert rows["source"].value_counts().to_dict() == {"own.csv": 8, "stat.kg": 1}
    assert set(accepted["kind"]) == {"", "census"}


def test_a_group_is_separate_from_the_whole_population() -> None:
    groups = ["", "", "Молодёжь", "жаштар", "FEMALE", "всего", "aged 15–24"]
    codes = ["KG-B", "KG-N", "KG-B", "KG-N", "KG-N", "KG-C", "KG-B"]
    accepted = frame(*[(code, "2017-01-01", 300_000, "", "") for code in codes])
    accepted["group"] = groups
    rows, issues = ingest_population(accepted, "own.csv", places())
    expected = ["", "", "youth", "youth", "women", "", "aged 15–24"]
    assert rows["group"].tolist() == expected
    # The value of a group is not a second value of the whole population, and may be incomplete.
    assert [rule for rule, *_ in locate(issues)] == ["missing_population"]
    of_places = replace(places(), population=rows)
    assert of_places.population_groups == ["youth", "women", "aged 15–24"]
    youth = of_places.nearest_population(2017, "youth")
    assert youth is not None and youth.by_unit.dropna().to_dict() == {
        "KG-B": 300_000,
        "KG-N": 300_000,
    }
    assert of_places.nearest_population(2017) is None
    assert of_places.nearest_population(2017, "men") is None


def test_a_group_takes_the_year_with_most_regions_then_the_nearest() -> None:
    days = ["2010-01-01", "2010-01-01", "2012-01-01", "2012-01-01", "2016-01-01"]
    codes = ["KG-B", "KG-N", "KG-B", "KG-N", "KG-B"]
    accepted = frame(
        *[(code, day, 300_000, "", "") for code, day in zip(codes, days, strict=True)]
    ).assign(group="youth")
    rows, _ = ingest_population(accepted, "own.csv", places())
    youth = replace(places(), population=rows).nearest_population(2017, "youth")
    assert youth is not None and youth.year == 2012


def test_a_complete_year_is_used_for_rates() -> None:
    rows, _ = ingest_population(frame(*full_table()), "own.csv", places())
    at = replace(places(), population=rows).nearest_population(2017)
    assert at is not None and at.total == 2_700_000 and at.sources == ("own.csv",)


def test_estimates_are_called_rounded_only_if_their_note_says_so(edition: Edition) -> None:
    rows, _ = ingest_population(frame(*full_table()), "own.csv", places())
    shipped = rows.assign(note=["thousands, rounded", *["rounded; Wikipedia table"] * 8])
    census = shipped.assign(kind=["census", *shipped["kind"][1:]])
    words = {}
    for name, table in (("own", rows), ("shipped", shipped), ("census", census)):
        population = replace(places(), population=table).nearest_population(2017)
        words[name] = source_of_population(population, edition, Text.of("en"))
    assert words == {
        "own": ("population of 2017; own.csv",),
        "shipped": ("population of 2017, rounded estimates; own.csv",),
        "census": ("population of 2017; own.csv",),
    }


def test_a_second_value_is_excluded_and_names_the_first() -> None:
    accepted = frame(*full_table(), ("KG-B", "2017-01-01", 400_000, "estimate", ""))
    rows, issues = ingest_population(accepted, "own.csv", places())
    assert locate(issues) == [("second_value", 11, "error")]
    assert issues[0].params == {"first": 2} and len(rows) == 9
    assert rows.loc[2, "population"] == 300_000


def test_two_sources_that_differ_are_a_warning_and_count() -> None:
    accepted = frame(*full_table(), ("KG-B", "2017-01-01", 400_000, "", "a"))
    rows, issues = ingest_population(accepted, "own.csv", places())
    assert locate(issues) == [("sources_differ", 11, "warning")]
    assert issues[0].params == {"first": 2, "value": 300_000} and len(rows) == 10
    accepted = frame(*full_table(), ("KG-B", "2017-01-01", 300_100, "", "a"))
    assert ingest_population(accepted, "own.csv", places())[1] == ()


def test_a_census_beside_an_estimate_is_not_a_duplicate() -> None:
    accepted = frame(*full_table(), ("KG-B", "2017-01-01", 400_000, "census", ""))
    assert ingest_population(accepted, "own.csv", places())[1] == ()


def test_implausible_values_are_warnings_and_count() -> None:
    accepted = frame(
        *full_table()[2:], ("KG-B", "2017-01-01", 380, "", ""), ("KG-C", "2017-01-01", 6e6, "", "")
    )
    rows, issues = ingest_population(accepted, "own.csv", places())
    assert locate(issues) == [
        ("implausible_population", 9, "warning"),
        ("implausible_population", 10, "warning"),
    ]
    assert len(rows) == 9


def test_the_whole_country_is_not_a_unit() -> None:
    accepted = frame(*full_table(), ("KG", "2017-01-01", 6_140_200, "", ""))
    assert ingest_population(accepted, "own.csv", places())[1] == ()


def test_a_unit_without_any_value_has_a_warning() -> None:
    accepted = frame(*[row for row in full_table() if row[0] not in ("KG-T", "KG-GO")])
    issues = ingest_population(accepted, "own.csv", places())[1]
    assert locate(issues) == [("missing_population", None, "warning")]
    assert issues[0].params["units"] == "KG-T, KG-GO"
    for lang, names in (
        ("en", "Talas oblast (KG-T), Osh city (KG-GO)"),
        ("ru", "Таласская область (KG-T), город Ош (KG-GO)"),
        ("ky", "Талас облусу (KG-T), Ош шаары (KG-GO)"),
    ):
        assert names in issues[0].message(Text.of(lang))


def test_the_shipped_values_have_no_issues() -> None:
    rows, issues = ingest_population(places().population, "population.csv", places())
    assert issues == () and len(rows) == len(places().population)


@pytest.mark.parametrize(
    ("population_year", "warning"),
    [
        (2006, "The rate uses the population of 2006, 11 years before the campaign."),
        (2013, "The rate uses the population of 2013, 4 years before the campaign."),
        (2014, ""),
        (2015, ""),
        (2020, ""),
        (2021, "The rate uses the population of 2021, 4 years after the campaign."),
    ],
)
def test_a_population_more_than_three_years_from_the_campaign_is_a_warning(
    edition: Edition, population_year: int, warning: str
) -> None:
    assert edition.population is not None
    population = replace(edition.population, year=population_year)
    text = Text.of("en")
    assert population_warning(population, edition, text).replace("\u00a0", " ") == warning
    lines = source_of_population(population, edition, text)
    assert lines[0].startswith(f"population of {population_year}")
    assert len(lines) == (2 if warning else 1)
    assert population_warning(None, edition, text) == ""
