"""Frames of indicators, compared with sums over the CSV file that do not use the app's code."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from campaign.analysis.indicators import (
    INDICATORS,
    accumulate_by_unit,
    by_day,
    by_type,
    by_unit,
    by_unit_and_type,
    country,
)
from campaign.analysis.kpi_words import kpi_values
from campaign.domain.campaign import Campaign, Edition
from campaign.domain.totals import group_activities, overall

ROWS = list(
    csv.DictReader(
        (Path(__file__).parent.parent.parent / "data/2017/activities.csv").open(encoding="utf-8")
    )
)


def sum_of(column: str, **where: str) -> int | None:
    """The sum over the CSV; None if all cells are empty."""
    cells = [
        int(row[column])
        for row in ROWS
        if row[column] != "" and all(row[key] == value for key, value in where.items())
    ]
    return sum(cells) if cells else None


def small_register(**columns: list[object]) -> pd.DataFrame:
    names = ["reached", "women", "men", "youth", "materials", "media_audience"]
    frame = pd.DataFrame(columns)
    for name in names:
        if name not in frame:
            frame[name] = np.nan
        frame[name] = frame[name].astype("float64")
    frame["date"] = pd.to_datetime(frame.get("date", ["2017-08-01"] * len(frame)))
    return frame


def test_reach_of_every_unit_is_the_sum_over_the_file(campaign: Campaign, edition: Edition) -> None:
    assert edition.totals is not None
    units = by_unit(edition.totals, INDICATORS["reach"], campaign.places.codes, edition.population)
    assert list(units.index) == campaign.places.codes
    for code in campaign.places.codes:
        assert units.loc[code, "value"] == sum_of("reached", oblast=code)
        assert units.loc[code, "activities"] == sum(row["oblast"] == code for row in ROWS)
    assert units["value"].sum() == sum_of("reached")
    assert units["share"].sum() == pytest.approx(1)


def test_rates_use_the_population_of_the_nearest_complete_year(
    campaign: Campaign, edition: Edition
) -> None:
    assert edition.population is not None and edition.population.year == 2015
    assert edition.totals is not None
    units = by_unit(edition.totals, INDICATORS["rate"], campaign.places.codes, edition.population)
    naryn = sum_of("reached", oblast="KG-N")
    assert naryn is not None
    assert units.loc["KG-N", "value"] == pytest.approx(naryn / 264_900 * 10_000)
    # The rate of the country is not the mean of the regions' rates.
    national = country(edition.totals, INDICATORS["rate"], edition.population)
    assert national == pytest.approx(10_173 / edition.population.total * 10_000)


def test_values_by_type_and_by_region_and_type_equal_sums_over_the_file(
    campaign: Campaign, edition: Edition
) -> None:
    assert edition.totals is not None
    types = by_type(edition.totals, INDICATORS["reach"], campaign.types)
    for code, row in types.iterrows():
        expected = sum_of("reached", type=str(code))
        assert (pd.isna(row["value"]) and expected is None) or row["value"] == expected
    pairs = by_unit_and_type(edition.totals, INDICATORS["activities"])
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for row in ROWS:
        counts[row["oblast"], row["type"]] += 1
    assert {(r.oblast, r.type): r.value for r in pairs.itertuples()} == counts


def test_values_by_day_cover_every_day_and_add_up(edition: Edition) -> None:
    assert edition.totals is not None and edition.start and edition.end
    days = by_day(edition.totals, edition.start, edition.end)
    assert len(days) == 113
    assert days["cumulative"].iloc[-1] == sum_of("reached")
    assert days["activities"].sum() == len(ROWS) == 77


def test_kpis_are_the_sums_of_the_file(campaign: Campaign, edition: Edition) -> None:
    assert edition.totals is not None
    numbers = kpi_values(edition.totals, campaign.places.codes, edition.population)
    both = [row for row in ROWS if row["youth"] and row["reached"]]
    youth = sum(int(r["youth"]) for r in both) / sum(int(r["reached"]) for r in both)
    assert (numbers.activities, numbers.reached, numbers.units) == (77, sum_of("reached"), 9)
    assert numbers.youth == pytest.approx(youth)
    assert numbers.not_reported == sum(row["reached"] == "" for row in ROWS)


def test_values_by_unit_have_four_states() -> None:
    totals = group_activities(
        small_register(oblast=["A", "B", "C", "C"], type=["t"] * 4, reached=[10, np.nan, 0, np.nan])
    )
    units = by_unit(totals, INDICATORS["reach"], ["A", "B", "C", "D"], None)
    assert list(units["state"]) == ["value", "not_reported", "zero", "no_activity"]
    assert units["value"].isna().tolist() == [False, True, False, True]
    assert units["rank"].tolist()[:1] == [1.0]
    activities = by_unit(totals, INDICATORS["activities"], ["A", "B", "C", "D"], None)
    assert list(activities["state"]) == ["value", "value", "value", "no_activity"]


def test_the_media_audience_is_not_added_to_people_reached() -> None:
    frame = small_register(
        oblast=["A", "A"],
        type=["tv", "lecture"],
        reached=[10, 20],
        women=[6, np.nan],
        men=[4, 12],
        youth=[9, 18],
        media_audience=[5_000, np.nan],
    )
    row = overall(group_activities(frame))
    assert row["reached"] == 30
    assert row["media_audience"] == 5_000
    # A share is of the people of activities that report the group, not of all people.
    assert (row["women"], row["women_of"], row["men_of"]) == (6, 10, 30)


def test_a_share_excludes_activities_without_attendance() -> None:
    row = overall(
        group_activities(
            small_register(oblast=["A", "A"], type=["t", "t"], reached=[np.nan, 10], youth=[7, 5])
        )
    )
    assert (row["youth"], row["youth_of"]) == (5, 10)


def test_the_last_accumulated_values_equal_those_of_the_map(
    campaign: Campaign, edition: Edition
) -> None:
    assert edition.totals is not None and edition.start and edition.end
    days = pd.date_range(edition.start, edition.end)
    for code in ("reach", "rate", "activities", "materials"):
        indicator = INDICATORS[code]
        final = by_unit(edition.totals, indicator, campaign.places.codes, edition.population)
        steps = accumulate_by_unit(
            edition.totals, indicator, campaign.places.codes, edition.population, days
        )
        last = steps.groupby("oblast")["value"].last()
        for unit in campaign.places.codes:
            assert last[unit] == pytest.approx(final.loc[unit, "value"])
        values = steps.groupby("oblast")["value"]
        assert all(v.dropna().is_monotonic_increasing for _, v in values)


def test_accumulated_values_are_not_reported_before_the_first_report() -> None:
    frame = small_register(
        oblast=["A", "A", "A"],
        type=["t"] * 3,
        date=["2017-08-01", "2017-08-03", "2017-08-05"],
        reached=[np.nan, 4, np.nan],
    )
    days = pd.date_range("2017-08-01", "2017-08-05")
    steps = accumulate_by_unit(group_activities(frame), INDICATORS["reach"], ["A"], None, days)
    assert steps["state"].tolist() == ["not_reported", "value", "value"]
    assert steps["value"].tolist()[1:] == [4, 4]


def test_indicators_do_not_change_the_totals(campaign: Campaign, edition: Edition) -> None:
    assert edition.totals is not None
    before = edition.totals.copy()
    for indicator in INDICATORS.values():
        by_unit(edition.totals, indicator, campaign.places.codes, edition.population)
    pd.testing.assert_frame_equal(edition.totals, before)
