"""A row of the table: a measured value as text, the value it is compared with, and its target."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """A target: a least or a highest value."""

    sign: str
    """`≥` or `≤`."""
    value: float
    unit: str = ""

    def accepts(self, value: float) -> bool:
        """Return whether the value meets the target; equality counts."""
        return value >= self.value if self.sign == "≥" else value <= self.value

    def __str__(self) -> str:
        return f"{self.sign} {self.value:g}{self.unit}"


@dataclass(frozen=True)
class Row:
    """One row: the label, the two values as text, the value or ratio to judge, and its target."""

    label: str
    ours: str
    other: str
    value: float | None
    """The value that is compared with the target; None if it was not measured."""
    target: Target | None = None

    @property
    def verdict(self) -> str:
        """`yes`, `no`, or an empty text if there is no target or no value."""
        if self.target is None or self.value is None:
            return ""
        return "yes" if self.target.accepts(self.value) else "**no**"

    @property
    def value_text(self) -> str:
        """The value with its unit, a plain number for a ratio."""
        unit = self.target.unit if self.target else ""
        if self.value is None:
            return "–"
        number = f"{self.value:,.0f}" if 1000 <= self.value < math.inf else f"{self.value:.3g}"
        return number + unit


def ratio(ours: float | None, other: float | None) -> float | None:
    """Return ours divided by the other; None where one is missing or the other is 0."""
    return ours / other if ours is not None and other else None


def format_value(value: float | None, scale: float, template: str) -> str:
    """Return the value in multiples of `scale`, in the format `template`; "–" for None."""
    return "–" if value is None else template.format(value / scale)


def milliseconds(seconds: float | None) -> str:
    """Return the seconds in milliseconds, with the unit; "–" for None."""
    return format_value(seconds, 0.001, "{:,.0f} ms")


def kilobytes(size: float | None) -> str:
    """Return the bytes in KB of 1,000, with the unit; "–" for None."""
    return format_value(size, 1000, "{:,.1f} KB")


def kibibytes(size: float | None) -> str:
    """Return the bytes in KiB of 1,024, with the unit; "–" for None."""
    return format_value(size, 1024, "{:,.1f} KiB")
