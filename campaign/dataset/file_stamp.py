"""The stamp of files, which changes when their bytes may have changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

FileFacts = tuple[str, int, int, int, int]
FileStamp = tuple[FileFacts, ...]


def file_stamp(files: Sequence[Path]) -> FileStamp | None:
    """Return facts about each file; None if one cannot be reached.

    They include the time of the last change of the inode, because programs cannot set it; the time
    of the content can be old, as after unpacking an archive.
    """
    try:
        return tuple(map(_read_facts, files))
    except OSError:
        return None


def stamp_present(files: Iterable[Path]) -> FileStamp:
    """Return facts about each file as in `file_stamp`; the size of an unreachable one is -1."""
    stamps = ((file, file_stamp([file])) for file in files)
    return tuple(stamp[0] if stamp else (str(file), 0, -1, 0, 0) for file, stamp in stamps)


def content_digest(files: Sequence[Path]) -> str:
    """Return the SHA-256 of the content of files in their order. Raises `OSError`.

    Names of folders such as `oblast=KG-B` are included, because DuckDB makes columns of them; they
    are taken from the path, not from the target of a link.
    """
    digest = hashlib.sha256()
    for file in files:
        columns = [part for part in file.absolute().parts if "=" in part]
        with file.open("rb") as content:
            of_file = hashlib.file_digest(content, "sha256").hexdigest()
        digest.update(repr((columns, of_file)).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def stamp_words(stamp: FileStamp) -> str:
    """Return a stamp as text, without the folders of the files."""
    return ";".join(":".join((Path(name).name, *map(str, numbers))) for name, *numbers in stamp)


def _read_facts(file: Path) -> FileFacts:
    stat = file.stat()
    return str(file), stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns
