"""The reference data of each kind of file: registers, targets and populations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from campaign.domain.campaign import Campaign
from campaign.domain.campaign_days import Period
from campaign.domain.places import Places
from campaign.ingest.reference_data import ReferenceData
from campaign.ingest.values.codes import CodeList, region_codes, type_codes
from campaign.ingest.values.regions import COUNTRY_KEYS, region_list
from campaign.schema.region_codes import COUNTRY


def register_reference(
    places: Places,
    types: pd.DataFrame,
    periods: Mapping[str, Period],
    edition: str | None = None,
    nominal_days: Mapping[str, int] | None = None,
) -> ReferenceData:
    """Return the reference data of a register.

    `edition` is None for the campaigns of the dates of the register.
    """
    codes = {"oblast": region_list(places.table), "type": type_codes(types)}
    return ReferenceData(
        codes,
        periods,
        edition,
        nominal_days=nominal_days or {},
        population=greatest_population(places),
    )


def greatest_population(places: Places) -> dict[str, int]:
    """Return {code: largest known population}, the country under `COUNTRY`: persons.

    The largest of all years, because the year of a register may have no known population.
    """
    columns = (places.population[name] for name in ("iso_code", "group", "population"))
    largest: dict[str, int] = {}
    for code, group, population in zip(*columns, strict=True):
        if group == "" and pd.notna(code) and pd.notna(population):
            largest[str(code)] = max(int(population), largest.get(str(code), 0))
    if all(code in largest for code in places.codes):
        units = sum(largest[code] for code in places.codes)
        largest[COUNTRY] = max(units, largest.get(COUNTRY, 0))
    return largest


def campaign_reference(campaign: Campaign, edition: str | None = None) -> ReferenceData:
    """Return the reference data of a register, taken from a campaign.

    `edition` is None for the campaigns of the dates of the register.
    """
    editions = {name: campaign.editions[name] for name in campaign.public_ids}
    periods = {name: (e.start, e.end) for name, e in editions.items()}
    days = {name: e.nominal_days for name, e in editions.items() if e.nominal_days is not None}
    reference = register_reference(campaign.places, campaign.types, periods, edition, days)
    return replace(reference, public_texts=campaign.public_texts)


def targets_reference(table: pd.DataFrame, types: pd.DataFrame) -> ReferenceData:
    """Return the reference data of a file of targets: the units in `table`, the country, types."""
    units = region_codes(table)
    codes = {**units.codes, **dict.fromkeys(COUNTRY_KEYS, COUNTRY)}
    oblasts = CodeList(codes, units.ambiguous, units.names)
    return ReferenceData({"oblast": oblasts, "type": type_codes(types)}, {})


def table_reference(campaign: Campaign) -> ReferenceData:
    """Return the reference data of any other table: the units alone, and with the country."""
    places = campaign.places.table
    units = population_reference(places).codes
    return ReferenceData({"oblast": region_codes(places), **units}, {})


def population_reference(table: pd.DataFrame) -> ReferenceData:
    """Return the reference data of a population file: the units in `table`, and the country."""
    units = region_codes(table)
    codes = {**units.codes, **dict.fromkeys(COUNTRY_KEYS, COUNTRY)}
    return ReferenceData({"unit": CodeList(codes, units.ambiguous, units.names)}, {})
