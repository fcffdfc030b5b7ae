"""The campaign with the files that a reader uploaded, visible to that reader only."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
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
from campaign.ingest.file_references import campaign_reference
from campaign.ingest.report import ValidationReport
from campaign.ingest.versions.combine import CombinedRegister, combine_registers
from campaign.schema.issues import Issue


@dataclass(frozen=True, eq=False)
class UserData:
    """The files a reader uploaded: registers, a boundary file, a population file, targets.

    `count_totals_of` are the positions of registers whose totals count although other registers
    have equal ones. `replaces` is the edition in whose place the register of its campaign is shown,
    or the only register of any campaign; None shows each campaign beside the others. `digest` is
    the digest of the bytes of all files and of the import settings. `population` has the columns of
    `tables.POPULATION`, None without a population file. `targets` are the result of
    `ingest_targets`, None without any, `targets_file` the name of their file.
    """

    registers: tuple[ValidationReport, ...] = ()
    count_totals_of: frozenset[int] = frozenset()
    replaces: str | None = None
    boundaries: BoundaryFile | None = None
    population: pd.DataFrame | None = None
    targets: pd.DataFrame | None = None
    targets_file: str = ""
    digest: str = ""


@dataclass(frozen=True, eq=False)
class OwnRegister:
    """The register of one campaign: its files, with its rows only, and these rows together."""

    files: tuple[ValidationReport, ...]
    combined: CombinedRegister

    @property
    def issues(self) -> tuple[Issue, ...]:
        """The issues of the files, also about rows of other campaigns, and of rows in two files."""
        return (*(issue for report in self.files for issue in report.issues), *self.combined.issues)

    @property
    def rejected(self) -> int:
        """The number of rows of the files that are not accepted, or are in an earlier file too."""
        return sum(report.rejected for report in self.files) + self.combined.excluded


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
    registers = combine_campaigns(campaign, data.registers, data.count_totals_of)
    own_editions, shipped = {}, dict(editions)
    for name, register in registers.items():
        is_placed = data.replaces in shipped and (name == data.replaces or len(registers) == 1)
        edition_id = data.replaces if is_placed and data.replaces else f"{OWN}{name}"
        base = next((n for n in (edition_id, name) if n in shipped), campaign.default_edition)
        own_editions[name] = edition_id
        editions[edition_id] = _build_edition(name, edition_id, register, shipped[base])
    if data.targets is not None:
        candidates = {n: editions[n] for n in own_editions.values()} or campaign.editions
        default = next(reversed(own_editions.values()), campaign.default_edition)
        planned_id = _planned_edition(candidates, data.targets, default)
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
        boundaries_file="" if data.boundaries is None else data.boundaries.file,
        labour_migrants=migrants,
        own_editions=own_editions,
    )


def combine_campaigns(
    campaign: Campaign,
    registers: Sequence[ValidationReport],
    count_totals_of: Collection[int] = (),
) -> dict[str, OwnRegister]:
    """Return the rows of all registers by campaign, oldest first; each row is in one of them.

    The campaigns are those of the days of all files together (`campaign_days.campaigns_of`).
    `count_totals_of` are the positions of registers as in `combine_registers`.
    """
    if not registers:
        return {}
    days = pd.concat([report.frame["date"] for report in registers], ignore_index=True)
    campaigns = campaign_reference(campaign).campaigns_of(days)
    ends = np.cumsum([report.accepted for report in registers])[:-1]
    names_by_file = np.split(campaigns.to_numpy(), ends)
    own_registers = {}
    for name in sorted(set(campaigns)):
        parts = [
            report if (names == name).all() else replace(report, frame=report.frame[names == name])
            for report, names in zip(registers, names_by_file, strict=True)
        ]
        files = tuple(report for report in parts if report.accepted)
        counted = [parts[at] for at in count_totals_of]
        positions = [at for at, report in enumerate(files) if report in counted]
        own_registers[name] = OwnRegister(files, combine_registers(files, positions))
    return own_registers


def _build_edition(name: str, edition_id: str, register: OwnRegister, base: Edition) -> Edition:
    """Return the edition of one campaign, with the days and published values of `base`.

    `name` is the campaign of the days of the register; of another campaign, `base` has no days and
    no published values for it.
    """
    rows = register.combined.frame
    is_known = base.campaign_id in (name, edition_id)
    period = (base.start, base.end) if is_known else busiest_days(rows["date"])
    frame_register = FrameRegister(rows)
    return replace(
        base,
        campaign_id=edition_id,
        start=period[0],
        end=period[1],
        status="illustrative" if find_illustrative(rows).any() else "register",
        source="; ".join(report.file for report in register.files),
        notes={},
        related=False,
        register=frame_register,
        totals=frame_register.totals(),
        issues=register.issues,
        rejected_rows=register.rejected,
        published=base.published if is_known else base.published.iloc[:0],
        own=True,
        translations={},
        # Such values of another register do not apply to this one.
        targets=None,
        targets_file="",
    )


def _planned_edition(editions: Mapping[str, Edition], targets: pd.DataFrame, default: str) -> str:
    """Return the edition whose period has most due dates; without any, the default one."""
    days = [day.date() for day in targets["due_date"].dropna()]
    counts = {
        name: sum(edition.start <= day <= edition.end for day in days)
        for name, edition in editions.items()
        if edition.start is not None and edition.end is not None and edition.totals is not None
    }
    best = max(counts, key=counts.__getitem__, default="")
    return best if best and counts[best] else default


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
