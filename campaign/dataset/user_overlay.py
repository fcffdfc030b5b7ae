"""A reader's own files beside or in place of the shipped ones, for the eyes of that reader only."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from campaign.dataset.merge_cities import merge_places, merge_population, merge_totals
from campaign.domain.campaign import OWN, Campaign, Edition
from campaign.domain.totals import group_activities
from campaign.ingest.boundaries.boundary_file import BoundaryFile
from campaign.ingest.combine import combine_registers
from campaign.ingest.reference_data import Period
from campaign.ingest.report import ValidationReport


@dataclass(frozen=True, eq=False)
class UserData:
    """What a reader brought: accepted registers, a boundary file, a population file.

    `replaces` is the edition whose register they replace, None to stand beside all of them.
    `digest` names the bytes of all of them and the decisions taken. `geometry` is the token
    by which the browser fetches the boundaries, "" without any. `population` has the columns of
    `schema.POPULATION`, None where none was brought.
    """

    registers: tuple[ValidationReport, ...] = ()
    replaces: str | None = None
    outlines: BoundaryFile | None = None
    geometry: str = ""
    population: pd.DataFrame | None = None
    digest: str = ""


def with_own(campaign: Campaign, own: UserData) -> Campaign:
    """The campaign as this reader sees it; the one all others see stays as it is."""
    places = campaign.places
    merged: Mapping[str, tuple[str, ...]] = {}
    if own.population is not None:
        places = replace(places, population=own.population)
    if own.outlines is not None and own.outlines.shapes is not None:
        places = merge_places(places, own.outlines)
        merged = own.outlines.merged_units
    editions = {}
    for name, edition in campaign.editions.items():
        year = edition.start.year if edition.start else int(name) if name.isdigit() else 0
        population = edition.population
        if own.population is not None:
            population = places.nearest_population(year)
        elif merged and population is not None:
            population = merge_population(population, merged)
        editions[name] = replace(edition, population=population)
    if own.registers:
        brought = _edition(campaign, own, editions)
        editions[brought.campaign_id] = brought
    if merged:
        editions = {name: _merged(edition, merged) for name, edition in editions.items()}
    digest = hashlib.sha256(f"{campaign.fingerprint}:{own.digest}".encode()).hexdigest()
    return replace(
        campaign,
        editions=editions,
        places=places,
        fingerprint=digest[:12],
        private=True,
        geometry=own.geometry,
        boundaries_file="" if own.outlines is None else own.outlines.file,
    )


def _edition(campaign: Campaign, own: UserData, editions: Mapping[str, Edition]) -> Edition:
    together = combine_registers(own.registers)
    activities = together.frame
    base_id = own.replaces or own.registers[0].edition or campaign.default_edition
    base = editions[base_id]
    first, last = _period(own, base, activities)
    issues = tuple(p for intake in own.registers for p in intake.issues)
    return replace(
        base,
        campaign_id=own.replaces or OWN,
        start=first,
        end=last,
        status="register",
        source="; ".join(intake.file for intake in own.registers),
        notes={},
        related=False,
        activities=activities,
        totals=group_activities(activities),
        issues=(*issues, *together.issues),
        set_aside=sum(intake.rejected for intake in own.registers) + together.excluded,
        published=base.published if own.replaces or own.registers[0].edition else _none(base),
        milestones=base.milestones,
        reported=base.reported,
        own=True,
    )


def _period(own: UserData, base: Edition, activities: pd.DataFrame) -> Period:
    """First and last day: the edition's own, or the register's where it belongs to none."""
    if own.replaces or own.registers[0].edition:
        return base.start, base.end
    days = activities["date"].dropna()
    if days.empty:
        return None, None
    first: date = days.min().date()
    last: date = days.max().date()
    return first, last


def _none(edition: Edition) -> pd.DataFrame:
    return edition.published.iloc[:0]


def _merged(edition: Edition, merged: Mapping[str, tuple[str, ...]]) -> Edition:
    if edition.activities is None or edition.totals is None:
        return edition
    into = {code: unit for unit, codes in merged.items() for code in codes}
    activities = edition.activities.assign(oblast=edition.activities["oblast"].replace(into))
    return replace(edition, activities=activities, totals=merge_totals(edition.totals, merged))
