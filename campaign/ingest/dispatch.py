"""Any file through the door: told apart by what it holds, and taken in as that."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from campaign.domain.campaign import Campaign
from campaign.i18n.match_key import reading
from campaign.ingest.boundaries.boundary_file import BoundaryFile, ingest_boundaries
from campaign.ingest.boundaries.layers import holds_boundaries
from campaign.ingest.options import AS_IT_IS, RequestedOptions
from campaign.ingest.population import ingest_population
from campaign.ingest.reference import campaign_reference, population_reference
from campaign.ingest.register import Told, ingest_register
from campaign.ingest.report import ValidationReport
from campaign.schema import tables

KINDS = ("activities", "population", "boundaries")
OUTLINES = (".geojson", ".topojson", ".gpkg", ".json", ".zip")
"""How files are named that should hold boundaries: asked only where the content does not tell."""
Taken = ValidationReport | BoundaryFile


def ingest_file(
    content: bytes,
    file: str,
    campaign: Campaign,
    *,
    kind: str | None = None,
    edition: str | None = None,
    wanted: RequestedOptions = AS_IT_IS,
    told: Told | None = None,
) -> Taken:
    """What became of the file; `kind` (one of `KINDS`) is told from its content where it is None.

    A register is held against `edition`, or against the one that most of its dates lie in.
    """
    if kind == "boundaries" or (kind is None and holds_boundaries(content)):
        return ingest_boundaries(content, file, campaign.places)
    with reading():
        return _table(content, file, campaign, kind, edition, wanted, told)


def _table(
    content: bytes,
    file: str,
    campaign: Campaign,
    kind: str | None,
    edition: str | None,
    wanted: RequestedOptions,
    told: Told | None,
) -> Taken:
    if kind == "population":
        return _population(content, file, campaign, wanted, told)
    against = campaign_reference(campaign, edition)
    register = ingest_register(content, file, against, wanted=wanted, told=told)
    if kind is None and _looks_like_no_register(register):
        people = _population(content, file, campaign, wanted, told)
        if people.complete:
            return people
    named = kind is None and file.lower().endswith(OUTLINES)
    if named and not register.complete and register.status != "refused":
        return ingest_boundaries(content, file, campaign.places)
    return register


def _looks_like_no_register(taken: ValidationReport) -> bool:
    rules = {problem.rule for problem in taken.problems}
    return bool(rules & {"missing_column", "no_head"})


def _population(
    content: bytes, file: str, campaign: Campaign, wanted: RequestedOptions, told: Told | None
) -> ValidationReport:
    held = population_reference(campaign.places.table)
    report = ingest_register(content, file, held, tables.POPULATION, wanted, told)
    if not report.complete:
        return report
    frame, problems = ingest_population(report.frame, file, campaign.places)
    counts = Counter(report.counts)
    counts.update((problem.rule, problem.column) for problem in problems)
    return replace(
        report,
        frame=frame,
        problems=(*report.problems, *problems),
        counts=dict(counts),
        refused_rows=report.rows - report.left_out - len(frame),
        status="problems" if problems else report.status,
    )
