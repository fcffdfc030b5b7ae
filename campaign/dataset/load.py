"""Loading of a `Campaign` from the files of a data and a geo folder, checked like uploads."""

from __future__ import annotations

import hashlib
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from typing import Any

import geopandas as gpd
import pandas as pd

from campaign.dataset import public_texts
from campaign.dataset.checked_files import CheckedFiles
from campaign.dataset.engines.open_register_cache import OpenRegisters
from campaign.dataset.engines.settings import RegisterSettings
from campaign.dataset.file_reader import FileReader
from campaign.dataset.folders import (
    BOUNDARIES_FILE,
    CAMPAIGNS_FILE,
    EVENTS_FILE,
    MIGRANTS_FILE,
    MILESTONES_FILE,
    POPULATION_FILE,
    PUBLISHED_FILE,
    REGIONS_FILE,
    TYPES_FILE,
    Folders,
    is_present,
)
from campaign.dataset.load_edition import SharedTables, load_edition
from campaign.domain.campaign import Campaign
from campaign.domain.campaign_days import Period
from campaign.domain.places import Places
from campaign.ingest.boundaries.boundary_file import BoundaryFile, ingest_boundaries
from campaign.ingest.file_references import population_reference, register_reference
from campaign.ingest.privacy.possible_names import text_key
from campaign.ingest.reference_data import ReferenceData
from campaign.ingest.validate.other_tables import ingest_population
from campaign.ingest.values.codes import region_codes
from campaign.schema import tables, validate
from campaign.schema.issues import Issue

_boundary_cache: dict[tuple[bytes, str, tuple[str, ...]], BoundaryFile] = {}
"""The report on the boundaries last read; at most one entry."""


_ShapesAndIssues = tuple[gpd.GeoDataFrame | None, list[Issue]]
"""The boundaries (None unless each region has one) and the issues."""

_checked_files = CheckedFiles()
"""The results of the last reading of the campaign, without files that readers uploaded."""


class UnloadableDataError(Exception):
    """A required file is missing or rejected; `issues` names it."""

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        super().__init__("; ".join(f"{p.file}: {p.rule}" for p in issues))
        self.issues = issues


def load_campaign(
    folders: Folders,
    versions: dict[RegisterSettings, str] | None = None,
    registers: OpenRegisters | None = None,
) -> Campaign:
    """Return the campaign from the files in `folders`.

    `versions` is filled with the versions of registers in engines before their rows are read;
    `registers` opens them, and may have registers of an earlier call. An issue in the register of
    an edition belongs to that edition and does not affect the others; an issue in published values,
    dates, population or boundaries does not affect the rest. Raises `UnloadableDataError` if
    campaigns, activity types or units cannot be read.
    """
    # The boundaries are read in a separate process, and the digest of a long register runs without
    # the interpreter lock, so that both run at the same time as the rest.
    with (
        ThreadPoolExecutor(1, "boundaries") as background,
        ThreadPoolExecutor(1, "digest") as digest,
    ):
        reader = FileReader(folders, digest, registers or OpenRegisters(), _checked_files)
        try:
            campaign = _build_campaign(reader, background)
            _checked_files.replace_with(reader.checked_files)
            return campaign
        finally:
            if versions is not None:
                versions.update(reader.versions)


def _build_campaign(reader: FileReader, background: Executor) -> Campaign:
    data = reader.folders.data
    reader.public_texts = _load_public_texts(reader)
    places = _load_places(reader)
    boundaries = None if places is None else _start_boundaries(reader, places, background)
    types = reader.read_table(data / TYPES_FILE, tables.ACTIVITY_TYPES)
    campaigns = reader.read_table(data / CAMPAIGNS_FILE, tables.CAMPAIGNS)
    if places is None or boundaries is None or types.empty or campaigns.empty:
        boundary_issues = [] if boundaries is None else boundaries.result()[1]
        raise UnloadableDataError((*reader.issues, *boundary_issues))
    types = types.set_index("code")
    shared_tables = _load_shared_tables(reader, places, types)
    labour_migrants = _load_labour_migrants(reader, places)
    shared_issues = reader.take_issues()
    reference = _build_reference(places, types, campaigns)
    editions = {
        str(row["campaign_id"]): load_edition(reader, row, reference, shared_tables)
        for row in campaigns.to_dict("records")
    }
    shapes, boundary_issues = boundaries.result()
    return Campaign(
        editions,
        replace(places, boundaries=shapes),
        types,
        (*shared_issues, *boundary_issues),
        reader.fingerprint(),
        public_texts=reader.public_texts,
        labour_migrants=labour_migrants,
    )


def _load_labour_migrants(reader: FileReader, places: Places) -> pd.DataFrame | None:
    """Return the labour migrants by region; None without a file or usable rows."""
    path = reader.folders.data / MIGRANTS_FILE
    if not is_present(path):
        return None
    codes = population_reference(places.table).codes
    rows = reader.read_table(path, tables.LABOUR_MIGRANTS, codes)
    return None if rows.empty else rows


def _load_shared_tables(reader: FileReader, places: Places, types: pd.DataFrame) -> SharedTables:
    data = reader.folders.data
    codes = {"oblast": region_codes(places.table)}
    return SharedTables(
        places,
        types,
        reader.read_table(data / PUBLISHED_FILE, tables.PUBLISHED),
        reader.read_table(data / MILESTONES_FILE, tables.MILESTONES),
        reader.read_table(data / EVENTS_FILE, tables.REPORTED_EVENTS, codes),
    )


def _build_reference(places: Places, types: pd.DataFrame, campaigns: pd.DataFrame) -> ReferenceData:
    """Return the reference for the registers of all editions.

    `campaigns` are rows of `CAMPAIGNS`.
    """
    periods: dict[str, Period] = {}
    nominal_days: dict[str, int] = {}
    for row in campaigns.to_dict("records"):
        campaign_id = str(row["campaign_id"])
        periods[campaign_id] = (_to_date(row["start_date"]), _to_date(row["end_date"]))
        if pd.notna(row["nominal_days"]):
            nominal_days[campaign_id] = int(row["nominal_days"])
    return register_reference(places, types, periods, nominal_days=nominal_days)


def _load_public_texts(reader: FileReader) -> frozenset[str]:
    """Return the keys of texts on the list of public texts; empty without a list."""
    path = reader.folders.data / public_texts.FILE
    if not is_present(path):
        return frozenset()
    return frozenset(map(text_key, reader.read_table(path, tables.PUBLIC_TEXTS)["text"]))


def _to_date(value: Any) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()


def _load_places(reader: FileReader) -> Places | None:
    """Return the regions with their population and without boundaries; None without regions.

    Issues are added to `reader`.
    """
    geo = reader.folders.geo
    table = reader.read_table(geo / REGIONS_FILE, tables.OBLASTS)
    if table.empty:
        return None
    table = table.set_index("iso_code")
    blank = validate.empty_frame(tables.POPULATION)
    places = Places(table, None, blank)
    path = geo / POPULATION_FILE
    report = reader.ingest_table(path, population_reference(table), tables.POPULATION)
    population = blank
    if report is not None:
        population, issues = ingest_population(report.frame, reader.folders.label(path), places)
        reader.issues += issues
    return replace(places, population=population)


def _start_boundaries(
    reader: FileReader, places: Places, background: Executor
) -> Future[_ShapesAndIssues]:
    """Return a future of the boundaries of the regions, read in a thread of `background`."""
    path = reader.folders.geo / BOUNDARIES_FILE
    content = reader.read_bytes(path)
    return background.submit(_load_boundaries, content, reader.folders.label(path), places)


def _load_boundaries(content: bytes | None, label: str, places: Places) -> _ShapesAndIssues:
    if content is None:
        return None, []
    report = _read_boundaries(content, label, places)
    if not report.merged_units:
        return report.shapes, list(report.issues)
    missing_codes = [code for codes in report.merged_units.values() for code in codes[1:]]
    params = region_codes(places.table).list_params("units", missing_codes)
    issue = Issue(report.file, "missing_units", params=params)
    return None, [*report.issues, issue]


def _read_boundaries(content: bytes, label: str, places: Places) -> BoundaryFile:
    """Return the report on the boundaries; cached, because it needs a process of its own."""
    key = (hashlib.sha256(content).digest(), label, tuple(places.codes))
    if key not in _boundary_cache:
        _boundary_cache.clear()
        _boundary_cache[key] = ingest_boundaries(content, label, places)
    return _boundary_cache[key]
