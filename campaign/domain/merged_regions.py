"""Activities of a city, counted in the oblast around it if boundaries draw both as one."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from campaign.schema.reached_shares import COLUMN, replace_share_regions, with_shares
from campaign.schema.region_codes import COUNTRY, is_several, replace_regions


def merge_activities(activities: pd.DataFrame, oblasts_by_city: Mapping[str, str]) -> pd.DataFrame:
    """Return the activities, those of a city moved to its oblast; the same frame if none moves.

    An activity of an oblast and its city belongs to the oblast and has no shares.
    """
    oblasts = replace_regions(activities["oblast"], oblasts_by_city)
    changed = {} if oblasts.equals(activities["oblast"]) else {"oblast": oblasts}
    if len(with_shares(activities)):
        shares = replace_share_regions(activities[COLUMN], oblasts_by_city)
        changed[COLUMN] = shares.where((oblasts == COUNTRY) | oblasts.map(is_several), "")
    return activities.assign(**changed) if changed else activities
