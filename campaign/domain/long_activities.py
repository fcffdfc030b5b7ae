"""Activities of a month or longer, totals of a month among them, which have no single day."""

from __future__ import annotations

import pandas as pd

FEWEST_DAYS = 28
"""The shortest month."""


def is_long(activities: pd.DataFrame) -> pd.Series:
    """Return True for activities that last a month or longer; False without a last day."""
    return activities["end_date"] - activities["date"] >= pd.Timedelta(days=FEWEST_DAYS - 1)
