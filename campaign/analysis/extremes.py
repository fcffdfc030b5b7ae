"""The highest and the lowest of several values, and the fewest with more than half of a total."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Extreme:
    """A value and the codes with this value, in the order of the compared series."""

    value: float
    codes: tuple[str, ...]


def highest(values: pd.Series) -> Extreme | None:
    """Return the highest of the values, which are indexed by code; None without a value.

    NaN is no value.
    """
    return _extreme(values, values.max())


def lowest(values: pd.Series) -> Extreme | None:
    """Return the lowest of the values, which are indexed by code; None without a value.

    NaN is no value.
    """
    return _extreme(values, values.min())


def _extreme(values: pd.Series, value: float) -> Extreme | None:
    if pd.isna(value):
        return None
    return Extreme(float(value), tuple(str(code) for code in values.index[values == value]))


def largest_half(values: pd.Series, total: float) -> tuple[str, ...]:
    """Return the codes of the fewest values that together are more than half of the total.

    From high to low; () if all values together are not more than half.
    """
    ordered = values.dropna().sort_values(ascending=False, kind="stable")
    sums = ordered.cumsum()
    is_enough = sums > total / 2
    if not is_enough.any():
        return ()
    return tuple(str(code) for code in ordered.index[: int(is_enough.argmax()) + 1])
