"""Rates, shares, gaps and the concentration of the people reached."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.analysis.coverage import Concentration, coverage, gaps, national_rate, units_below
from campaign.domain.places import Population
from campaign.domain.totals import group_activities
from campaign.schema.region_codes import COUNTRY
from tests.analysis.test_wide_activities import Row, register
from tests.campaigns import REGIONS
from tests.examples import examples

CODES = list(REGIONS)
NAN = float("nan")


def people(**by_unit: float) -> Population:
    """A population of 10,000 in each region except for the given ones, `B` for `KG-B`."""
    exceptions = {f"KG-{code}": float(n) for code, n in by_unit.items()}
    values = pd.Series({code: exceptions.get(code, 10_000.0) for code in CODES})
    return Population(2015, values, ("https://example.org/",))


def frame_of(rows: list[Row], population: Population | None = None) -> pd.DataFrame:
    totals = group_activities(register(rows))
    return coverage(totals, CODES, people() if population is None else population)


def test_coverage_equals_numbers_calculated_by_hand() -> None:
    frame = frame_of(
        [("KG-B", "lecture", 30), ("KG-B", "lecture", 30), ("KG-O", "lecture", 40)],
        people(B=20_000, O=20_000),
    )
    # 100 people of 110,000: 9.09 per 10,000 in the country.
    batken, osh = frame.loc["KG-B"], frame.loc["KG-O"]
    assert batken["reach_share"] == 0.6 and osh["reach_share"] == 0.4
    assert batken["population_share"] == pytest.approx(20 / 110)
    assert batken["share_difference"] == pytest.approx(0.6 - 20 / 110)
    assert (batken["rate"], osh["rate"]) == (30, 20)
    assert batken["gap"] == pytest.approx(60 - 100 * 20 / 110)
    assert frame.loc["KG-N", "gap"] == pytest.approx(-100 * 10 / 110)
    assert (batken["count_rank"], osh["count_rank"], osh["rate_rank"]) == (1, 2, 2)


def test_rank_change_is_rate_rank_minus_count_rank() -> None:
    frame = frame_of(
        [("KG-B", "lecture", 100), ("KG-O", "lecture", 90), ("KG-T", "lecture", 10)],
        people(B=1_000_000, T=1_000),
    )
    assert frame["count_rank"].dropna().to_dict() == {"KG-B": 1, "KG-O": 2, "KG-T": 3}
    assert frame["rate_rank"].dropna().to_dict() == {"KG-B": 3, "KG-O": 2, "KG-T": 1}
    assert frame["rank_change"].dropna().to_dict() == {"KG-B": 2, "KG-O": 0, "KG-T": -2}


def test_a_region_at_the_national_rate_has_no_gap() -> None:
    frame = frame_of([(code, "lecture", 25) for code in CODES])
    assert (frame["gap"] == 0).all() and (frame["share_difference"] == 0).all()
    assert (frame[["count_rank", "rate_rank"]] == 1).all(axis=None), "equal values share the rank"
    assert units_below(frame, 25) == []


def test_coverage_distinguishes_the_three_states() -> None:
    rows: list[Row] = [("KG-B", "lecture", None), ("KG-N", "lecture", 0), ("KG-O", "lecture", 80)]
    frame = frame_of(rows, people(T=NAN))
    assert frame["state"][["KG-B", "KG-N", "KG-O", "KG-C"]].tolist() == [
        "not_reported",
        "zero",
        "value",
        "no_activity",
    ]
    # A region is not comparable if one of its two numbers is missing.
    assert frame.loc["KG-B", ["reach_share", "rate", "gap"]].isna().all()
    assert frame.loc["KG-T", ["population_share", "rate", "gap"]].isna().all()
    assert frame.loc["KG-C", ["reach_share", "rate"]].isna().all()


def test_the_gap_of_a_region_without_activity_is_its_whole_expected_reach() -> None:
    frame = frame_of([("KG-N", "lecture", 0), ("KG-O", "lecture", 90)])
    # 90 of 90,000 are 10 per 10,000, so 10 in each region.
    assert frame["gap"].to_dict() == {code: 80 if code == "KG-O" else -10 for code in CODES}
    assert gaps(frame, 25)["KG-C"] == -25 and gaps(frame, 25)["KG-O"] == 65
    assert frame["state"]["KG-C"] == "no_activity" and np.isnan(frame["rate"]["KG-C"])


def test_rates_and_gaps_are_missing_without_a_population() -> None:
    totals = group_activities(register([("KG-B", "lecture", 50)]))
    frame = coverage(totals, CODES, None)
    assert (
        frame[["population", "population_share", "rate", "gap", "rate_rank"]].isna().all(axis=None)
    )
    assert frame.loc["KG-B", "reach_share"] == 1 and np.isnan(national_rate(totals, None))


def test_regions_below_a_rate_begin_with_the_lowest() -> None:
    rows: list[Row] = [("KG-B", "lecture", 20), ("KG-N", "lecture", 0), ("KG-O", "lecture", 40)]
    frame = frame_of(rows)
    assert units_below(frame, 40) == ["KG-N", "KG-B"] and units_below(frame, 20) == ["KG-N"]


# Properties of every register --------------------------------------------------------------------

rows_of_registers = st.lists(
    st.tuples(
        st.sampled_from([*CODES, COUNTRY, "KG-B;KG-O"]),
        st.sampled_from(["lecture", "training"]),
        st.none() | st.integers(0, 5_000),
    ),
    min_size=1,
    max_size=30,
)
populations = st.lists(st.integers(10_000, 2_000_000), min_size=9, max_size=9)


def population_of(numbers: list[int]) -> Population:
    return Population(2015, pd.Series(numbers, CODES, dtype="float64"), ())


@examples(100)
@given(rows_of_registers, populations)
def test_shares_add_up_to_one_and_gaps_to_the_people_of_no_single_region(
    rows: list[Row], numbers: list[int]
) -> None:
    totals, population = group_activities(register(rows)), population_of(numbers)
    frame = coverage(totals, CODES, population)
    everybody = sum(n for _, _, n in rows if n is not None)
    wide = sum(n for code, _, n in rows if n is not None and code not in CODES)
    assert frame["population_share"].sum() == pytest.approx(1)
    if everybody:
        assert frame["reach_share"].sum() + wide / everybody == pytest.approx(1)
    missing = frame["state"] == "not_reported"
    expected = national_rate(totals, population) * frame.loc[missing, "population"].sum() / 10_000
    if any(n is not None for _, _, n in rows):
        assert frame["gap"].sum() == pytest.approx(expected - wide, abs=1e-6)


@examples(100)
@given(rows_of_registers, populations, st.integers(0, 29), st.integers(0, 100))
def test_splitting_an_activity_changes_no_rate(
    rows: list[Row], numbers: list[int], at: int, percent: int
) -> None:
    code, kind, reached = rows[at % len(rows)]
    part = None if reached is None else reached * percent // 100
    rest = None if reached is None or part is None else reached - part
    split = [*rows[: at % len(rows)], *rows[at % len(rows) + 1 :]]
    split += [(code, kind, part), (code, kind, rest)]
    population = population_of(numbers)
    before, after = (frame_of(list(r), population) for r in (rows, split))
    pd.testing.assert_frame_equal(before, after)


@examples(50)
@given(rows_of_registers, populations, st.integers(2, 9))
def test_shares_and_ranks_do_not_depend_on_the_scale(
    rows: list[Row], numbers: list[int], factor: int
) -> None:
    population = population_of(numbers)
    larger = replace(population, by_unit=population.by_unit * factor)
    before, after = frame_of(list(rows), population), frame_of(list(rows), larger)
    names = ["reach_share", "population_share", "count_rank", "rate_rank", "gap"]
    pd.testing.assert_frame_equal(before[names], after[names])
    pd.testing.assert_series_equal(before["rate"] / factor, after["rate"])


def curve_of(rows: list[Row], **by_unit: float) -> Concentration:
    curve = Concentration.of(frame_of(rows, people(**by_unit)))
    assert curve is not None
    return curve


def test_equal_rates_have_a_gini_of_zero() -> None:
    curve = curve_of([(code, "lecture", 30) for code in CODES])
    assert curve.gini == pytest.approx(0, abs=1e-12)
    assert curve.reached_by(0.5) == pytest.approx(0.5)
    # Equal rates with unequal populations.
    rows: list[Row] = [(c, "lecture", 90 if c == "KG-B" else 30) for c in CODES]
    assert curve_of(rows, B=30_000).gini == pytest.approx(0, abs=1e-12)


def test_all_people_in_one_of_nine_equal_regions_give_eight_ninths() -> None:
    curve = curve_of([("KG-T", "lecture", 500)])
    assert curve.gini == pytest.approx(8 / 9)
    assert curve.steps[-1].code == "KG-T" and curve.steps[-2].reached == 0
    assert curve.reached_by(0.5) == 0


def test_the_coefficient_of_two_regions_equals_one_calculated_by_hand() -> None:
    # 10 of 10,000 and 90 of 30,000: a quarter of the population has a tenth of the people.
    frame = frame_of([("KG-B", "lecture", 10), ("KG-O", "lecture", 90)], people(O=30_000))
    curve = Concentration.of(frame.loc[["KG-B", "KG-O"]])
    assert curve is not None
    assert [(s.code, s.population, s.reached) for s in curve.steps] == [
        ("KG-B", 0.25, pytest.approx(0.1)),
        ("KG-O", 1.0, 1.0),
    ]
    assert curve.gini == pytest.approx(1 - (0.25 * 0.1 + 0.75 * 1.1))
    assert curve.reached_by(0.5) == pytest.approx(0.1 + 0.9 / 3)


def test_regions_without_a_rate_are_excluded_and_no_activity_counts_as_zero() -> None:
    rows: list[Row] = [("KG-B", "lecture", None), ("KG-N", "lecture", 0), ("KG-O", "lecture", 80)]
    curve = curve_of(rows, T=NAN)
    assert set(curve.excluded) == {"KG-B", "KG-T"}
    assert {step.code for step in curve.steps} == set(CODES) - {"KG-B", "KG-T"}
    assert curve.steps[-1].code == "KG-O" and curve.gini == pytest.approx(6 / 7)


def test_the_curve_excludes_activities_of_the_whole_country() -> None:
    rows: list[Row] = [(code, "lecture", 30) for code in CODES]
    assert curve_of([*rows, ("KG", "lecture", 4_000)]).gini == pytest.approx(0, abs=1e-12)


def test_there_is_no_curve_if_nobody_is_reached() -> None:
    rows: list[list[Row]] = [[("KG-N", "lecture", 0)], [("KG-N", "lecture", None)]]
    for activities in rows:
        assert Concentration.of(frame_of(activities)) is None
    assert curve_of([("KG-N", "lecture", 1)]).gini == pytest.approx(8 / 9)


@examples(100)
@given(rows_of_registers, populations)
def test_the_curve_lies_below_the_diagonal_and_the_coefficient_between_zero_and_one(
    rows: list[Row], numbers: list[int]
) -> None:
    curve = Concentration.of(frame_of(list(rows), population_of(numbers)))
    if curve is None:
        return
    assert 0 <= curve.gini < 1
    last = curve.steps[-1]
    assert (last.population, last.reached) == (pytest.approx(1), pytest.approx(1))
    points = [(0.0, 0.0), *((s.population, s.reached) for s in curve.steps)]
    slopes = [(y - v) / (x - u) for (u, v), (x, y) in pairwise(points)]
    assert all(b >= a - 1e-9 for a, b in pairwise(slopes))
    assert all(y <= x + 1e-9 for x, y in points)


@examples(50)
@given(rows_of_registers, populations, st.integers(2, 9), st.integers(2, 9))
def test_the_coefficient_does_not_depend_on_the_scale(
    rows: list[Row], numbers: list[int], more_people: int, more_population: int
) -> None:
    frame = frame_of(list(rows), population_of(numbers))
    other = frame.assign(
        reached=frame["reached"] * more_people, population=frame["population"] * more_population
    )
    before, after = Concentration.of(frame), Concentration.of(other)
    assert (before is None) == (after is None)
    if before is not None and after is not None:
        assert after.gini == pytest.approx(before.gini, abs=1e-9)


@examples(50)
@given(rows_of_registers, populations)
def test_the_coefficient_is_the_mean_difference_of_rates(
    rows: list[Row], numbers: list[int]
) -> None:
    """An independent formula: half the mean absolute difference of rates over the mean rate."""
    frame = frame_of(list(rows), population_of(numbers))
    curve = Concentration.of(frame)
    if curve is None:
        return
    known: pd.DataFrame = frame.loc[[step.code for step in curve.steps]]
    reached = known["reached"].fillna(0.0).to_numpy()
    shares = known["population"].to_numpy() / known["population"].sum()
    rates = reached / known["population"].to_numpy()
    differences = np.abs(rates[:, None] - rates[None, :]) * shares[:, None] * shares[None, :]
    assert curve.gini == pytest.approx(differences.sum() / 2 / (rates * shares).sum(), abs=1e-9)
