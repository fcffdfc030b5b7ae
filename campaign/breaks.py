"""Class breaks for a choropleth: quantiles, equal intervals or natural breaks."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

import numpy as np

from campaign.text import N_

METHODS: Mapping[str, str] = {
    "quantiles": N_("Quantiles"),
    "equal": N_("Equal intervals"),
    "natural": N_("Natural breaks"),
}
FEWEST, MOST = 3, 7


@dataclass(frozen=True)
class Class:
    """A class of values from `low` to `high`, both ends inside, and how many units are in it."""

    low: float
    high: float
    units: int


@dataclass(frozen=True)
class Classes:
    """Classes from low to high; empty where there is no value above zero."""

    classes: tuple[Class, ...]

    def index(self, value: float) -> int:
        """The class of a value; beyond the ends, the nearest. Raises ValueError without classes."""
        if not self.classes:
            raise ValueError("no classes")
        return next(
            (i for i, c in enumerate(self.classes) if value <= c.high), len(self.classes) - 1
        )


def classify(values: Sequence[float], method: str, count: int, digits: int) -> Classes:
    """At most `count` classes over values above zero (zero is a state of its own).

    Upper limits are rounded up to `digits` decimals, the precision shown, so that a printed limit
    puts every unit where the map does; a lower limit is one step above the limit below it. Equal
    limits are merged, so few distinct values give fewer classes. NaN is left out. Methods:
    mapclassify's Quantiles, EqualInterval and FisherJenks (Jenks natural breaks).
    """
    known = np.array([v for v in values if v == v and v > 0], dtype="float64")
    if not len(known):
        return Classes(())
    distinct = len(np.unique(known))
    uppers = _uppers(
        known, method, count if method == "equal" and distinct > 1 else min(count, distinct)
    )
    if method != "equal":
        # A class ends at the highest value in it: what lies between two values is in neither.
        uppers = [float(known[known <= upper].max()) for upper in uppers]
    highs = list(dict.fromkeys(_rounded(u, digits, ROUND_CEILING) for u in uppers))
    step = 10.0**-digits
    classes: list[Class] = []
    low = _rounded(float(known.min()), digits, ROUND_FLOOR)
    below = -np.inf
    for high in highs:
        units = int(((known > below) & (known <= high)).sum())
        # An equal interval without a unit stays, so that the intervals on show stay equal.
        if units or method == "equal":
            classes.append(Class(min(low, high), high, units))
            low, below = round(high + step, digits), high
    return Classes(tuple(classes))


def _uppers(values: np.ndarray, method: str, count: int) -> list[float]:
    import mapclassify  # kept out of start-up: it brings scikit-learn

    if count < 2:
        return [float(values.max())]
    makers = {
        "quantiles": mapclassify.Quantiles,
        "equal": mapclassify.EqualInterval,
        "natural": mapclassify.FisherJenks,
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # numba would speed up thousands of units; we have nine
        return [float(b) for b in makers[method](values, k=count).bins]


def _rounded(value: float, digits: int, rounding: str) -> float:
    # Through the shortest decimal form, so that 0.1 + 0.2 does not climb a whole step.
    exact = Decimal(repr(round(value, digits + 6)))
    return float(exact.quantize(Decimal(1).scaleb(-digits), rounding=rounding))
