"""The type of activity with the highest mean attendance."""

from __future__ import annotations

from dataclasses import dataclass

from campaign.analysis.extremes import highest
from campaign.analysis.indicators import INDICATORS
from campaign.analysis.view import View

FEWEST_ACTIVITIES = 2
"""Activities with an attendance on which a mean must rest to be named."""


@dataclass(frozen=True)
class BestAttended:
    """A type, its mean attendance, and the number of activities that it rests on.

    `is_of_all` is False where a type with fewer than `FEWEST_ACTIVITIES` had as many people or more
    at its one.
    """

    type: str
    mean: float
    activities: int
    is_of_all: bool = True

    @classmethod
    def of(cls, view: View) -> BestAttended | None:
        """Return the best attended type of a selection.

        Types with fewer than `FEWEST_ACTIVITIES` that reported are no candidates. None where fewer
        than two are left, several have the highest mean, or it is zero.
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
