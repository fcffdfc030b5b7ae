"""Activities and targets of a city, in the oblast around it if boundaries draw both as one."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from campaign.schema.region_codes import (
    COUNTRY,
    SHARES,
    is_several,
    replace_regions,
    replace_share_regions,
    with_shares,
)


def merge_activities(activities: pd.DataFrame, oblasts_by_city: Mapping[str, str]) -> pd.DataFrame:
    """Return the activities, those of a city moved to its oblast; the same frame if none moves.

    An activity of an oblast and its city belongs to the oblast and has no shares.
    """
    oblasts = replace_regions(activities["oblast"], oblasts_by_city)
    changed = {} if oblasts.equals(activities["oblast"]) else {"oblast": oblasts}
    if len(with_shares(activities)):
        shares = replace_share_regions(activities[SHARES], oblasts_by_city)
        changed[SHARES] = shares.where((oblasts == COUNTRY) | oblasts.map(is_several), "")
    return activities.assign(**changed) if changed else activities


def merge_targets(targets: pd.DataFrame, oblasts_by_city: Mapping[str, str]) -> pd.DataFrame:
    """Return the targets (columns of `tables.TARGETS`), those of a city moved to its oblast.

    The targets of both stay rows of their own, each with its due date and weights: their sum is the
    target of the oblast. If the city has no target, that of the oblast is assumed to include it. A
    target of the city alone is excluded: nothing is known of the rest of the oblast.
    """
    rows = pd.concat([targets, _missing_totals(targets, oblasts_by_city)])
    is_city = rows["oblast"].isin(list(oblasts_by_city))
    rows["oblast"] = rows["oblast"].replace(oblasts_by_city)
    keys = pd.MultiIndex.from_frame(rows[["oblast", "type", "indicator"]])
    return rows[~is_city | keys.isin(keys[~is_city])]


def _missing_totals(targets: pd.DataFrame, oblasts_by_city: Mapping[str, str]) -> pd.DataFrame:
    """Return the targets by type as targets for all types, if only the other unit has one.

    The total of one unit would otherwise be that of both.
    """
    units = targets["oblast"].replace(oblasts_by_city)
    is_merged, is_total = units.isin([*oblasts_by_city.values()]), targets["type"] == ""
    of_both = is_total.groupby([units, targets["indicator"]]).transform("any")
    of_one = is_total.groupby([targets["oblast"], targets["indicator"]]).transform("any")
    return targets[is_merged & of_both & ~of_one].assign(type="")
