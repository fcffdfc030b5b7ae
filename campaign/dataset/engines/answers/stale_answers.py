"""Files of answers that are no longer read."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path

from campaign.dataset.engines.settings import ANSWERS_SUFFIX

HOUR, DAY = 3_600, 86_400
_UNFINISHED = f".{'[0-9a-f]' * 8}*{ANSWERS_SUFFIX}"
_CACHED = f"{'[0-9a-f]' * 16}{ANSWERS_SUFFIX}"
"""The patterns of file names in the folder of `CAMPAIGN_CACHE`."""


def mark_use(path: Path) -> None:
    """Set the time of a file to now, at most once a day."""
    with contextlib.suppress(OSError):
        if _age(path) > DAY:
            os.utime(path)


def remove_stale_answers(folder: Path) -> None:
    """Delete files of killed processes, and cached answers that were not used for 90 days."""
    for pattern, most in ((_UNFINISHED, HOUR), (_CACHED, 90 * DAY)):
        with contextlib.suppress(OSError):
            for path in [*folder.glob(pattern)]:
                if _age(path) > most:
                    path.unlink()


def _age(path: Path) -> float:
    """The seconds since the file was changed. Raises `OSError`."""
    return time.time() - path.lstat().st_mtime
