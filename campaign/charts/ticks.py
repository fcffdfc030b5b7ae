"""The ticks of an axis with their labels."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from campaign.i18n.translator import Text

At = TypeVar("At")


@dataclass(frozen=True)
class Tick(Generic[At]):
    """A position on an axis, and its label in one or more lines.

    `second_words` is the label in a second language, "" without one or if it is the same.
    """

    at: At
    words: str
    second_words: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the label, then those in the second language."""
        return (*self.words.split("\n"), *filter(None, self.second_words.split("\n")))


def thin_out(ticks: Sequence[Tick[At]], most: int) -> tuple[Tick[At], ...]:
    """Return at most `most` ticks at equal distances, beginning with the first."""
    return tuple(ticks[:: max(1, math.ceil(len(ticks) / most))])


def value_ticks(most: float, count: int) -> list[float]:
    """Return round values from 0 to at least `most`, about `count` steps.

    Steps are 1, 2 or 5 times a power of ten, and whole numbers, because people are counted. The
    last value is the upper end of the axis.
    """
    rough = max(most, 1) / max(count, 1)
    power = 10 ** math.floor(math.log10(rough)) if rough >= 1 else 1
    step = next(power * s for s in (1, 2, 5, 10) if power * s >= rough)
    return [step * i for i in range(math.ceil(max(most, 1) / step) + 1)]


def number_ticks(most: float, count: int, text: Text) -> tuple[Tick[float], ...]:
    """Return `value_ticks` with their numbers as labels."""
    return tuple(Tick(value, text.number(value)) for value in value_ticks(most, count))


def share_ticks(most: float, count: int, text: Text) -> tuple[Tick[float], ...]:
    """Return round shares from 0 to at least `most` (of 1), with percentages as labels."""
    top = most * 100 if most == most else 1.0
    return tuple(
        Tick(value / 100, text.percent(value / 100, 0)) for value in value_ticks(top, count)
    )
