"""Statistics of measured values."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median


def percentile(values: Sequence[float], share: float) -> float | None:
    """Return the smallest value that `share` (0 to 1) of all do not exceed; None if empty."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[max(math.ceil(share * len(ordered)) - 1, 0)]


def median_or_none(values: Sequence[float]) -> float | None:
    """Return the median; None if there are no values."""
    return median(values) if values else None
