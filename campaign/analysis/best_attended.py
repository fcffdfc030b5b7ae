"""The type of activity with the highest mean attendance."""

from __future__ import annotations

from dataclasses import dataclass

from campaign.analysis.extremes import highest
from campaign.analysis.indicators import INDICATORS
from campaign.analysis.view import View

FEWEST_ACTIVITIES = 2
"""The fewest activities with an attendance from which a mean is used."""


@dataclass(frozen=True)
class BestAttended:
    """A type, its mean attendance, and the number of activities in this mean.

    `is_of_all` is False if a type with fewer than `FEWEST_ACTIVITIES` has an equal or higher mean.
    """

    type: str
    mean: float
    activities: int
    is_of_all: bool = True

    @classmethod
    def of(cls, view: View) -> BestAttended | None:
        """Return the best attended type of a selection.

        Types with fewer than `FEWEST_ACTIVITIES` reported attendances are ignored. None if fewer
        than two types remain, if several have the highest mean, or if it is zero.
        """
        if view.is_empty:
            return None
        all_types = view.types_of(INDICATORS["mean"])
        has_enough = all_types["reported"] >= FEWEST_ACTIVITIES
        frame = all_types[has_enough]
        top = highest(frame["value"])
        if top is None or not top.value or len(frame) < 2 or len(top.codes) > 1:
            return None
        code = top.codes[0]
        is_of_all = not (all_types["value"][~has_enough] >= top.value).any()
        return cls(code, top.value, int(frame["reported"][code]), is_of_all)
