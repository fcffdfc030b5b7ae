"""The plans of all regions and of all types, each with its actual value."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from campaign.analysis.plan import Plan, build_plan
from campaign.analysis.selection import Selection
from campaign.analysis.targets import choose_targets, read_targets
from campaign.domain.campaign import Edition


def plans_by_region(
    edition: Edition, selection: Selection, codes: Sequence[str], indicator: str, day: date
) -> pd.DataFrame:
    """Return a row for each region, worst first, indexed by its code, for the selected types.

    Columns `target`, `planned` by the day, `actual`, `share` (actual ÷ planned by the day), and
    `state`. The numbers are NaN without a target (state `no_target`); `share` is also NaN if
    nothing is planned yet. `actual` is NaN if not reported, 0 without an activity. Regions without
    an activity are first, then the lowest share; regions that did not report, or have no target,
    are last.
    """
    targets = read_targets(edition, indicator)
    plans = {
        code: build_plan(edition, choose_targets(targets, (code,), selection.types), day)
        for code in codes
    }
    return _frame(plans, "oblast")


def plans_by_type(
    edition: Edition, selection: Selection, codes: Sequence[str], indicator: str, day: date
) -> pd.DataFrame:
    """Return a row for each type with a target or an activity, for the selected regions.

    Columns and order are those of `plans_by_region`.
    """
    targets = read_targets(edition, indicator)
    plans = {
        code: build_plan(edition, choose_targets(targets, selection.oblasts, (code,)), day)
        for code in codes
    }
    occurring = edition.occurring_types
    return _frame({c: p for c, p in plans.items() if p is not None or c in occurring}, "type")


def _frame(plans: dict[str, Plan | None], key: str) -> pd.DataFrame:
    rows = [
        {"target": p.value, "planned": p.planned, "actual": p.actual, "share": p.share}
        | {"state": p.state}
        if p is not None
        else {"state": "no_target"}
        for p in plans.values()
    ]
    columns = ["target", "planned", "actual", "share", "state"]
    frame = pd.DataFrame(rows, index=pd.Index(plans, name=key), columns=columns)
    frame = frame.astype(dict.fromkeys(columns[:-1], "float64"))
    last = {"not_reported": 1, "no_target": 2}
    frame["order"] = frame["state"].map(last).fillna(0)
    frame["is_active"] = frame["state"] != "no_activity"
    by = ["order", "is_active", "share"]
    return frame.sort_values(by, kind="stable", na_position="last")[columns]
