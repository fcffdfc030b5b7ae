"""Class limits for a choropleth: rounded limits, quantiles, equal intervals or natural breaks."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal

import numpy as np

from campaign.i18n.translator import N_, Text

METHODS: Mapping[str, str] = {
    "rounded": N_("Rounded limits"),
    "quantiles": N_("Quantiles"),
    "equal": N_("Equal intervals"),
    "natural": N_("Natural breaks"),
}
FEWEST, MOST = 3, 7

_TRIFLE = 0.05
_NICE = (1, 2, 2.5, 5)
"""Heckbert's nice numbers (Graphics Gems, 1990), and 2.5."""


@dataclass(frozen=True)
class Class:
    """A class of values from `low` to `high`, both included, and the number of units in it.

    The lowest class begins at zero without including it: zero is a state of its own.
    """

    low: float
    high: float
    units: int


@dataclass(frozen=True)
class Classes:
    """Classes from low to high; empty without a value above zero.

    `digits` is the number of decimals of the limits.
    """

    classes: tuple[Class, ...]
    digits: int = 0

    def index(self, value: float) -> int:
        """Return the index of a value's class, after the value is rounded as it is shown.

        A value above the highest class is in the highest. Raises ValueError without classes.
        """
        if not self.classes:
            raise ValueError("no classes")
        rounded = _round(value, self.digits)
        return next(
            (i for i, c in enumerate(self.classes) if rounded <= c.high), len(self.classes) - 1
        )

    @property
    def joints(self) -> tuple[float, ...]:
        """Zero, then each class's upper limit; a value equal to a limit is in the lower class."""
        return (0.0, *(c.high for c in self.classes)) if self.classes else ()

    def place(self, value: float) -> float:
        """Return the position of a value on a strip of equally wide classes, from 0 to 1.

        The position is linear within a class. A value below or above all classes is at that end of
        the strip; a value in a class of zero width is at the upper end of the class. Raises
        ValueError without classes.
        """
        index = self.index(value)
        low, high = self.joints[index : index + 2]
        share = (_round(value, self.digits) - low) / (high - low) if high > low else 1.0
        return (index + min(max(share, 0.0), 1.0)) / len(self.classes)

    def count(self, values: Sequence[float]) -> Classes:
        """Return the same classes with the number of these values in each, without NaN and zero."""
        indices = [self.index(value) for value in values if value == value and value > 0]
        classes = tuple(
            replace(value_class, units=indices.count(index))
            for index, value_class in enumerate(self.classes)
        )
        return replace(self, classes=classes)


def limits(value_class: Class, write: Callable[[float], str], text: Text) -> str:
    """Return the limits of a class in words: “up to 10.0”, “10.1 – 20.0”."""
    high = write(value_class.high)
    if value_class.low <= 0:
        return text("up to {value}", value=high)
    low = write(value_class.low)
    return high if low == high else f"{low} – {high}"


def classify(
    values: Sequence[float], method: str, count: int, digits: int, average: float | None = None
) -> Classes:
    """Return at most `count` classes of the values above zero (zero is a state of its own).

    Values are rounded to `digits` decimals, as they are shown, so that the limits of the legend
    and the map agree. The lowest class begins at zero, and each other class one unit of the last
    decimal above the class below it, so that no value is between two classes. Equal limits are
    merged, so that few distinct values give fewer classes. NaN is ignored.

    The default method is `rounded` (see `_round_limits`), with the `average` as one of its limits.
    `quantiles`, `equal` and `natural` are mapclassify's Quantiles, EqualInterval and FisherJenks
    (Jenks natural breaks).
    """
    rounded_values = np.array(
        [_round(v, digits) for v in values if v == v and v > 0], dtype="float64"
    )
    if not len(rounded_values):
        return Classes((), digits)
    if method == "rounded":
        highs = _round_limits(rounded_values, count, digits, average)
    else:
        highs = _statistical_limits(rounded_values, method, count, digits)
    step = 10.0**-digits
    classes: list[Class] = []
    low, below = 0.0, -np.inf
    for high in highs:
        in_class = (rounded_values > below) & (rounded_values <= high)
        units = int(in_class.sum())
        # With equal intervals, a class without a unit is kept, so that all intervals are equal.
        if units or method == "equal":
            classes.append(Class(low, high, units))
            low, below = round(high + step, digits), high
    return Classes(tuple(classes), digits)


def _round_limits(
    values: np.ndarray, count: int, digits: int, average: float | None
) -> list[float]:
    """Return the upper limits of classes: multiples of a round step, and the average.

    A round step is 1, 2, 2.5 or 5 times a power of ten. The step with the most classes is used, at
    most `count`; of several such steps, the coarsest. There is at most one limit between two
    neighbouring values, the roundest, so that no class is empty. Between the neighbours of the
    average, the limit is the average itself, and a value that rounds to it is in the class below.
    No limit separates values that differ by one unit of the last decimal shown. No round limit
    separates two values that differ by less than 5 % of the range and of the higher value.
    """
    unit = 10**digits
    ordered = [round(value * unit) for value in np.unique(values)]
    gaps = list(zip(ordered, ordered[1:], strict=False))
    least = _TRIFLE * (ordered[-1] - ordered[0])
    average_limit = (
        None if average is None else _average_limit(gaps, round(_round(average, digits) * unit))
    )
    best: list[int] = []
    top = 0
    for step in _steps(ordered[-1]):
        cuts = []
        for below, above in gaps:
            if average_limit is not None and below <= average_limit < above:
                cuts.append(average_limit)
            elif above - below > 1 and above - below >= min(least, _TRIFLE * above):
                cuts += _roundest(below, above, step, average_limit)
        if len(cuts) >= count:
            break
        if not top or len(cuts) > len(best):
            best, top = cuts, max(1, -(-ordered[-1] // step)) * step
    return [cut / unit for cut in (*best, top)]


def _average_limit(gaps: Sequence[tuple[int, int]], average: int) -> int | None:
    """Return the average, or one unit less, as a limit that separates no close neighbours.

    All numbers are in units of the last decimal shown. None if there is no such limit.
    """
    for limit in (average, average - 1):
        if any(below <= limit < above and above - below > 1 for below, above in gaps):
            return limit
    return None


def _steps(highest: int) -> list[int]:
    """Return the round steps from the first that is at least `highest` down to 1."""
    powers = range(len(str(highest)) + 1)
    steps = sorted({int(nice * 10**power) for power in powers for nice in _NICE})
    first = next(number for number, step in enumerate(steps) if step >= highest)
    return steps[first::-1]


def _roundest(below: int, above: int, step: int, average_limit: int | None) -> list[int]:
    """Return a list with the roundest multiple of `step` in [below, above); [] if there is none.

    It is a multiple of the coarsest possible step, and of these the one nearest to the middle.
    Multiples less than half a step from the average are left out.
    """
    for coarse in _steps(above):
        if coarse % step == 0:
            multiples = [
                limit
                for limit in range(-(-below // coarse) * coarse, above, coarse)
                if average_limit is None or 2 * abs(limit - average_limit) >= step
            ]
            if multiples:
                middle = (below + above) / 2
                return [min(multiples, key=lambda limit: abs(limit - middle))]
    return []


def _statistical_limits(values: np.ndarray, method: str, count: int, digits: int) -> list[float]:
    distinct = len(np.unique(values))
    if method == "equal" and distinct > 1:
        uppers = _upper_limits(values, method, count)
        limits = [_round(upper, digits, ROUND_CEILING) for upper in uppers]
    else:
        # A class ends at the highest value in it.
        uppers = _upper_limits(values, method, min(count, distinct))
        limits = [float(values[values <= upper].max()) for upper in uppers]
    return list(dict.fromkeys(limits))


def _upper_limits(values: np.ndarray, method: str, count: int) -> list[float]:
    import mapclassify  # imported here, because it imports scikit-learn, which is slow

    if count < 2:
        return [float(values.max())]
    classifiers = {
        "quantiles": mapclassify.Quantiles,
        "equal": mapclassify.EqualInterval,
        "natural": mapclassify.FisherJenks,
    }
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # numba would speed up thousands of units; we have nine
        return [float(b) for b in classifiers[method](values, k=count).bins]


def _round(value: float, digits: int, rounding: str = ROUND_HALF_UP) -> float:
    """Return the value rounded as readers see it (see `i18n.number_format`)."""
    # The shortest decimal form is rounded, so that 0.1 + 0.2 is not rounded up.
    exact = Decimal(repr(round(float(value), digits + 6)))
    return float(exact.quantize(Decimal(1).scaleb(-digits), rounding=rounding))
