"""The paths of the answers of a check of a register."""

from __future__ import annotations

import hashlib
import os
import re
from itertools import takewhile
from pathlib import Path

from campaign.dataset.engines.settings import ANSWERS_SUFFIX, RegisterSettings

_IS_PATTERN = re.compile(r"[*?\[]")
_NOT_IN_NAMES = re.compile(r"[^\w.=-]+")


def answer_paths(settings: RegisterSettings) -> list[Path]:
    """Return the possible paths of the answers about a register; the first one is written.

    The names depend on the settings only, so that the next check replaces the answers when files
    are added or deleted.
    """
    pattern = Path(settings.folder, settings.path).absolute()
    path_next_to_files = _path_in_folder(pattern)
    folder = os.environ.get("CAMPAIGN_CACHE")
    if not folder:
        return [path_next_to_files]
    name = hashlib.sha256(os.fsencode(pattern)).hexdigest()[:16]
    return [Path(folder) / f"{name}{ANSWERS_SUFFIX}", path_next_to_files]


def _path_in_folder(pattern: Path) -> Path:
    """Return `a/b.csv.answers` for `a/b.csv`, and `a/_.csv.answers` for `a/*/*.csv`."""
    parts = pattern.parts
    if not _IS_PATTERN.search(str(pattern)):
        return pattern.with_name(pattern.name + ANSWERS_SUFFIX)
    folders = [*takewhile(lambda part: not _IS_PATTERN.search(part), parts)]
    name = _NOT_IN_NAMES.sub("_", "*".join(parts[len(folders) :]))
    return Path(*folders) / f"{name}{ANSWERS_SUFFIX}"
