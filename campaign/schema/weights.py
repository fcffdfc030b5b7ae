"""Weights by week in a cell of a plan, such as `3; 2; 1`."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,6})?")
_MOST = 106  # two years of weeks


def is_weights(cell: str) -> bool:
    """Return True for numbers of 0 or more, not all 0, separated by semicolons."""
    parts = [part.strip() for part in cell.split(";")]
    if len(parts) > _MOST or not all(_NUMBER.fullmatch(part) for part in parts):
        return False
    return sum(split_weights(cell)) > 0


def split_weights(cell: str) -> tuple[float, ...]:
    """Return the numbers of a cell for which `is_weights` is true; () for an empty one."""
    return tuple(float(part.replace(",", ".")) for part in cell.split(";") if part.strip())
