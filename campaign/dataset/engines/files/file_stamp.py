"""Facts about files that change when their bytes may have changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

FileStamp = tuple[tuple[str, int, int, int, int], ...]


def file_stamp(files: Sequence[Path]) -> FileStamp | None:
    """Return facts about each file; None if one cannot be reached.

    The time of the last change of the inode is among them: a program that keeps the time of the
    content, as copies of archives do, cannot set it.
    """
    try:
        stats = [(str(file), file.stat()) for file in files]
    except OSError:
        return None
    return tuple((name, s.st_ino, s.st_size, s.st_mtime_ns, s.st_ctime_ns) for name, s in stats)
