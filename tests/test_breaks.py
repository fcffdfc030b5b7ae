"""Class breaks: every unit in the class that its printed limits promise."""

from __future__ import annotations

import pytest

from campaign.breaks import METHODS, classify

VALUES = [104.0, 1007.0, 1067.0, 1135.0, 1218.0, 1290.0, 1298.0, 1459.0, 1595.0]


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("count", range(3, 8))
@pytest.mark.parametrize("digits", [0, 1])
def test_limits_hold_what_they_say(method: str, count: int, digits: int) -> None:
    values = VALUES if digits == 0 else [v / 97 for v in VALUES]
    found = classify(values, method, count, digits)
    assert sum(c.units for c in found.classes) == len(values)
    assert len(found.classes) <= count
    for value in values:
        a_class = found.classes[found.index(value)]
        assert a_class.low - 0.5 * 10**-digits <= value <= a_class.high
    for below, above in zip(found.classes, found.classes[1:], strict=False):
        assert above.low == pytest.approx(below.high + 10**-digits)


def test_equal_intervals_stay_equal() -> None:
    found = classify([1, 2, 100], "equal", 4, 0)
    assert [c.units for c in found.classes] == [2, 0, 0, 1]


def test_zero_and_missing_are_in_no_class() -> None:
    found = classify([0.0, float("nan"), 5.0, 7.0, 9.0], "quantiles", 3, 0)
    assert sum(c.units for c in found.classes) == 3
    assert classify([0.0, float("nan")], "quantiles", 5, 0).classes == ()
    with pytest.raises(ValueError):
        classify([], "natural", 5, 0).index(1)


def test_few_values_give_few_classes() -> None:
    assert [(c.low, c.high) for c in classify([7, 7], "natural", 5, 0).classes] == [(7, 7)]
    assert len(classify([7, 8], "quantiles", 5, 0).classes) == 2


def test_values_beyond_the_ends_take_the_nearest_class() -> None:
    found = classify(VALUES, "quantiles", 3, 0)
    assert found.index(1) == 0
    assert found.index(10_000) == 2
