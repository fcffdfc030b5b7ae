"""The ingest of a file of any kind: a register, another table of the dashboard, or boundaries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

import pandas as pd

from campaign.domain.campaign import Campaign
from campaign.i18n.match_key import file_cache
from campaign.ingest.boundaries.boundary_file import BoundaryFile, ingest_boundaries
from campaign.ingest.boundaries.layers import holds_boundaries
from campaign.ingest.cleaning_log import find_log_header
from campaign.ingest.file_references import (
    campaign_reference,
    population_reference,
    table_reference,
    targets_reference,
)
from campaign.ingest.reference_data import ReferenceData
from campaign.ingest.register import IngestProgress, ingest_register
from campaign.ingest.replies import AS_IT_IS, Replies
from campaign.ingest.report import ValidationReport, rejected_report
from campaign.ingest.validate.other_tables import ingest_population, ingest_targets
from campaign.schema import tables
from campaign.schema.issues import Issue
from campaign.schema.tables import Table

UPLOAD_KINDS = ("activities", "population", "targets", "boundaries")
"""The kinds of files that a reader can use; only the administrator changes other tables."""
BOUNDARY_SUFFIXES = (".geojson", ".topojson", ".gpkg", ".json", ".zip")
"""Suffixes of boundary files; used only if the content does not show the kind of file."""
_OTHER_KINDS = frozenset({"archive", "numbers_document", "picture", "text_document"})
"""Codes of the issues of files that are not boundaries, whatever their suffix."""
_LACKING_RULES = frozenset(
    {
        "missing_column",
        "no_header_row",
        "wide_table",
        "wide_activities_only",
        "plan_columns",
        "population_columns",
    }
)
"""Codes of the issues of files that may be another table than a register."""
FileReport = ValidationReport | BoundaryFile


@dataclass(frozen=True)
class ReadAs:
    """The kind of file to read; None means that the content decides.

    `kind` is one of `FILE_KINDS`. The dates of a register are compared with those of `edition`,
    else with those of their campaigns.
    """

    kind: str | None = None
    edition: str | None = None


BY_CONTENT = ReadAs()


@dataclass(frozen=True)
class _TableKind:
    """A kind of table other than a register: its columns, reference data and further checks.

    `ingest` returns the rows without those that fail its checks, and the issues; None without
    further checks.
    """

    table: Table
    reference: Callable[[Campaign], ReferenceData] = table_reference
    ingest: Callable[[pd.DataFrame, str, Campaign], tuple[pd.DataFrame, Sequence[Issue]]] | None = (
        None
    )


_TABLES: Mapping[str, _TableKind] = {
    "population": _TableKind(
        tables.POPULATION,
        lambda campaign: population_reference(campaign.places.table),
        lambda frame, file, campaign: ingest_population(frame, file, campaign.places),
    ),
    "targets": _TableKind(
        tables.TARGETS,
        lambda campaign: targets_reference(campaign.places.table, campaign.types),
        lambda frame, file, _: ingest_targets(frame, file),
    ),
    **{table.name: _TableKind(table) for table in tables.TABLES if not table.free_form},
}
"""The tables other than registers by kind; a file that is not a register is tried in this order."""
FILE_KINDS = ("activities", *_TABLES, "boundaries")


def ingest_file(
    content: bytes,
    file: str,
    campaign: Campaign,
    read_as: ReadAs = BY_CONTENT,
    replies: Replies = AS_IT_IS,
    progress: IngestProgress | None = None,
) -> FileReport:
    """Return the report on a file of any kind; never raises because of its content.

    `campaign` has the regions, types and editions. `progress` is called with the name of a step
    (a message id) and the share that is done, 0 to 1.
    """
    kind = read_as.kind
    if kind == "boundaries" or (kind is None and holds_boundaries(content)):
        return ingest_boundaries(content, file, campaign.places)
    kind = kind or _find_exact_table(content, file)
    with file_cache():
        if kind is not None and kind in _TABLES:
            return _ingest_table(kind, content, file, campaign, replies, progress)
        reference = campaign_reference(campaign, read_as.edition)
        register = ingest_register(content, file, reference, replies=replies, progress=progress)
        if kind is None and _lacks_columns(register):
            if find_log_header(register.preview) is not None:
                return rejected_report(file, Issue(file, "cleaning_log"))
            for other, entry in _TABLES.items():
                is_named = PurePath(file).stem == other
                if not (entry.table.free_form or is_named):
                    continue
                report = _ingest_table(other, content, file, campaign, replies, progress)
                is_ambiguous = report.missing_columns and not _lacks_columns(report)
                if report.complete or is_ambiguous or (is_named and _names_column(report)):
                    return report
    named_as_boundaries = kind is None and file.lower().endswith(BOUNDARY_SUFFIXES)
    is_other_kind = bool({issue.rule for issue in register.issues} & _OTHER_KINDS)
    is_register = register.complete or register.status == "personal_data" or is_other_kind
    if named_as_boundaries and not is_register:
        return ingest_boundaries(content, file, campaign.places)
    return register


def _find_exact_table(content: bytes, file: str) -> str | None:
    """Return the table whose column names are the first line of a CSV; None for any other file.

    The line has all required columns and no others; of two tables, the one with the name of the
    file is returned, else the one with fewer other columns.
    """
    line = content[: 2**16].decode("utf-8-sig", "replace").partition("\n")[0]
    names = {name.strip().strip('"') for name in line.split(",")}
    exact = [
        entry.table
        for entry in _TABLES.values()
        if not entry.table.free_form
        and {column.name for column in entry.table.columns if column.present} <= names
        and names <= set(entry.table.kinds)
    ]
    exact.sort(key=lambda table: (table.name != PurePath(file).stem, len(table.columns)))
    return exact[0].name if exact else None


def _names_column(report: ValidationReport) -> bool:
    return report.detected is not None and any(report.detected.fields)


def _lacks_columns(report: ValidationReport) -> bool:
    return bool(_LACKING_RULES & {issue.rule for issue in report.issues})


def _ingest_table(
    kind: str,
    content: bytes,
    file: str,
    campaign: Campaign,
    replies: Replies,
    progress: IngestProgress | None,
) -> ValidationReport:
    entry = _TABLES[kind]
    reference = replace(entry.reference(campaign), public_texts=campaign.public_texts)
    report = ingest_register(content, file, reference, entry.table, replies, progress)
    if not report.complete or entry.ingest is None:
        return report
    frame, issues = entry.ingest(report.frame, file, campaign)
    return _with_issues(report, frame, issues)


def _with_issues(
    report: ValidationReport, frame: pd.DataFrame, issues: Sequence[Issue]
) -> ValidationReport:
    """Return the report with `frame` in place of its rows, and `issues` after its own."""
    counts = Counter(report.counts)
    counts.update((issue.rule, issue.column) for issue in issues)
    return replace(
        report,
        frame=frame,
        issues=(*report.issues, *issues),
        counts=dict(counts),
        rejected=report.rows - report.excluded - len(frame),
        status="issues" if issues else report.status,
    )
