"""What all bodies have: values in words, entries of legends, and how numbers are written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Datum:
    """One value with its words.

    `code` is the query that selects it (`type=lecture`); "" where it cannot be selected.
    `value` is in the indicator's unit, NaN where `state` is `not_reported` or `no_activity`.
    `words` is the value as written beside it, `note` a line below that. `tooltip` are lines, the
    first of them the name. A datum that is not `selected` is `faded` where others are. `name` is
    the full name for a data sheet, where `label` is a short one.
    A value that may be greater has a range on its scale from `low`, what was reported, over
    `middle` to `high`; all three are NaN for one that has none.
    `translation` is the same in a second language, None without one.
    """

    code: str
    label: str
    value: float
    state: str
    role: str
    words: str
    tooltip: tuple[str, ...] = ()
    note: str = ""
    selected: bool = False
    faded: bool = False
    name: str = ""
    low: float = float("nan")
    middle: float = float("nan")
    high: float = float("nan")
    translation: Datum | None = None

    @property
    def second_label(self) -> str:
        """The label in a second language; "" without one, or where it is the same."""
        return "" if self.translation is None else other_words(self.label, self.translation.label)

    @property
    def full_name(self) -> str:
        """The name, or the label where it is the full name."""
        return self.name or self.label

    @property
    def second_name(self) -> str:
        """The full name in a second language; "" without one, or where it is the same."""
        other = self.translation
        return "" if other is None else other_words(self.full_name, other.full_name)

    @property
    def has_range(self) -> bool:
        """True where a line from `low` to `high` is drawn."""
        return self.high == self.high


def other_words(first: str, second: str) -> str:
    """Return the second words; "" where they are the same as the first."""
    return "" if second == first else second


@dataclass(frozen=True)
class LegendKey:
    """An entry of a legend: its role, its words, and a count or None.

    `mark` is the shape of its key: an area, a day mark, an event above the days, a line, or the
    line of a range.
    """

    role: str
    label: str
    count: int | None = None
    mark: Literal[
        "area", "hollow", "dot", "milestone", "event", "solid", "dashed", "dotted", "range"
    ] = "area"

    @property
    def words(self) -> str:
        """The label, with the count in brackets where there is one."""
        return self.label if self.count is None else f"{self.label} ({self.count})"


@dataclass(frozen=True)
class NumberFormat:
    """How the values of a chart are written: plain or in per cent, with so many decimals."""

    kind: Literal["number", "percent"] = "number"
    digits: int = 0


@dataclass(frozen=True)
class Reference:
    """A value of the axis that a broken line marks, and the words at the line."""

    value: float
    words: str
