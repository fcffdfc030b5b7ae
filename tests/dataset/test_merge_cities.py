"""Values of a city are added to its oblast; not reported stays not reported."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from campaign.dataset.merge_cities import (
    find_oblasts_by_city,
    merge_migrants,
    merge_places,
    merge_population,
)
from campaign.domain.merged_regions import merge_activities
from campaign.domain.places import Places, Population
from campaign.domain.totals import COUNTS, SUMS, group_activities, presence
from campaign.i18n.translator import Text
from campaign.ingest.boundaries.boundary_file import BoundaryFile

GEO = Path(__file__).resolve().parents[2] / "geo"
MERGED_UNITS = {"KG-C": ("KG-C", "KG-GB"), "KG-O": ("KG-O", "KG-GO")}


@pytest.fixture(scope="module")
def places() -> Places:
    table = pd.read_csv(GEO / "oblasts.csv", keep_default_na=False).set_index("iso_code")
    population = pd.read_csv(GEO / "population.csv", keep_default_na=False)
    days = population["date"].where(
        population["date"].str.len() != 4, population["date"] + "-01-01"
    )
    population["date"] = pd.to_datetime(days)
    population["population"] = population["population"].astype("float64")
    return Places(table, None, population)


def activities(*rows: tuple[str, str, str, float | None, float | None]) -> pd.DataFrame:
    """Activities (oblast, day, type, reached, youth)."""
    register = pd.DataFrame(rows, columns=["oblast", "date", "type", "reached", "youth"])
    register["date"] = pd.to_datetime(register["date"])
    for column in ("reached", "youth", "women", "men", "materials", "media_audience"):
        register[column] = register.get(column, pd.Series(np.nan, register.index)).astype("float64")
    return register


def merge_totals(register: pd.DataFrame) -> pd.DataFrame:
    """Return the grouped table of activities, with activities of a city in its oblast."""
    return group_activities(merge_activities(register, find_oblasts_by_city(MERGED_UNITS)))


def boundary_file(codes: list[str], merged_units: dict[str, tuple[str, ...]]) -> BoundaryFile:
    boxes = [shapely.box(70 + i, 40, 71 + i, 41) for i in range(len(codes))]
    shapes = gpd.GeoDataFrame({"iso_code": codes}, geometry=boxes, crs=4326)
    return BoundaryFile("f", "clean", shapes, merged_units)


def test_rows_of_a_city_are_added_to_its_oblast() -> None:
    before = activities(
        ("KG-C", "2017-08-01", "lecture", 10, 4),
        ("KG-GB", "2017-08-01", "lecture", 5, None),
        ("KG-GB", "2017-08-02", "lecture", 7, None),
        ("KG-N", "2017-08-01", "lecture", 1, None),
    )
    after = merge_totals(before)
    totals = group_activities(before)
    assert after[["oblast", "reached", "activities"]].values.tolist() == [
        ["KG-C", 15.0, 2],
        ["KG-C", 7.0, 1],
        ["KG-N", 1.0, 1],
    ]
    assert after["youth"].iloc[0] == 4 and after["youth_of"].iloc[0] == 10
    assert after[COUNTS].sum().tolist() == totals[COUNTS].sum().tolist()
    assert after[SUMS].sum().tolist() == totals[SUMS].sum().tolist()


def test_not_reported_is_never_zero() -> None:
    before = activities(
        ("KG-O", "2017-08-01", "lecture", None, None),
        ("KG-GO", "2017-08-01", "lecture", None, None),
        ("KG-C", "2017-08-01", "lecture", None, None),
        ("KG-GB", "2017-08-01", "lecture", 0, None),
    )
    after = merge_totals(before).set_index("oblast")["reached"]
    assert np.isnan(after["KG-O"]) and after["KG-C"] == 0


def test_merged_units_have_one_row_per_day_and_type_and_merging_twice_changes_nothing() -> None:
    before = activities(
        ("KG-GB", "2017-08-01", "lecture", 5, None), ("KG-C", "2017-08-01", "lecture", 6, None)
    )
    once = merge_activities(before, find_oblasts_by_city(MERGED_UNITS))
    assert len(group_activities(once)) == 1
    assert merge_activities(once, find_oblasts_by_city(MERGED_UNITS)) is once
    assert merge_activities(before, {}) is before


def test_an_activity_of_an_oblast_and_its_city_counts_once() -> None:
    before = activities(
        ("KG-O;KG-GO", "2017-08-01", "lecture", 100, None),
        ("KG-B;KG-GO;KG-O", "2017-08-02", "lecture", 50, None),
        ("KG", "2017-08-03", "lecture", 30, None),
        ("KG-GO", "2017-08-04", "lecture", 7, None),
    )
    before["reached_by_oblast"] = [
        "KG-GO=60; KG-O=30",
        "KG-B=10; KG-GO=20; KG-O=20",
        "KG-GO=10; KG-O=20",
        "",
    ]
    merged = merge_activities(before, find_oblasts_by_city(MERGED_UNITS))
    assert merged["oblast"].tolist() == ["KG-O", "KG-B;KG-O", "KG", "KG-O"]
    assert merged["reached_by_oblast"].tolist() == ["", "KG-B=10; KG-O=40", "KG-O=30", ""]
    after = merge_totals(before)
    assert after["activities"].sum() == 4 and after["reached"].sum() == 187
    assert after["attendance"].sum() == 187
    oblast = after[after["oblast"] == "KG-O"].set_index("date")
    assert presence(oblast).tolist() == [1, 1, 1, 1]
    assert oblast["reached"].tolist() == [100, 40, 30, 7]


def test_the_frame_is_not_changed() -> None:
    before = activities(("KG-GB", "2017-08-01", "lecture", 5, None))
    copy = before.copy()
    merge_totals(before)
    pd.testing.assert_frame_equal(before, copy)


def test_populations_are_added_and_the_country_keeps_its_total(places: Places) -> None:
    before = places.nearest_population(2017)
    assert before is not None
    after = merge_population(before, MERGED_UNITS)
    assert list(after.by_unit.index) == [c for c in places.codes if c not in ("KG-GB", "KG-GO")]
    assert after.by_unit["KG-C"] == before.by_unit["KG-C"] + before.by_unit["KG-GB"]
    assert after.by_unit["KG-N"] == before.by_unit["KG-N"]
    assert after.total == before.total and after.year == before.year
    assert after.by_unit.index.name == before.by_unit.index.name
    pd.testing.assert_series_equal(merge_population(after, MERGED_UNITS).by_unit, after.by_unit)


def test_a_population_with_one_unknown_part_is_unknown() -> None:
    by_unit = pd.Series({"KG-C": 900.0, "KG-GB": np.nan, "KG-N": 3.0})
    after = merge_population(Population(2017, by_unit, ("s",)), {"KG-C": ("KG-C", "KG-GB")})
    assert np.isnan(after.by_unit["KG-C"]) and after.by_unit["KG-N"] == 3


def test_places_are_those_with_a_shape(places: Places) -> None:
    codes = [c for c in places.codes if c not in ("KG-GB", "KG-GO")]
    after = merge_places(places, boundary_file(codes, MERGED_UNITS))
    assert after.codes == codes and after.boundaries is not None
    # Events and rows of files still name a city.
    assert after.name("KG-GO", Text.of("en")) == "Osh city"


def test_nine_units_change_the_boundaries_only(places: Places) -> None:
    after = merge_places(places, boundary_file(places.codes, {}))
    assert after.codes == places.codes
    pd.testing.assert_frame_equal(after.population, places.population)


@pytest.mark.parametrize("year", [2009, 2015, 2017, 2023])
def test_populations_of_merged_places_are_the_merged_populations(places: Places, year: int) -> None:
    codes = [c for c in places.codes if c not in ("KG-GB", "KG-GO")]
    expected = places.nearest_population(year)
    population = merge_places(places, boundary_file(codes, MERGED_UNITS)).nearest_population(year)
    assert expected is not None and population is not None and population.year == expected.year
    pd.testing.assert_series_equal(
        population.by_unit, merge_population(expected, MERGED_UNITS).by_unit
    )
    assert population.total == expected.total


def test_an_oblast_without_the_population_of_its_city_has_none(places: Places) -> None:
    rows = places.population
    city = rows["iso_code"] == "KG-GO"
    rows = rows[~city | ~rows[city].duplicated("iso_code").reindex(rows.index, fill_value=False)]
    rows = rows.assign(kind=rows["kind"].mask(rows["iso_code"] == "KG-GO", "lower series"))
    incomplete_places = Places(places.table, None, rows)
    codes = [c for c in places.codes if c not in ("KG-GB", "KG-GO")]
    after = merge_places(incomplete_places, boundary_file(codes, MERGED_UNITS))
    assert "KG-O" not in set(after.population["iso_code"])
    assert after.nearest_population(2017) is None


def test_a_population_without_cities_includes_them_as_the_shapes_do(places: Places) -> None:
    rows = places.population[~places.population["iso_code"].isin(["KG-GB", "KG-GO"])]
    seven_oblasts = Places(places.table, None, rows)
    codes = [c for c in places.codes if c not in ("KG-GB", "KG-GO")]
    after = merge_places(seven_oblasts, boundary_file(codes, MERGED_UNITS)).nearest_population(2017)
    before = replace(places, table=places.table.loc[codes], population=rows).nearest_population(
        2017
    )
    assert after is not None and before is not None and list(after.by_unit.index) == codes
    pd.testing.assert_series_equal(after.by_unit, before.by_unit)


def test_migrants_of_a_city_are_added_to_those_of_its_oblast() -> None:
    cells = [
        ("KG", "2018-01-01", 100, "https://a"),
        ("KG-O", "2018-01-01", 20, "https://a"),
        ("KG-GO", "2018-01-01", 5, "https://b"),
        ("KG-GO", "2018-01-01", 6, "https://b"),  # the later row of a date is used
        ("KG-O", "2016-01-01", 18, "https://a"),
        ("KG-GB", "2018-01-01", 7, "https://b"),
        ("KG-N", "2018-01-01", 3, "https://a"),
    ]
    migrants = pd.DataFrame(cells, columns=["oblast", "date", "migrants", "source"])
    after = merge_migrants(migrants, MERGED_UNITS)
    assert after.to_records(index=False).tolist() == [
        ("KG", "2018-01-01", 100, "https://a"),
        ("KG-O", "2018-01-01", 26, "https://a; https://b"),
        ("KG-O", "2016-01-01", 18, "https://a"),
        ("KG-N", "2018-01-01", 3, "https://a"),
    ]


def test_unusable_boundaries_are_an_error(places: Places) -> None:
    with pytest.raises(ValueError):
        merge_places(places, BoundaryFile("f", "personal_data", None))
