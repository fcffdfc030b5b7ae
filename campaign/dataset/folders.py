"""The folders of the campaign's files, and the list of files."""

from __future__ import annotations

import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from campaign.dataset import public_texts
from campaign.dataset.engines.settings import SETTINGS_FILE, RegisterSettings, read_settings
from campaign.dataset.file_stamp import FileStamp, stamp_present

CAMPAIGNS_FILE, TYPES_FILE = "campaigns.csv", "activity_types.csv"
PUBLISHED_FILE, MILESTONES_FILE = "published.csv", "milestones.csv"
EVENTS_FILE = "reported_events.csv"
SHARED_FILES = (CAMPAIGNS_FILE, TYPES_FILE, PUBLISHED_FILE, MILESTONES_FILE, EVENTS_FILE)
MIGRANTS_FILE = "labour_migrants.csv"
"""Optional files in the folder of the shared files."""

REGISTER_FILE = "activities.csv"
TRANSLATIONS_FILE, TARGETS_FILE = "translations.csv", "targets.csv"
"""Optional files in the folder of an edition."""
BOUNDARIES_FILE, REGIONS_FILE = "kgz_oblasts.geojson", "oblasts.csv"
POPULATION_FILE = "population.csv"
PLACE_FILES = (BOUNDARIES_FILE, REGIONS_FILE, POPULATION_FILE)


@dataclass(frozen=True)
class Folders:
    """The folders of the files; an issue names a file as `data/…` or `geo/…`."""

    data: Path
    geo: Path

    def files(self) -> list[Path]:
        """Return every file that is read, in a fixed order, whether or not it exists."""
        try:
            registers = sorted(self.data.glob(f"*/{REGISTER_FILE}"))
            registers += sorted(self.data.glob(f"*/{SETTINGS_FILE}"))
            beside = [
                path
                for name in (TRANSLATIONS_FILE, TARGETS_FILE)
                for path in sorted(self.data.glob(f"*/{name}"))
            ]
        except OSError:
            registers, beside = [], []  # the folder cannot be read
        return [
            *(self.data / name for name in (*SHARED_FILES, public_texts.FILE, MIGRANTS_FILE)),
            *(self.geo / name for name in PLACE_FILES),
            *registers,
            *beside,
        ]

    def stamp(self) -> FileStamp:
        """Return facts about each file, which change with the file (`file_stamp`)."""
        files = self.files()
        engine_files = [file for settings in _read_settings(files) for file in settings.files]
        return stamp_present([*files, *engine_files])

    def engine_settings(self) -> list[RegisterSettings]:
        """Return the valid settings of registers in engines."""
        return list(_read_settings(self.files()))

    def exists(self, label: str) -> bool:
        """Return True if the file with this `label` exists."""
        root, _, rest = label.partition("/")
        return is_present({"data": self.data, "geo": self.geo}.get(root, self.data) / rest)

    def label(self, path: Path) -> str:
        """Return the path as an issue names it, like `data/2017/activities.csv`."""
        for root, name in ((self.data, "data"), (self.geo, "geo")):
            if path.is_relative_to(root):
                return f"{name}/{path.relative_to(root).as_posix()}"
        return path.name


def is_present(path: Path) -> bool:
    """Return True for a file that exists, also if it cannot be read now."""
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True


def _read_settings(files: Iterable[Path]) -> Iterator[RegisterSettings]:
    for path in files:
        if path.name == SETTINGS_FILE:
            settings = read_settings(path, "")
            if isinstance(settings, RegisterSettings):
                yield settings
