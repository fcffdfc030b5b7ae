"""The concentration of reach: known answers, excluded regions, and properties of every register."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.analysis.coverage import Concentration
from tests.analysis.test_coverage import (
    CODES,
    NAN,
    frame_of,
    people,
    population_of,
    populations,
    rows_of_registers,
)
from tests.analysis.test_wide_activities import Row
from tests.examples import examples


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
    for register in rows:
        assert Concentration.of(frame_of(register)) is None
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
