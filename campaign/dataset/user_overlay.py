"""The campaign with the files that a reader uploaded, visible to that reader only."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from campaign.dataset.merge_cities import (
    MergedUnits,
    find_oblasts_by_city,
    merge_migrants,
    merge_places,
    merge_population,
)
from campaign.domain.campaign import OWN, Campaign, Edition
from campaign.domain.campaign_days import busiest_days
from campaign.domain.frame_register import FrameRegister
from campaign.domain.illustrative_rows import find_illustrative
from campaign.domain.merged_regions import merge_targets
from campaign.ingest.boundaries.boundary_file import BoundaryFile
from campaign.ingest.report import ValidationReport
from campaign.ingest.versions.combine import combine_registers


@dataclass(frozen=True, eq=False)
class UserData:
    """The files a reader uploaded: registers, a boundary file, a population file, targets.

    `count_totals_of` are the positions of registers whose totals count although other registers
    have equal ones. `replaces` is the edition whose register they replace; None adds them as a new
    edition. `digest` is the digest of the bytes of all files and of the import settings. `geometry`
    is the token by which the browser fetches the boundaries, "" without any. `population` has the
    columns of `tables.POPULATION`, None without a population file. `targets` are the result of
    `ingest_targets`, None without any, `targets_file` the name of their file.
    """

    registers: tuple[ValidationReport, ...] = ()
    count_totals_of: frozenset[int] = frozenset()
    replaces: str | None = None
    boundaries: BoundaryFile | None = None
    geometry: str = ""
    population: pd.DataFrame | None = None
    targets: pd.DataFrame | None = None
    targets_file: str = ""
    digest: str = ""


def overlay_user_data(campaign: Campaign, data: UserData) -> Campaign:
    """Return the campaign with the files of this reader; `campaign` itself is unchanged."""
    places = campaign.places
    merged_units: MergedUnits = {}
    if data.population is not None:
        places = replace(places, population=data.population)
    if data.boundaries is not None and data.boundaries.shapes is not None:
        places = merge_places(places, data.boundaries)
        merged_units = data.boundaries.merged_units
    editions = {}
    for name, edition in campaign.editions.items():
        population = edition.population
        if data.population is not None:
            population = places.nearest_population(edition.year)
        elif merged_units and population is not None:
            population = merge_population(population, merged_units)
        editions[name] = replace(edition, population=population)
    if data.registers:
        own_edition = _build_edition(campaign, data, editions)
        editions[own_edition.campaign_id] = own_edition
    elif data.targets is not None:
        planned_id = _planned_edition(campaign, data.targets)
        editions[planned_id] = replace(
            editions[planned_id], targets=data.targets, targets_file=data.targets_file
        )
    migrants = campaign.labour_migrants
    if merged_units:
        migrants = None if migrants is None else merge_migrants(migrants, merged_units)
        editions = {
            name: _merge_edition(edition, merged_units) for name, edition in editions.items()
        }
    digest = hashlib.sha256(f"{campaign.fingerprint}:{data.digest}".encode()).hexdigest()
    return replace(
        campaign,
        editions=editions,
        places=places,
        fingerprint=digest[:12],
        private=True,
        geometry=data.geometry,
        boundaries_file="" if data.boundaries is None else data.boundaries.file,
        labour_migrants=migrants,
    )


def _build_edition(campaign: Campaign, data: UserData, editions: Mapping[str, Edition]) -> Edition:
    combined = combine_registers(data.registers, data.count_totals_of)
    register = FrameRegister(combined.frame)
    edition_id = _edition_of_register(data, editions)
    base = editions[edition_id or campaign.default_edition]
    period = (base.start, base.end) if edition_id else busiest_days(register.frame["date"])
    issues = tuple(p for report in data.registers for p in report.issues)
    return replace(
        base,
        campaign_id=edition_id if edition_id and edition_id == data.replaces else OWN,
        start=period[0],
        end=period[1],
        status="illustrative" if find_illustrative(combined.frame).any() else "register",
        source="; ".join(report.file for report in data.registers),
        notes={},
        related=False,
        register=register,
        totals=register.totals(),
        issues=(*issues, *combined.issues),
        rejected_rows=sum(report.rejected for report in data.registers) + combined.excluded,
        published=base.published if edition_id else base.published.iloc[:0],
        milestones=base.milestones,
        reported=base.reported,
        own=True,
        translations={},
        # Such values of another register do not apply to this one.
        targets=data.targets,
        targets_file=data.targets_file,
    )


def _planned_edition(campaign: Campaign, targets: pd.DataFrame) -> str:
    """Return the edition whose period has most due dates; without any, the default edition."""
    days = [day.date() for day in targets["due_date"].dropna()]
    counts = {
        name: sum(edition.start <= day <= edition.end for day in days)
        for name, edition in campaign.editions.items()
        if edition.start is not None and edition.end is not None and edition.totals is not None
    }
    best = max(counts, key=counts.__getitem__, default="")
    return best if best and counts[best] else campaign.default_edition


def _edition_of_register(data: UserData, editions: Mapping[str, Edition]) -> str | None:
    """Return the edition that the register replaces, else that of its days; None without one.

    An edition that an administrator has removed since the upload is ignored.
    """
    ids = (data.replaces, data.registers[0].edition)
    return next((edition_id for edition_id in ids if edition_id in editions), None)


def _merge_edition(edition: Edition, merged_units: MergedUnits) -> Edition:
    """Return the edition with activities and targets of each city in its oblast."""
    oblasts_by_city = find_oblasts_by_city(merged_units)
    if edition.targets is not None:
        targets = merge_targets(edition.targets, oblasts_by_city)
        edition = replace(edition, targets=None if targets.empty else targets)
    if edition.register is None:
        return edition
    register = edition.register.merge_cities(oblasts_by_city)
    if register is edition.register:
        return edition
    return replace(edition, register=register, totals=register.totals())
