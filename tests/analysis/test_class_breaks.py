"""Class limits: each unit is in the class whose displayed limits contain it; limits are round."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.analysis.class_breaks import METHODS, Classes, classify, limits
from campaign.i18n.translator import Text
from tests.examples import examples

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
