"""Where an axis has its ticks, and what is written there."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Generic, TypeVar

from campaign.i18n.translator import Text

At = TypeVar("At")


@dataclass(frozen=True)
class Tick(Generic[At]):
    """A place on an axis, and what is written there in one or more lines."""

    at: At
    words: str


def value_ticks(most: float, count: int) -> list[float]:
    """Round values from 0 past `most`, about `count` steps of 1, 2 or 5 times a power of ten.

    The last is the upper end of the axis. Steps are whole: people are counted.
    """
    rough = max(most, 1) / max(count, 1)
    power = 10 ** math.floor(math.log10(rough)) if rough >= 1 else 1
    step = next(power * s for s in (1, 2, 5, 10) if power * s >= rough)
    return [step * i for i in range(math.ceil(max(most, 1) / step) + 1)]


def number_ticks(most: float, count: int, text: Text) -> tuple[Tick[float], ...]:
    """`value_ticks` with their numbers in words."""
    return tuple(Tick(value, text.number(value)) for value in value_ticks(most, count))
