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
    """A type, its mean attendance, and the number of activities that it rests on."""

    type: str
    mean: float
    activities: int

    @classmethod
    def of(cls, view: View) -> BestAttended | None:
        """Return the best attended type of a selection.

        Types with fewer than `FEWEST_ACTIVITIES` that reported are no candidates. None where fewer
        than two are left, several have the highest mean, or it is zero.
        """
        if view.is_empty:
            return None
        frame = view.types_of(INDICATORS["mean"])
        frame = frame[frame["reported"] >= FEWEST_ACTIVITIES]
        top = highest(frame["value"])
        if top is None or not top.value or len(frame) < 2 or len(top.codes) > 1:
            return None
        code = top.codes[0]
        return cls(code, top.value, int(frame["reported"][code]))
