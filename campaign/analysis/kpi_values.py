"""The key performance indicators (KPIs) at the top of the overview."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from campaign.analysis.indicator_frames import none_if_missing
from campaign.analysis.indicators import INDICATORS
from campaign.domain.places import Population
from campaign.domain.totals import overall


@dataclass(frozen=True)
class KpiValues:
    """The KPIs at the top of the overview; None if a value was not reported or is not known.

    `units` counts units with at least one activity; an activity of several units counts for each
    of them. `youth` is a share of 1, `rate` is per 10,000 population of the selected units,
    `not_reported` counts activities without an attendance.
    """

    activities: int
    reached: float | None
    units: int
    units_of: int
    youth: float | None
    rate: float | None
    not_reported: int


def kpi_values(totals: pd.DataFrame, codes: list[str], population: Population | None) -> KpiValues:
    """Return the KPIs over the rows of `totals`; `codes` are the units that count."""
    row = overall(totals)
    sums = row.to_frame().T
    people = None if population is None else pd.Series([population.by_unit.reindex(codes).sum()])
    return KpiValues(
        activities=int(row["activities"]),
        reached=none_if_missing(row["reached"]),
        units=int(totals.loc[totals["oblast"].isin(codes), "oblast"].nunique()),
        units_of=len(codes),
        youth=none_if_missing(INDICATORS["youth"].of(sums, None).iloc[0]),
        rate=none_if_missing(INDICATORS["rate"].of(sums, people).iloc[0]),
        not_reported=int(row["activities"] - row["reported"]),
    )
