"""The files of a data and a geo folder, checked as uploads are, to a `Campaign`."""

from __future__ import annotations

import csv
import hashlib
import io
import stat
from collections.abc import Hashable, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from statistics import mode
from typing import Any, cast

import geopandas as gpd
import pandas as pd

from campaign.dataset import public_texts
from campaign.domain.campaign import Campaign, Edition, Status
from campaign.domain.places import Places
from campaign.domain.totals import group_activities
from campaign.ingest.boundaries.boundary_file import BoundaryFile, ingest_boundaries
from campaign.ingest.parse.code_lists import CodeList, folded_codes, region_codes, write_codes
from campaign.ingest.population import ingest_population
from campaign.ingest.privacy.possible_names import text_key
from campaign.ingest.reference import population_reference, register_reference
from campaign.ingest.reference_data import Period, ReferenceData
from campaign.ingest.register import ingest_register
from campaign.ingest.report import ValidationReport
from campaign.schema import tables, validate
from campaign.schema.issues import Issue
from campaign.schema.table import Table

SHARED_FILES = (
    "campaigns.csv",
    "activity_types.csv",
    "published.csv",
    "milestones.csv",
    "reported_events.csv",
)
PLACE_FILES = ("kgz_oblasts.geojson", "oblasts.csv", "population.csv")

_boundary_cache: dict[tuple[bytes, str, tuple[str, ...]], BoundaryFile] = {}
"""The report on the boundaries last read; at most one entry."""


class UnloadableDataError(Exception):
    """A file without which nothing can be shown is missing or rejected; `issues` says which."""

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        super().__init__("; ".join(f"{p.file}: {p.rule}" for p in issues))
        self.issues = issues


@dataclass(frozen=True)
class Folders:
    """The folders of the files; an issue names a file as `data/…` or `geo/…`."""

    data: Path
    geo: Path

    def files(self) -> list[Path]:
        """Every file that is read, in a fixed order, whether or not it exists."""
        try:
            registers = sorted(self.data.glob("*/activities.csv"))
        except OSError:
            registers = []  # the folder is out of reach
        return [
            *(self.data / name for name in (*SHARED_FILES, public_texts.FILE)),
            *(self.geo / name for name in PLACE_FILES),
            *registers,
        ]

    def stamp(self) -> tuple[tuple[str, int, int], ...]:
        """Name, time and size of each file: changes when a file changes, without reading it."""
        entries = []
        for path in self.files():
            try:
                status = path.stat()
            except OSError:
                entries.append((str(path), 0, -1))
            else:
                entries.append((str(path), status.st_mtime_ns, status.st_size))
        return tuple(entries)

    def exists(self, label: str) -> bool:
        """True where the file with this `label` exists."""
        root, _, rest = label.partition("/")
        return is_present({"data": self.data, "geo": self.geo}.get(root, self.data) / rest)

    def label(self, path: Path) -> str:
        """The path as an issue names it, like `data/2017/activities.csv`."""
        for root, name in ((self.data, "data"), (self.geo, "geo")):
            if path.is_relative_to(root):
                return f"{name}/{path.relative_to(root).as_posix()}"
        return path.name


def is_present(path: Path) -> bool:
    """True for a file, and for one that cannot be looked at: it is out of reach, not gone."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True


def load_campaign(folders: Folders) -> Campaign:
    """Everything the dashboard shows, from the files in `folders`.

    An issue in the register of an edition belongs to that edition and does not affect the others;
    an issue in published values, dates, population or boundaries does not affect the rest. Raises
    `UnloadableDataError` where campaigns, activity types or units cannot be read.
    """
    # The boundaries are read in a process of their own, and the digest of a long register runs
    # without the interpreter lock: nothing has to wait for either.
    with (
        ThreadPoolExecutor(1, "boundaries") as background,
        ThreadPoolExecutor(1, "digest") as digest,
    ):
        return _build_campaign(_Reader(folders, digest), background)


@dataclass(frozen=True, eq=False)
class _SharedTables:
    """The places, and the tables that hold rows of every edition."""

    places: Places
    published: pd.DataFrame
    milestones: pd.DataFrame
    reported_events: pd.DataFrame


def _build_campaign(reader: _Reader, background: Executor) -> Campaign:
    data = reader.folders.data
    places = _load_places(reader)
    boundaries = None if places is None else _start_boundaries(reader, places, background)
    types = reader.read_table(data / "activity_types.csv", tables.ACTIVITY_TYPES)
    campaigns = reader.read_table(data / "campaigns.csv", tables.CAMPAIGNS)
    if places is None or boundaries is None or types.empty or campaigns.empty:
        boundary_issues = [] if boundaries is None else boundaries.result()[1]
        raise UnloadableDataError((*reader.issues, *boundary_issues))
    types = types.set_index("code")
    shared_tables = _load_shared_tables(reader, places)
    public_text_keys = _load_public_texts(reader)
    shared_issues = reader.take_issues()
    reference = _build_reference(places, types, campaigns, public_text_keys)
    editions = {
        str(row["campaign_id"]): _load_edition(reader, row, reference, shared_tables)
        for row in campaigns.to_dict("records")
    }
    shapes, boundary_issues = boundaries.result()
    return Campaign(
        editions,
        replace(places, boundaries=shapes),
        types,
        (*shared_issues, *boundary_issues),
        reader.fingerprint(),
        public_texts=public_text_keys,
    )


def _load_shared_tables(reader: _Reader, places: Places) -> _SharedTables:
    data = reader.folders.data
    codes = {"oblast": region_codes(places.table)}
    return _SharedTables(
        places,
        reader.read_table(data / "published.csv", tables.PUBLISHED),
        reader.read_table(data / "milestones.csv", tables.MILESTONES),
        reader.read_table(data / "reported_events.csv", tables.REPORTED_EVENTS, codes),
    )


def _build_reference(
    places: Places,
    types: pd.DataFrame,
    campaigns: pd.DataFrame,
    public_text_keys: frozenset[str],
) -> ReferenceData:
    """The reference for the registers of all editions; `campaigns` are rows of `CAMPAIGNS`."""
    periods: dict[str, Period] = {}
    nominal_days: dict[str, int] = {}
    for row in campaigns.to_dict("records"):
        campaign_id = str(row["campaign_id"])
        periods[campaign_id] = (_to_date(row["start_date"]), _to_date(row["end_date"]))
        if pd.notna(row["nominal_days"]):
            nominal_days[campaign_id] = int(row["nominal_days"])
    reference = register_reference(places, types, periods, nominal_days=nominal_days)
    return replace(reference, public_texts=public_text_keys)


def _load_edition(
    reader: _Reader,
    row: Mapping[Hashable, Any],
    reference: ReferenceData,
    shared_tables: _SharedTables,
) -> Edition:
    """The edition of a row of `CAMPAIGNS`, with its register and the issues of that."""
    name = str(row["campaign_id"])
    start, end = reference.periods[name]
    register = reader.ingest_edition(name, str(row["status"]), replace(reference, edition=name))
    activities = None if register is None else register.frame
    year = start.year if start else int(name) if name.isdigit() else 0
    milestones = _select_rows(shared_tables.milestones, "campaign_id", name)
    reported_events = _select_rows(shared_tables.reported_events, "campaign_year", name)
    return Edition(
        campaign_id=name,
        names={lang: str(row[f"name_{lang}"]) for lang in ("ky", "ru", "en")},
        start=start,
        end=end,
        nominal_days=None if pd.isna(row["nominal_days"]) else int(row["nominal_days"]),
        status=cast(Status, row["status"]),
        source=str(row["source"]),
        notes={lang: str(row[f"note_{lang}"] or "") for lang in ("ky", "ru", "en")},
        related=row["kind"] == "related",
        activities=activities,
        totals=None if activities is None else group_activities(activities),
        published=_select_rows(shared_tables.published, "campaign_id", name),
        milestones=milestones.sort_values("date"),
        reported=reported_events.sort_values("date_start"),
        population=shared_tables.places.nearest_population(year),
        issues=reader.take_issues(),
        rejected_rows=0 if register is None else register.rejected,
    )


class _Reader:
    """Reads each file once, and collects issues and the digest of all bytes.

    `digest_executor` runs one call at a time: the digest depends on the order of the files.
    """

    def __init__(self, folders: Folders, digest_executor: Executor) -> None:
        self.folders = folders
        self.issues: list[Issue] = []
        self._executor = digest_executor
        self._digest = hashlib.sha256()

    def fingerprint(self) -> str:
        return self._executor.submit(self._digest.hexdigest).result()[:12]

    def take_issues(self) -> tuple[Issue, ...]:
        """The issues since the last call."""
        issues, self.issues = tuple(self.issues), []
        return issues

    def read_bytes(self, path: Path) -> bytes | None:
        """The content; None for a missing file, which is an issue."""
        try:
            content = path.read_bytes()
        except OSError:
            self.issues.append(Issue(self.folders.label(path), "missing_file"))
            return None
        self._executor.submit(self._digest.update, self.folders.label(path).encode() + b"\0")
        self._executor.submit(self._digest.update, content)
        if path.suffix == ".csv" and is_cut_short(content):
            self.issues.append(Issue(self.folders.label(path), "cut_short"))
        return content

    def check_table(
        self, path: Path, table: Table, codes: Mapping[str, CodeList] | None = None
    ) -> validate.CheckedTable | None:
        """The checked rows; None for a file that is missing, unreadable or lacks a column.

        `codes` are the spellings of each list of codes.
        """
        content = self.read_bytes(path)
        if content is None:
            return None
        label = self.folders.label(path)
        raw = read_csv(content, label)
        if isinstance(raw, Issue):
            self.issues.append(raw)
            return None
        lists = codes or {}
        by_column = {
            column.name: lists[column.of]
            for column in table.columns
            if column.of is not None and column.of in lists
        }
        raw = write_codes(raw, by_column)
        context = validate.CheckContext(folded_codes(lists))
        checked_table = validate.check_table(raw, table, label, context)
        self.issues += checked_table.issues
        lacks_column = any(p.rule == "missing_column" for p in checked_table.issues)
        return None if lacks_column else checked_table

    def read_table(
        self, path: Path, table: Table, codes: Mapping[str, CodeList] | None = None
    ) -> pd.DataFrame:
        """The accepted rows; an empty frame with the declared columns for a rejected file."""
        checked_table = self.check_table(path, table, codes)
        return validate.empty_frame(table) if checked_table is None else checked_table.frame

    def ingest_table(
        self, path: Path, reference: ReferenceData, table: Table
    ) -> ValidationReport | None:
        """The report on a file in any encoding and spelling; None where it cannot be used."""
        content = self.read_bytes(path)
        if content is None:
            return None
        report = ingest_register(content, self.folders.label(path), reference, table)
        self.issues += report.issues
        return report if report.complete else None

    def ingest_edition(
        self, name: str, status: str, reference: ReferenceData
    ) -> ValidationReport | None:
        """The register of an edition; None where it has none or it is rejected."""
        if status == "published_only":
            return None
        path = self.folders.data / name / "activities.csv"
        return self.ingest_table(path, reference, tables.ACTIVITIES)


def read_csv(content: bytes, label: str) -> pd.DataFrame | Issue:
    """A CSV of UTF-8 text as a frame of text cells, or the reason why it cannot be read.

    An empty cell is an empty string; no cell becomes a number, a date or a missing value.
    """
    try:
        decoded = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Issue(label, "encoding")
    try:
        raw = pd.read_csv(
            io.StringIO(decoded),
            dtype=str,
            keep_default_na=False,
            skip_blank_lines=False,
            index_col=False,
            on_bad_lines="error",
        )
    except (pd.errors.ParserError, pd.errors.EmptyDataError, ValueError):
        return Issue(label, "unreadable")
    raw.columns = [str(name).strip() for name in raw.columns]
    raw.index = pd.RangeIndex(2, len(raw) + 2)  # the header is row 1
    # A blank line is no row, but it still counts in the row numbers of the others.
    has_text = raw.fillna("").apply(lambda cells: cells.str.strip() != "").any(axis=1)
    return raw.fillna("")[has_text]


def _load_public_texts(reader: _Reader) -> frozenset[str]:
    """The keys of texts on the list of public texts; none where there is no list."""
    path = reader.folders.data / public_texts.FILE
    if not is_present(path):
        return frozenset()
    return frozenset(map(text_key, reader.read_table(path, tables.PUBLIC_TEXTS)["text"]))


def is_cut_short(content: bytes) -> bool:
    """True where the last row has fewer cells than most and no line break ends it.

    A file that is still being copied, or lost a part, ends like that. A file that ends between two
    rows cannot be told from a shorter one. Text in UTF-16 is never cut short.
    """
    if content.endswith((b"\n", b"\r")) or b"\0" in content:
        return False
    decoded = content.decode("latin-1")  # delimiters, quotes and line breaks are the same in all
    delimiter = max(",;\t|", key=decoded.partition("\n")[0].count)
    try:
        rows = csv.reader(io.StringIO(decoded, newline=""), delimiter=delimiter, strict=True)
        *widths, last = (len(row) for row in rows if row)
    except csv.Error as error:
        return "unexpected end" in str(error)
    except ValueError:  # nothing at all
        return False
    return bool(widths) and last < mode(widths)


def _load_places(reader: _Reader) -> Places | None:
    geo = reader.folders.geo
    table = reader.read_table(geo / "oblasts.csv", tables.OBLASTS)
    if table.empty:
        return None
    table = table.set_index("iso_code")
    blank = validate.empty_frame(tables.POPULATION)
    places = Places(table, None, blank)
    path = geo / "population.csv"
    report = reader.ingest_table(path, population_reference(table), tables.POPULATION)
    population = blank
    if report is not None:
        population, issues = ingest_population(report.frame, reader.folders.label(path), places)
        reader.issues += issues
    return replace(places, population=population)


ShapesAndIssues = tuple[gpd.GeoDataFrame | None, list[Issue]]


def _start_boundaries(
    reader: _Reader, places: Places, background: Executor
) -> Future[ShapesAndIssues]:
    path = reader.folders.geo / "kgz_oblasts.geojson"
    content = reader.read_bytes(path)
    return background.submit(_load_boundaries, content, reader.folders.label(path), places)


def _load_boundaries(content: bytes | None, label: str, places: Places) -> ShapesAndIssues:
    """The shapes, None unless each unit has one; and the issues."""
    if content is None:
        return None, []
    report = _read_boundaries(content, label, places)
    if not report.merged_units:
        return report.shapes, list(report.issues)
    missing_codes = [code for codes in report.merged_units.values() for code in codes[1:]]
    issue = Issue(report.file, "missing_units", params={"units": ", ".join(missing_codes)})
    return None, [*report.issues, issue]


def _read_boundaries(content: bytes, label: str, places: Places) -> BoundaryFile:
    """The report on the boundaries, read once for the same bytes: it costs a process."""
    key = (hashlib.sha256(content).digest(), label, tuple(places.codes))
    if key not in _boundary_cache:
        _boundary_cache.clear()
        _boundary_cache[key] = ingest_boundaries(content, label, places)
    return _boundary_cache[key]


def _select_rows(frame: pd.DataFrame, column: str, value: str) -> pd.DataFrame:
    return frame[frame[column] == value].reset_index(drop=True)


def _to_date(value: Any) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()
