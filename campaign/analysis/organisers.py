"""The activities by organizer."""

from __future__ import annotations

import pandas as pd

from campaign.analysis.attendance import count_attendance
from campaign.schema.region_codes import COUNTRY, split_regions


def organiser_totals(activities: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each organizer as reported; one that is not stated is "".

    Columns `organiser`, `activities`, `reported`, `reached`, as `attendance.count_attendance`, and
    `regions`, the number of regions named in their activities; the whole country is none of them.
    """
    frame = count_attendance(activities, ("organiser",))
    names = activities["organiser"].astype("object")
    names = names.where(names.notna(), "").astype("str").str.strip()
    codes = activities["oblast"].map(lambda code: list(split_regions(str(code))))
    pairs = pd.DataFrame({"organiser": names, "oblast": codes}).explode("oblast")
    regions = pairs[pairs["oblast"] != COUNTRY].groupby("organiser")["oblast"].nunique()
    counts = frame["organiser"].map(regions).fillna(0).astype("int64")
    return frame.assign(regions=counts)
