"""The campaign with a plan and activities that a test defines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pandas as pd

from campaign.domain.campaign import Campaign
from campaign.i18n.match_key import fold
from campaign.ingest.validate.other_tables import ingest_targets
from campaign.schema import tables
from campaign.schema.validate import CheckContext, check_table
from tests.campaigns import with_edition
from tests.charts.small_register import register

START = date(2017, 7, 31)


def targets_frame(rows: Sequence[dict[str, str]]) -> pd.DataFrame:
    """Targets from cells as a file has them; a missing cell is empty."""
    names = [column.name for column in tables.TARGETS.columns]
    cells = pd.DataFrame([{**dict.fromkeys(names, ""), **row} for row in rows], columns=names)
    cells.index = pd.RangeIndex(2, len(cells) + 2)
    codes = {of: {fold(code): code for code in cells[of] if code} for of in ("oblast", "type")}
    checked = check_table(cells, tables.TARGETS, "targets.csv", CheckContext(codes))
    assert not checked.issues
    return ingest_targets(checked.frame, "targets.csv")[0]


def with_plan(
    campaign: Campaign,
    activities: Sequence[tuple[int, str, str, float | None]],
    targets: Sequence[dict[str, str]],
    days: int = 113,
    start: date = START,
    **changes: Any,
) -> Campaign:
    """The campaign with another 2017 of `days` days; `activities` are (day of the campaign,
    region, type, people reached)."""
    rows = [
        (start + timedelta(days=day - 1), None, oblast, kind, people, None, None, None, None)
        for day, oblast, kind, people in activities
    ]
    return with_edition(
        campaign,
        activities=register(rows),
        targets=targets_frame(targets) if targets else None,
        start=start,
        end=start + timedelta(days=days - 1),
        **changes,
    )
