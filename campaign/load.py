"""Files to a Campaign: the one door that shipped and other files pass."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, cast

import geopandas as gpd
import pandas as pd

from campaign import schema
from campaign.edition import Campaign, Edition, Status
from campaign.oblasts import Places, fold, spellings
from campaign.problems import Problem
from campaign.totals import grouped

SHARED_FILES = (
    "campaigns.csv",
    "activity_types.csv",
    "published.csv",
    "milestones.csv",
    "reported_events.csv",
)
PLACE_FILES = ("kgz_oblasts.geojson", "oblasts.csv", "population.csv")


class Unloadable(Exception):
    """A file without which nothing can be shown is missing or refused; `problems` says which."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("; ".join(f"{p.file}: {p.rule}" for p in problems))
        self.problems = problems


@dataclass(frozen=True)
class Folders:
    """Where the files lie; a problem names a file by its folder's own name (`data/…`, `geo/…`)."""

    data: Path
    geo: Path

    def files(self) -> list[Path]:
        """Every file that is read, in a fixed order, whether or not it exists."""
        registers = sorted(self.data.glob("*/activities.csv")) if self.data.is_dir() else []
        return [
            *(self.data / name for name in SHARED_FILES),
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
                found.append((self.label(path), 0, -1))
            else:
                found.append((self.label(path), status.st_mtime_ns, status.st_size))
        return tuple(found)

    def label(self, path: Path) -> str:
        """The path as the people who edit the files know it, as `data/2017/activities.csv`."""
        for root, name in ((self.data, "data"), (self.geo, "geo")):
            if path.is_relative_to(root):
                return f"{name}/{path.relative_to(root).as_posix()}"
        return path.name


def load_campaign(folders: Folders) -> Campaign:
    """Everything the dashboard shows, from the files in `folders`.

    A fault in an edition's register is kept with that edition and leaves the others untouched; a
    fault in a list of dates, figures, residents or boundaries leaves the rest on show. Raises
    `Unloadable` where campaigns, activity types or units cannot be read.
    """
    reader = _Reader(folders)
    places = _places(reader)
    types_rows = reader.table(folders.data / "activity_types.csv", schema.ACTIVITY_TYPES)
    campaigns = reader.table(folders.data / "campaigns.csv", schema.CAMPAIGNS)
    if places is None or types_rows.empty or campaigns.empty:
        raise Unloadable(tuple(reader.problems))
    types = types_rows.set_index("code")
    known = {"oblast": places.spellings, "type": _type_spellings(types)}

    published = reader.table(folders.data / "published.csv", schema.PUBLISHED)
    milestones = reader.table(folders.data / "milestones.csv", schema.MILESTONES)
    reported = reader.table(folders.data / "reported_events.csv", schema.REPORTED_EVENTS, known)
    shared_problems = tuple(reader.problems)

    editions: dict[str, Edition] = {}
    for row in campaigns.to_dict("records"):
        name = str(row["campaign_id"])
        start, end = _day(row["start_date"]), _day(row["end_date"])
        register = reader.register(name, str(row["status"]), known, start, end)
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
            note=str(row["note"]),
            activities=activities,
            totals=None if activities is None else grouped(activities),
            published=_of(published, "campaign_id", name),
            milestones=_of(milestones, "campaign_id", name).sort_values("date"),
            reported=_of(reported, "campaign_year", name).sort_values("date_start"),
            residents=places.nearest_residents(year),
            problems=tuple(reader.problems[len(shared_problems) :]),
            set_aside=0 if register is None else register.set_aside,
        )
        del reader.problems[len(shared_problems) :]
    return Campaign(editions, places, types, shared_problems, reader.fingerprint())


class _Reader:
    """Reads files once, collects their faults and the digest of their bytes."""

    def __init__(self, folders: Folders) -> None:
        self.folders = folders
        self.problems: list[Problem] = []
        self._digest = hashlib.sha256()

    def fingerprint(self) -> str:
        return self._digest.hexdigest()[:12]

    def content(self, path: Path) -> bytes | None:
        try:
            content = path.read_bytes()
        except OSError:
            self.problems.append(Problem(self.folders.label(path), "missing_file"))
            return None
        self._digest.update(self.folders.label(path).encode() + b"\0" + content)
        return content

    def checked(
        self, path: Path, table: schema.Table, known: schema.Known | None = None
    ) -> schema.Checked | None:
        content = self.content(path)
        if content is None:
            return None
        label = self.folders.label(path)
        raw = read_csv(content, label)
        if isinstance(raw, Problem):
            self.problems.append(raw)
            return None
        checked = schema.check(raw, table, label, known)
        self.problems += checked.problems
        refused = any(p.rule == "missing_column" for p in checked.problems)
        return None if refused else checked

    def table(
        self, path: Path, table: schema.Table, known: schema.Known | None = None
    ) -> pd.DataFrame:
        """The rows that count; a refused file gives an empty frame with the declared columns."""
        checked = self.checked(path, table, known)
        if checked is not None:
            return checked.frame
        blank = pd.DataFrame({c.name: pd.Series(dtype="str") for c in table.columns})
        return schema.check(blank, table, "").frame

    def register(
        self,
        name: str,
        status: str,
        known: schema.Known,
        start: date | None,
        end: date | None,
    ) -> schema.Checked | None:
        """An edition's register; None where it has none, or it was refused."""
        if status == "published_only":
            return None
        path = self.folders.data / name / "activities.csv"
        checked = self.checked(path, schema.ACTIVITIES, known)
        if checked is not None:
            self.problems += _outside(checked.frame, self.folders.label(path), start, end)
        return checked


def read_csv(content: bytes, label: str) -> pd.DataFrame | Problem:
    """A CSV of UTF-8 text as a frame of text cells, or the reason why it cannot be read.

    An empty cell is an empty string; nothing is taken for a number, a date or a missing value.
    """
    try:
        decoded = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Problem(label, "encoding")
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
        return Problem(label, "unreadable")
    raw.columns = [str(name).strip() for name in raw.columns]
    # A blank line is no row, but it still counts in the row numbers of the others.
    filled = raw.fillna("").apply(lambda cells: cells.str.strip() != "").any(axis=1)
    return raw.fillna("")[filled]


def _places(reader: _Reader) -> Places | None:
    geo = reader.folders.geo
    table = reader.table(geo / "oblasts.csv", schema.OBLASTS)
    residents = reader.table(geo / "population.csv", schema.POPULATION)
    if table.empty:
        return None
    table = table.set_index("iso_code")
    boundaries = _boundaries(reader, geo / "kgz_oblasts.geojson", [str(c) for c in table.index])
    return Places(table, spellings(table), boundaries, residents)


def _boundaries(reader: _Reader, path: Path, codes: list[str]) -> gpd.GeoDataFrame | None:
    content = reader.content(path)
    if content is None:
        return None
    label = reader.folders.label(path)
    try:
        shapes = gpd.read_file(io.BytesIO(content))
        found = set(shapes["iso_code"].astype(str))
    except Exception:  # the readers below raise their own kinds; whatever it is, it is no map
        reader.problems.append(Problem(label, "boundaries"))
        return None
    lacking = [code for code in codes if code not in found]
    if lacking:
        reader.problems.append(
            Problem(label, "missing_units", params={"units": ", ".join(lacking)})
        )
        return None
    return cast(gpd.GeoDataFrame, shapes[shapes["iso_code"].isin(codes)].to_crs(4326))


def _type_spellings(types: pd.DataFrame) -> dict[str, str]:
    found: dict[str, str] = {}
    for code, row in types.iterrows():
        names: Iterable[str] = (
            str(code),
            *(str(row[f"name_{lang}"]) for lang in ("en", "ru", "ky")),
            *str(row["aliases"]).split(";"),
        )
        for name in names:
            if name.strip():
                found.setdefault(fold(name), str(code))
    return found


def _outside(
    activities: pd.DataFrame, label: str, start: date | None, end: date | None
) -> list[Problem]:
    """A warning for each activity dated outside the edition; such rows are kept and counted."""
    outside = pd.Series(False, index=activities.index)
    if start is not None:
        outside |= activities["date"] < pd.Timestamp(start)
    if end is not None:
        outside |= activities["date"] > pd.Timestamp(end)
    return [
        Problem(label, "outside_edition", int(row), "date", "warning")
        for row in activities.index[outside][: schema.MOST_PROBLEMS]
    ]


def _of(frame: pd.DataFrame, column: str, value: str) -> pd.DataFrame:
    return frame[frame[column] == value].reset_index(drop=True)


def _day(value: Any) -> date | None:
    return None if pd.isna(value) else pd.Timestamp(value).date()
