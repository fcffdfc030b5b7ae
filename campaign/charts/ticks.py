"""The ticks of an axis with their words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from campaign.i18n.translator import Text

At = TypeVar("At")


@dataclass(frozen=True)
class Tick(Generic[At]):
    """A position on an axis, and its words in one or more lines.

    `second_words` are these words in a second language, "" without one or where they are the same.
    """

    at: At
    words: str
    second_words: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of its words, then those in the second language."""
        return (*self.words.split("\n"), *filter(None, self.second_words.split("\n")))


def thin_out(ticks: Sequence[Tick[At]], most: int) -> tuple[Tick[At], ...]:
    """Return the first of the ticks and others at an equal distance, at most so many."""
    return tuple(ticks[:: max(1, math.ceil(len(ticks) / most))])


def value_ticks(most: float, count: int) -> list[float]:
    """Return round values from 0 to at least `most`, about `count` steps.

    Steps are 1, 2 or 5 times a power of ten, and whole: people are counted. The last value is the
    upper end of the axis.
    """
    rough = max(most, 1) / max(count, 1)
    power = 10 ** math.floor(math.log10(rough)) if rough >= 1 else 1
    step = next(power * s for s in (1, 2, 5, 10) if power * s >= rough)
    return [step * i for i in range(math.ceil(max(most, 1) / step) + 1)]


def number_ticks(most: float, count: int, text: Text) -> tuple[Tick[float], ...]:
    """Return `value_ticks` with their numbers in words."""
    return tuple(Tick(value, text.number(value)) for value in value_ticks(most, count))


def share_ticks(most: float, count: int, text: Text) -> tuple[Tick[float], ...]:
    """Return round shares from 0 to at least `most` (of 1) as percentages in words."""
    top = most * 100 if most == most else 1.0
    return tuple(
        Tick(value / 100, text.percent(value / 100, 0)) for value in value_ticks(top, count)
    )
