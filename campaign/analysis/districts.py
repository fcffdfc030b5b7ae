"""The activities by district, and by place within it."""

from __future__ import annotations

import pandas as pd

from campaign.analysis.attendance import count_attendance


def district_totals(activities: pd.DataFrame, *, places: bool = False) -> pd.DataFrame:
    """Return a row for each district, or with `places` for each district and place.

    Columns `district`, `place` (with `places`), `activities`, `reported`, `reached`, as
    `attendance.count_attendance`; a district or place that is not stated is "". Districts of two
    regions may have one name: the activities should be those of one region.
    """
    return count_attendance(activities, ("district", "place") if places else ("district",))
