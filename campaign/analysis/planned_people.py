"""The people planned by a day in each region, used in place of a population."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from campaign.analysis.selection import Selection
from campaign.analysis.targets import choose_targets, read_targets
from campaign.domain.campaign import Edition
from campaign.domain.places import Population


@dataclass(frozen=True, eq=False)
class PlannedPeople(Population):
    """The people planned by a day in each region, used in place of a population.

    `country` is the number planned for the whole country, NaN if the country has no plan.
    """

    country: float = math.nan

    @property
    def total(self) -> float:
        """The number planned for the country."""
        return self.country


def planned_people(
    edition: Edition, selection: Selection, codes: Sequence[str], day: date
) -> PlannedPeople | None:
    """Return the people planned by a day in each region, for the selected types.

    None unless every region has a target and a planned number above zero by the day. The days and
    organizers of the selection are ignored, because they have no plan.
    """
    start, targets = edition.start or edition.first_day, read_targets(edition, "reach")
    if not targets or start is None:
        return None

    def plan_of(oblasts: tuple[str, ...]) -> float:
        parts = choose_targets(targets, oblasts, selection.types)
        is_whole = bool(oblasts) or all(not target.oblast for target in parts)
        return sum(t.planned(start, day) for t in parts) if parts and is_whole else math.nan

    by_unit = pd.Series({code: plan_of((code,)) for code in codes}, dtype="float64")
    by_unit.index.name = "iso_code"
    if not (by_unit > 0).all():
        return None
    return PlannedPeople(day.year, by_unit, (), country=plan_of(()))
