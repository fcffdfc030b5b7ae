"""Loading of an edition from its files and the tables that all editions share."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

import pandas as pd

from campaign.dataset.edition_register import load_register
from campaign.dataset.file_reader import FileReader
from campaign.dataset.folders import TARGETS_FILE, TRANSLATIONS_FILE, is_present
from campaign.domain.campaign import Edition, Status
from campaign.domain.campaign_days import first_year
from campaign.domain.illustrative_rows import ILLUSTRATIVE
from campaign.domain.places import Places
from campaign.i18n.translator import LANGUAGES
from campaign.ingest.file_references import targets_reference
from campaign.ingest.reference_data import ReferenceData
from campaign.ingest.validate.other_tables import ingest_targets
from campaign.schema import tables


@dataclass(frozen=True, eq=False)
class SharedTables:
    """The places, and the tables with rows of every edition."""

    places: Places
    types: pd.DataFrame
    published: pd.DataFrame
    milestones: pd.DataFrame
    reported_events: pd.DataFrame


def load_edition(
    reader: FileReader,
    row: Mapping[Hashable, Any],
    reference: ReferenceData,
    shared_tables: SharedTables,
) -> Edition:
    """Return the edition of a row of `CAMPAIGNS`, with its register and the issues of its files."""
    name = str(row["campaign_id"])
    start, end = reference.periods[name]
    loaded = load_register(reader, name, str(row["status"]), replace(reference, edition=name))
    register = loaded.register
    milestones = _select_rows(shared_tables.milestones, "campaign_id", name)
    reported_events = _select_rows(shared_tables.reported_events, "campaign_year", name)
    return Edition(
        campaign_id=name,
        names={lang: str(row[f"name_{lang}"]) for lang in LANGUAGES},
        start=start,
        end=end,
        nominal_days=None if pd.isna(row["nominal_days"]) else int(row["nominal_days"]),
        status=cast(Status, row["status"]),
        source=str(row["source"]),
        notes={lang: str(row[f"note_{lang}"] or "") for lang in LANGUAGES},
        related=row["kind"] == "related",
        register=register,
        totals=loaded.totals,
        published=_select_rows(shared_tables.published, "campaign_id", name),
        milestones=milestones.sort_values("date"),
        reported=reported_events.sort_values("date_start"),
        population=shared_tables.places.nearest_population(first_year(start, name)),
        translations=_load_translations(reader, name),
        targets=_load_targets(reader, name, shared_tables, row["status"] == "illustrative"),
        targets_file=f"{name}/{TARGETS_FILE}",
        issues=reader.take_issues(),
        register_file=loaded.file,
        register_source=loaded.source,
        rejected_rows=loaded.rejected,
    )


def _load_translations(reader: FileReader, edition: str) -> dict[str, dict[str, str]]:
    """Return {language: {text of the register: translation}}; {} if the edition has no file."""
    path = reader.folders.data / edition / TRANSLATIONS_FILE
    if not is_present(path):
        return {}
    rows = reader.read_table(path, tables.TRANSLATIONS).fillna("").to_dict("records")
    return {
        lang: {row["text"]: row[f"text_{lang}"] for row in rows if row[f"text_{lang}"]}
        for lang in LANGUAGES
    }


def _load_targets(
    reader: FileReader, edition: str, shared_tables: SharedTables, is_illustrative: bool
) -> pd.DataFrame | None:
    """Return the targets of an edition; None without a file or accepted targets.

    Invented targets are ignored unless the register is invented too.
    """
    path = reader.folders.data / edition / TARGETS_FILE
    if not is_present(path):
        return None
    reference = targets_reference(shared_tables.places.table, shared_tables.types)
    report = reader.ingest_table(path, reference, tables.TARGETS)
    if report is None:
        return None
    targets, issues = ingest_targets(report.frame, reader.folders.label(path))
    reader.issues += issues
    if not is_illustrative:
        targets = targets[targets["source"] != ILLUSTRATIVE]
    return None if targets.empty else targets


def _select_rows(frame: pd.DataFrame, column: str, value: str) -> pd.DataFrame:
    return frame[frame[column] == value].reset_index(drop=True)
