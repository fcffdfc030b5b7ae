"""The parts that all bodies share: values with texts, legend entries, number formats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Datum:
    """One value with its texts.

    `code` is the query that selects it (`type=lecture`); "" if it cannot be selected. `value` is in
    the indicator's unit, NaN if `state` is `not_reported` or `no_activity`. `words` is the text of
    the value, `note` a line below it. `tooltip` has lines, of which the first is the name. A datum
    is `faded` if others are `selected` and it is not. `name` is the full name for a data sheet if
    `label` is a short one. With missing attendance a value has a range: `low` is the reported
    value, `middle` and `high` are the possible higher values; all three are NaN without a range.
    `translation` is the same datum in a second language, None without one.
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
        """The label in a second language; "" without one, or if it is the same."""
        return "" if self.translation is None else other_words(self.label, self.translation.label)

    @property
    def full_name(self) -> str:
        """The full name: `name`, or else `label`."""
        return self.name or self.label

    @property
    def second_name(self) -> str:
        """The full name in a second language; "" without one, or if it is the same."""
        other = self.translation
        return "" if other is None else other_words(self.full_name, other.full_name)

    @property
    def has_range(self) -> bool:
        """True if a line from `low` to `high` is drawn."""
        return self.high == self.high


def other_words(first: str, second: str) -> str:
    """Return the second text; "" if it equals the first."""
    return "" if second == first else second


@dataclass(frozen=True)
class LegendKey:
    """An entry of a legend: its role, its label, and a count or None.

    `mark` is the shape of its symbol: an area, a day mark, an event above the days, a line, or the
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
        """The label, with the count in brackets if there is one."""
        return self.label if self.count is None else f"{self.label} ({self.count})"


@dataclass(frozen=True)
class NumberFormat:
    """The format of a chart's values: plain numbers or per cent, with the number of decimals."""

    kind: Literal["number", "percent"] = "number"
    digits: int = 0


@dataclass(frozen=True)
class Reference:
    """A value on the axis that is marked by a broken line, and the text at the line."""

    value: float
    words: str
