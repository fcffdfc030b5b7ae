"""Loading of regions, their population and boundaries from the files of the geo folder."""

from __future__ import annotations

import hashlib
from concurrent.futures import Executor, Future
from dataclasses import replace

import geopandas as gpd

from campaign.dataset.file_reader import FileReader
from campaign.dataset.folders import BOUNDARIES_FILE, POPULATION_FILE, REGIONS_FILE
from campaign.domain.places import Places
from campaign.ingest.boundaries.boundary_file import BoundaryFile, ingest_boundaries
from campaign.ingest.file_references import population_reference
from campaign.ingest.parse.code_lists import region_codes
from campaign.ingest.population import ingest_population
from campaign.schema import tables, validate
from campaign.schema.issues import Issue

_boundary_cache: dict[tuple[bytes, str, tuple[str, ...]], BoundaryFile] = {}
"""The report on the boundaries last read; at most one entry."""


def load_places(reader: FileReader) -> Places | None:
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


ShapesAndIssues = tuple[gpd.GeoDataFrame | None, list[Issue]]
"""The boundaries (None unless each region has one) and the issues."""


def start_boundaries(
    reader: FileReader, places: Places, background: Executor
) -> Future[ShapesAndIssues]:
    """Return a future of the boundaries of the regions, read in a thread of `background`."""
    path = reader.folders.geo / BOUNDARIES_FILE
    content = reader.read_bytes(path)
    return background.submit(_load_boundaries, content, reader.folders.label(path), places)


def _load_boundaries(content: bytes | None, label: str, places: Places) -> ShapesAndIssues:
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
