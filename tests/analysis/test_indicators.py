"""Frames of the indicators, and the classes of a map."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.analysis.class_breaks import METHODS, Classes, classify, limits
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
from campaign.i18n.translator import Text
from tests.examples import examples

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


VALUES = [104.0, 1007.0, 1067.0, 1135.0, 1218.0, 1290.0, 1298.0, 1459.0, 1595.0]
RATES = [4.207, 10.501, 12.999, 13.995, 17.015, 23.001, 27.002, 38.014, 41.990]
NATIONAL = 17.285

whole_numbers = st.integers(1, 5_000).map(float)
rates = st.floats(0.01, 900, allow_nan=False)
registers = st.lists(whole_numbers, min_size=1, max_size=9) | st.lists(
    rates, min_size=1, max_size=9
)


def class_limits(classification: Classes) -> list[tuple[float, float, int]]:
    return [(c.low, c.high, c.units) for c in classification.classes]


def display_value(value: float, digits: int) -> float:
    """The value as it is displayed."""
    return float(Text.of("en").number(value, digits).replace(",", ""))


@pytest.mark.sample(2)
@pytest.mark.parametrize("method", METHODS)
@given(values=registers, count=st.integers(3, 7), digits=st.sampled_from([0, 1, 3]))
@examples(60)
def test_every_value_is_within_the_limits_of_its_class(
    method: str, values: list[float], count: int, digits: int
) -> None:
    """A displayed value lies between the displayed limits of its class and of no other class."""
    classification = classify(values, method, count, digits, sum(values) / len(values))
    assert sum(c.units for c in classification.classes) == len(values)
    assert len(classification.classes) <= count
    for value in values:
        displayed = display_value(value, digits)
        inside = [c for c in classification.classes if c.low <= displayed <= c.high]
        assert inside == [classification.classes[classification.index(value)]]
    assert classification.classes[0].low == 0
    for below, above in zip(classification.classes, classification.classes[1:], strict=False):
        assert above.low == pytest.approx(below.high + 10**-digits)


@given(values=registers, count=st.integers(3, 7), digits=st.sampled_from([0, 1]))
@examples(300)
def test_values_that_differ_by_one_are_never_split(
    values: list[float], count: int, digits: int
) -> None:
    classification = classify(values, "rounded", count, digits, sum(values) / len(values))
    unit = 10**digits
    displayed = sorted({round(display_value(value, digits) * unit) for value in values})
    for below, above in zip(displayed, displayed[1:], strict=False):
        if above - below <= 1:
            assert classification.index(below / unit) == classification.index(above / unit)


@given(values=registers, count=st.integers(3, 7))
@examples(200)
def test_no_class_of_rounded_limits_is_empty(values: list[float], count: int) -> None:
    assert all(c.units for c in classify(values, "rounded", count, 0, values[0]).classes)


def test_the_shipped_map() -> None:
    """The default map: readable limits, the national average one of them."""
    classification = classify(RATES, "rounded", 5, 1, NATIONAL)
    assert class_limits(classification) == [
        (0.0, 10.0, 1),
        (10.1, 17.3, 4),
        (17.4, 30.0, 2),
        (30.1, 40.0, 1),
        (40.1, 50.0, 1),
    ]
    counts = classify(VALUES, "rounded", 5, 0)
    assert class_limits(counts) == [(0, 1000, 1), (1001, 1250, 4), (1251, 1500, 3), (1501, 1750, 1)]


def test_a_unit_at_the_average_is_in_the_class_that_ends_there() -> None:
    classification = classify([5.0, 17.3, 30.0], "rounded", 5, 1, 17.28)
    assert classification.classes[classification.index(17.3)].high == 17.3


def test_the_average_does_not_split_close_neighbours() -> None:
    # 17.3 and 17.4 stay together: the limit is just below the average, where a class begins.
    classification = classify([5.0, 17.3, 17.4, 30.0], "rounded", 5, 1, 17.3)
    assert classification.index(17.3) == classification.index(17.4)
    assert classification.classes[classification.index(17.3)].low == 17.3
    # With a chain of close neighbours on both sides, the average is no limit.
    chain = classify([5.0, 17.2, 17.3, 17.4, 30.0], "rounded", 5, 1, 17.3)
    assert not any(17.3 in (c.low, c.high) for c in chain.classes)
    assert len({chain.index(v) for v in (17.2, 17.3, 17.4)}) == 1


def test_close_values_are_not_split() -> None:
    # 1,500 lies between 1,490 and 1,510, which differ too little for a limit.
    classification = classify([104.0, 1490.0, 1510.0, 3000.0], "rounded", 5, 0)
    assert classification.index(1490) == classification.index(1510)
    # One outlier does not put all other units into one class.
    far = classify([4.0, 10.0, 13.0, 23.0, 38.0, 400.0], "rounded", 5, 0)
    assert far.index(4) != far.index(23)


def test_equal_intervals_stay_equal() -> None:
    classification = classify([1, 2, 100], "equal", 4, 0)
    assert [c.units for c in classification.classes] == [2, 0, 0, 1]


def test_zero_and_missing_are_in_no_class() -> None:
    for method in METHODS:
        classification = classify([0.0, float("nan"), 5.0, 7.0, 9.0], method, 3, 0)
        assert sum(c.units for c in classification.classes) == 3
        assert classify([0.0, float("nan")], method, 5, 0).classes == ()
    with pytest.raises(ValueError):
        classify([], "natural", 5, 0).index(1)


def test_few_values_give_few_classes() -> None:
    assert class_limits(classify([7, 7], "natural", 5, 0)) == [(0, 7, 2)]
    assert class_limits(classify([7, 7], "rounded", 5, 0)) == [(0, 10, 2)]
    assert len(classify([7, 8], "quantiles", 5, 0).classes) == 2


@pytest.mark.parametrize("method", METHODS)
def test_the_lowest_class_begins_at_zero(method: str) -> None:
    """During the animation of the map a sum grows from zero: the lowest class contains it."""
    classification = classify(VALUES, method, 3, 0)
    lowest = classification.classes[0]
    assert classification.index(1) == 0 and lowest.low == 0
    assert limits(lowest, lambda v: f"{v:.0f}", Text.of("en")) == f"up to {lowest.high:.0f}"
    assert classification.index(10_000) == len(classification.classes) - 1
