"""What a file is held against: the units, the types and the editions that the campaign knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from campaign.domain.campaign import OWN, Campaign
from campaign.domain.places import Places
from campaign.ingest.parse.code_lists import Known, known_oblasts, known_types
from campaign.ingest.reference_data import COUNTRY, Against, Period

NAMES_OF_COUNTRY = ("kg", "кыргызстан", "kyrgyzstan", "кыргызская республика")


def register_against(
    places: Places,
    types: pd.DataFrame,
    periods: Mapping[str, Period],
    edition: str | None = None,
    nominal_days: Mapping[str, int] | None = None,
) -> Against:
    """For a register; `edition` is None to take the one that most of its dates lie in."""
    known = {"oblast": known_oblasts(places.table), "type": known_types(types)}
    return Against(
        known,
        periods,
        edition,
        nominal_days=nominal_days or {},
        residents=most_residents(places),
    )


def most_residents(places: Places) -> dict[str, int]:
    """{code: the largest figure known of any year}, the country under `COUNTRY`: persons.

    The largest, since a register may be of a year without a figure of its own.
    """
    figures = places.residents.dropna(subset="population")
    by_code = figures.groupby("iso_code")["population"].max()
    found = {str(code): int(most) for code, most in by_code.items()}
    if all(code in found for code in places.codes):
        units = sum(found[code] for code in places.codes)
        found[COUNTRY] = max(units, found.get(COUNTRY, 0))
    return found


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
    codes = {**units.codes, **dict.fromkeys(NAMES_OF_COUNTRY, COUNTRY)}
    return Against({"unit": Known(codes, units.unsure)}, {})
