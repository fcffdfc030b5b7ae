"""The targets of a plan, and the part of each that is planned by a day."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

import pandas as pd

from campaign.domain.campaign_days import WEEK
from campaign.schema.tables import split_weights


@dataclass(frozen=True)
class Target:
    """A planned number of people or activities by a due day.

    `oblast` is "" for the whole country, `type` "" for all types; `indicator` is `reach` or
    `activities`. `weights` are the relative parts of the weeks from the first day of the campaign;
    () means the same number every day.
    """

    oblast: str
    type: str
    indicator: str
    value: float
    due: date
    weights: tuple[float, ...] = ()

    def planned(self, start: date, day: date) -> float:
        """Return the number planned from the first day of the campaign to the end of a day.

        Without weights the plan rises by the same number every day and reaches the target at the
        end of the due day. With weights each week has its part of the target, the same on each of
        its days; weeks after the due day are ignored, and a week without a number has the part 0.
        """
        days, elapsed = (self.due - start).days + 1, (day - start).days + 1
        if elapsed >= days:
            return self.value
        if elapsed <= 0:
            return 0.0
        weighted = self._weighted_share(days, elapsed)
        return self.value * (elapsed / days if weighted is None else weighted)

    def _weighted_share(self, days: int, elapsed: int) -> float | None:
        """Return the planned share, 0 to 1; None if no weight before the due day is above 0."""
        weeks = math.ceil(days / WEEK)
        weights = (*self.weights, *(0.0,) * weeks)[:weeks]
        total = sum(weights)
        if not total:
            return None
        week, day = divmod(elapsed, WEEK)
        part = weights[week] * day / min(WEEK, days - week * WEEK) if day else 0.0
        return (sum(weights[:week]) + part) / total


def targets_of(rows: pd.DataFrame, last: date) -> tuple[Target, ...]:
    """Return the target of each row of a plan (columns of `tables.TARGETS`).

    A target without a due day is due on `last`.
    """
    return tuple(
        Target(
            row["oblast"],
            row["type"],
            row["indicator"],
            float(row["value"]),
            last if row["due_date"] != row["due_date"] else row["due_date"].date(),
            split_weights(row["weights"]),
        )
        for row in rows.to_dict("records")
    )
