"""Reference data that the cells of a file are compared with: codes, dates and population."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

import pandas as pd

from campaign.domain import campaign_days
from campaign.domain.campaign_days import Period
from campaign.ingest.values.codes import CodeList
from campaign.schema.region_codes import COUNTRY
from campaign.schema.tables import MOST_CAMPAIGN_DAYS, MOST_WHOLE

PEOPLE = ("reached", "women", "men", "youth")
"""Columns that count people of a region; a value cannot exceed its population."""


@dataclass(frozen=True)
class ReferenceData:
    """The reference data that the cells of a file are compared with.

    `codes` has the code lists by name (`oblast`, `type`, `unit`), `periods` the first and last day
    by edition. `edition` is the edition of the file, None for those of its dates. `nominal_days` is
    the length that the name of an edition states, in days; it limits a period without a published
    end. `today` is the day after which a date is implausible, None for today in Bishkek.
    `public_texts` are the keys (`possible_names.text_key`) of texts that look like names of persons
    and are not personal data. `population` is the largest known population by
    code, and of the country under `COUNTRY`: persons.
    """

    codes: Mapping[str, CodeList]
    periods: Mapping[str, Period]
    edition: str | None = None
    nominal_days: Mapping[str, int] = field(default_factory=dict)
    today: date | None = None
    public_texts: frozenset[str] = frozenset()
    population: Mapping[str, int] = field(default_factory=dict)

    def campaign_length(self, edition: str | None) -> int:
        """Return the days of a campaign, or the most that any has if its days are not known."""
        period = self.periods.get(edition or "", (None, None))
        last = campaign_days.last_day(period, self.nominal_days.get(edition or ""))
        if period[0] is None or last is None:
            return MOST_CAMPAIGN_DAYS
        return (last - period[0]).days + 1

    def most(self, column: str) -> int:
        """Return the largest value that a column of whole numbers may have.

        No activity can reach more people than live in the country.
        """
        if column not in PEOPLE:
            return MOST_WHOLE
        return min(self.population.get(COUNTRY, MOST_WHOLE), MOST_WHOLE)

    def campaigns_of(self, days: pd.Series) -> pd.Series:
        """Return the campaign of each day, as by `campaign_days.campaigns_of`."""
        if self.edition is not None:
            return pd.Series(self.edition, index=days.index)
        return campaign_days.campaigns_of(days, self.periods, self.nominal_days)


NO_REFERENCE = ReferenceData({}, {})
"""No codes, no dates and no public texts."""
