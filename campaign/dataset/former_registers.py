"""Copies of registers that publications replaced, and their file names."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from campaign.dataset.file_steps import FORMER_FOLDER

_NAME = re.compile(r"(\d{4}-\d\d-\d\dT\d{6}\.\d{6})Z-([a-z_]+)-([0-9a-f]{12})\.csv")
_TIME_FORMAT = "%Y-%m-%dT%H%M%S.%f"


@dataclass(frozen=True)
class FormerRegister:
    """The copy of a register that a publication replaced, with its time (UTC) and former status.

    An empty copy means that there was no register.
    """

    path: Path
    time: datetime
    status: str


def former_name(status: str, new_content: bytes) -> str:
    """Return the name of a new copy: the current time, its status, and its successor's digest."""
    return f"{_now()}Z-{status}-{digest_of(new_content)}.csv"


def undone_name() -> str:
    """Return the name of a new copy of a published register that an undo replaces."""
    return f"{_now()}Z-undone.csv"


def find_former(register: Path) -> FormerRegister | None:
    """Return the copy of the register that `register` replaced.

    None if `register` was not published.
    """
    folder = register.parent / FORMER_FOLDER
    copies = sorted(folder.glob("*.csv"), reverse=True) if folder.is_dir() else []
    if not copies or not register.is_file():
        return None
    digest = digest_of(register.read_bytes())
    for path in copies:
        match = _NAME.fullmatch(path.name)
        if match and match[3] == digest:
            time = datetime.strptime(match[1], _TIME_FORMAT).replace(tzinfo=UTC)
            return FormerRegister(path, time, match[2])
    return None


def digest_of(content: bytes) -> str:
    """Return the first twelve digits of the SHA-256 digest."""
    return hashlib.sha256(content).hexdigest()[:12]


def _now() -> str:
    return datetime.now(UTC).strftime(_TIME_FORMAT)
