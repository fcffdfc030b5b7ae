"""Files to a Campaign: the one door that shipped and other files pass."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping
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


_outlines_kept: dict[tuple[bytes, str, tuple[str, ...]], BoundaryFile] = {}


class UnloadableDataError(Exception):
    """A file without which nothing can be shown is missing or refused; `issues` says which."""

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        super().__init__("; ".join(f"{p.file}: {p.rule}" for p in issues))
        self.issues = issues


@dataclass(frozen=True)
class Folders:
    """Where the files lie; a problem names a file by its folder's own name (`data/…`, `geo/…`)."""

    data: Path
    geo: Path

    def files(self) -> list[Path]:
        """Every file that is read, in a fixed order, whether or not it exists."""
        registers = sorted(self.data.glob("*/activities.csv")) if self.data.is_dir() else []
        return [
            *(self.data / name for name in (*SHARED_FILES, public_texts.FILE)),
            *(self.geo / name for name in PLACE_FILES),
            *registers,
        ]

    def stamp(self) -> tuple[tuple[str, int, int], ...]:
        """Name, time and size of each file: changes when a file changes, without reading it."""
        found = []
        for path in self.files():
            try:
                status = path.stat()
            except OSError:
                found.append((str(path), 0, -1))
            else:
                found.append((str(path), status.st_mtime_ns, status.st_size))
        return tuple(found)

    def there(self, label: str) -> bool:
        """True where the file that problems name so exists."""
        root, _, rest = label.partition("/")
        return (({"data": self.data, "geo": self.geo}.get(root, self.data)) / rest).is_file()

    def label(self, path: Path) -> str:
        """The path as the people who edit the files know it, as `data/2017/activities.csv`."""
        for root, name in ((self.data, "data"), (self.geo, "geo")):
            if path.is_relative_to(root):
                return f"{name}/{path.relative_to(root).as_posix()}"
        return path.name


def load_campaign(folders: Folders) -> Campaign:
    """Everything the dashboard shows, from the files in `folders`.

    A fault in an edition's register is kept with that edition and leaves the others untouched; a
    fault in a list of dates, figures, population or boundaries leaves the rest on show. Raises
    `UnloadableDataError` where campaigns, activity types or units cannot be read.
    """
    # The boundaries are read in a process of their own, and a long register's digest takes a
    # while without the interpreter: nothing need wait for either.
    with ThreadPoolExecutor(1, "boundaries") as beside, ThreadPoolExecutor(1, "digest") as digest:
        return _loaded(_Reader(folders, digest), beside)


def _loaded(reader: _Reader, beside: Executor) -> Campaign:
    folders = reader.folders
    places = _places(reader)
    drawing = None if places is None else _boundaries(reader, places, beside)
    types_rows = reader.table(folders.data / "activity_types.csv", tables.ACTIVITY_TYPES)
    campaigns = reader.table(folders.data / "campaigns.csv", tables.CAMPAIGNS)
    if places is None or types_rows.empty or campaigns.empty:
        faults = [] if drawing is None else drawing.result()[1]
        raise UnloadableDataError((*reader.issues, *faults))
    types = types_rows.set_index("code")
    known = {"oblast": region_codes(places.table)}

    published = reader.table(folders.data / "published.csv", tables.PUBLISHED)
    milestones = reader.table(folders.data / "milestones.csv", tables.MILESTONES)
    reported = reader.table(folders.data / "reported_events.csv", tables.REPORTED_EVENTS, known)
    public = _public_texts(reader)
    shared_issues = tuple(reader.issues)

    periods: dict[str, Period] = {
        str(row["campaign_id"]): (_day(row["start_date"]), _day(row["end_date"]))
        for row in campaigns.to_dict("records")
    }
    lasting = {
        str(row["campaign_id"]): int(row["nominal_days"])
        for row in campaigns.to_dict("records")
        if pd.notna(row["nominal_days"])
    }
    against = register_reference(places, types, periods, nominal_days=lasting)
    against = replace(against, public_texts=public)
    editions: dict[str, Edition] = {}
    for row in campaigns.to_dict("records"):
        name = str(row["campaign_id"])
        start, end = periods[name]
        register = reader.register(name, str(row["status"]), replace(against, edition=name))
        activities = None if register is None else register.frame
        year = start.year if start else int(name) if name.isdigit() else 0
        editions[name] = Edition(
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
            published=_of(published, "campaign_id", name),
            milestones=_of(milestones, "campaign_id", name).sort_values("date"),
            reported=_of(reported, "campaign_year", name).sort_values("date_start"),
            population=places.nearest_population(year),
            issues=tuple(reader.issues[len(shared_issues) :]),
            set_aside=0 if register is None else register.rejected,
        )
        del reader.issues[len(shared_issues) :]
    assert drawing is not None
    shapes, faults = drawing.result()
    return Campaign(
        editions,
        replace(places, boundaries=shapes),
        types,
        (*shared_issues, *faults),
        reader.fingerprint(),
        public_texts=public,
    )


class _Reader:
    """Reads files once, collects their faults and the digest of their bytes.

    `one_by_one` runs what it is given in that order: the digest is one of all files.
    """

    def __init__(self, folders: Folders, one_by_one: Executor) -> None:
        self.folders = folders
        self.issues: list[Issue] = []
        self._one_by_one = one_by_one
        self._digest = hashlib.sha256()

    def fingerprint(self) -> str:
        return self._one_by_one.submit(self._digest.hexdigest).result()[:12]

    def content(self, path: Path) -> bytes | None:
        try:
            content = path.read_bytes()
        except OSError:
            self.issues.append(Issue(self.folders.label(path), "missing_file"))
            return None
        self._one_by_one.submit(self._digest.update, self.folders.label(path).encode() + b"\0")
        self._one_by_one.submit(self._digest.update, content)
        if path.suffix == ".csv" and is_cut_short(content):
            self.issues.append(Issue(self.folders.label(path), "cut_short"))
        return content

    def checked(
        self, path: Path, table: Table, known: Mapping[str, CodeList] | None = None
    ) -> validate.CheckedTable | None:
        content = self.content(path)
        if content is None:
            return None
        label = self.folders.label(path)
        raw = read_csv(content, label)
        if isinstance(raw, Issue):
            self.issues.append(raw)
            return None
        lists = known or {}
        spelled = {c.name: lists[c.of] for c in table.columns if c.of is not None and c.of in lists}
        raw = write_codes(raw, spelled)
        checked = validate.check(raw, table, label, folded_codes(lists))
        self.issues += checked.issues
        refused = any(p.rule == "missing_column" for p in checked.issues)
        return None if refused else checked

    def table(
        self, path: Path, table: Table, known: Mapping[str, CodeList] | None = None
    ) -> pd.DataFrame:
        """The rows that count; a refused file gives an empty frame with the declared columns."""
        checked = self.checked(path, table, known)
        if checked is not None:
            return checked.frame
        return validate.blank(table)

    def ingest(self, path: Path, against: ReferenceData, table: Table) -> ValidationReport | None:
        """The file through the door; None where nothing of it can be used."""
        content = self.content(path)
        if content is None:
            return None
        report = ingest_register(content, self.folders.label(path), against, table)
        self.issues += report.issues
        return report if report.complete else None

    def register(self, name: str, status: str, against: ReferenceData) -> ValidationReport | None:
        """An edition's register; None where it has none, or it was refused."""
        if status == "published_only":
            return None
        path = self.folders.data / name / "activities.csv"
        return self.ingest(path, against, tables.ACTIVITIES)


def read_csv(content: bytes, label: str) -> pd.DataFrame | Issue:
    """A CSV of UTF-8 text as a frame of text cells, or the reason why it cannot be read.

    An empty cell is an empty string; nothing is taken for a number, a date or a missing value.
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
    raw.index = pd.RangeIndex(2, len(raw) + 2)  # the head is row 1
    # A blank line is no row, but it still counts in the row numbers of the others.
    filled = raw.fillna("").apply(lambda cells: cells.str.strip() != "").any(axis=1)
    return raw.fillna("")[filled]


def _public_texts(reader: _Reader) -> frozenset[str]:
    """The keys of texts that are listed as no personal data; none where there is no list."""
    path = reader.folders.data / public_texts.FILE
    if not path.is_file():
        return frozenset()
    return frozenset(map(text_key, reader.table(path, tables.PUBLIC_TEXTS)["text"]))


def is_cut_short(content: bytes) -> bool:
    """True where the last row has fewer cells than most and no line break ends it.

    So ends a file that is still being copied, or of which a part was lost. A file that ends between
    two rows cannot be told from a shorter one. Text in UTF-16 is never said to be cut.
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


def _places(reader: _Reader) -> Places | None:
    geo = reader.folders.geo
    table = reader.table(geo / "oblasts.csv", tables.OBLASTS)
    if table.empty:
        return None
    table = table.set_index("iso_code")
    blank = validate.blank(tables.POPULATION)
    places = Places(table, None, blank)
    path = geo / "population.csv"
    people = reader.ingest(path, population_reference(table), tables.POPULATION)
    population = blank
    if people is not None:
        population, issues = ingest_population(people.frame, reader.folders.label(path), places)
        reader.issues += issues
    return replace(places, population=population)


Drawn = tuple[gpd.GeoDataFrame | None, list[Issue]]


def _boundaries(reader: _Reader, places: Places, beside: Executor) -> Future[Drawn]:
    path = reader.folders.geo / "kgz_oblasts.geojson"
    content = reader.content(path)
    return beside.submit(_drawn, content, reader.folders.label(path), places)


def _drawn(content: bytes | None, label: str, places: Places) -> Drawn:
    if content is None:
        return None, []
    report = _outlines(content, label, places)
    if not report.merged_units:
        return report.shapes, list(report.issues)
    absent = [code for codes in report.merged_units.values() for code in codes[1:]]
    missing = Issue(report.file, "missing_units", params={"units": ", ".join(absent)})
    return None, [*report.issues, missing]


def _outlines(content: bytes, label: str, places: Places) -> BoundaryFile:
    """The boundaries, read once for the same bytes: the reader is a process of its own."""
    key = (hashlib.sha256(content).digest(), label, tuple(places.codes))
    if key not in _outlines_kept:
        _outlines_kept.clear()
        _outlines_kept[key] = ingest_boundaries(content, label, places)
    return _outlines_kept[key]


def _of(frame: pd.DataFrame, column: str, value: str) -> pd.DataFrame:
    return frame[frame[column] == value].reset_index(drop=True)


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()
