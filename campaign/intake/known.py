"""What a file is held against: the units, the types and the editions that the campaign knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from campaign.edition import OWN, Campaign
from campaign.intake.against import Against, Period
from campaign.intake.spellings import Known, known_oblasts, known_types
from campaign.oblasts import Places

COUNTRY = {"kg": "KG", "кыргызстан": "KG", "kyrgyzstan": "KG", "кыргызская республика": "KG"}


def register_against(
    places: Places,
    types: pd.DataFrame,
    periods: Mapping[str, Period],
    edition: str | None = None,
    nominal_days: Mapping[str, int] | None = None,
) -> Against:
    """For a register; `edition` is None to take the one that most of its dates lie in."""
    known = {"oblast": known_oblasts(places.table), "type": known_types(types)}
    return Against(known, periods, edition, nominal_days=nominal_days or {})


def campaign_against(campaign: Campaign, edition: str | None = None) -> Against:
    """For a register that is held against the campaign on show."""
    periods = {
        name: (found.start, found.end) for name, found in campaign.editions.items() if name != OWN
    }
    days = {
        name: found.nominal_days
        for name, found in campaign.editions.items()
        if found.nominal_days is not None
    }
    against = register_against(campaign.places, campaign.types, periods, edition, days)
    return replace(against, public_texts=campaign.public_texts)


def population_against(table: pd.DataFrame) -> Against:
    """For a population file: the units of `geo/oblasts.csv`, and the whole country."""
    units = known_oblasts(table)
    return Against({"unit": Known({**units.codes, **COUNTRY}, units.unsure)}, {})
