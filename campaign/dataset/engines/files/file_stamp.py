"""The stamp of files, which changes when their bytes may have changed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

FileStamp = tuple[tuple[str, int, int, int, int], ...]


def file_stamp(files: Sequence[Path]) -> FileStamp | None:
    """Return facts about each file; None if one cannot be reached.

    They include the time of the last change of the inode, because programs cannot set it; the time
    of the content can be old, as after unpacking an archive.
    """
    try:
        stats = [(str(file), file.stat()) for file in files]
    except OSError:
        return None
    return tuple((name, s.st_ino, s.st_size, s.st_mtime_ns, s.st_ctime_ns) for name, s in stats)
