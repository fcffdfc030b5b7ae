"""File changes that are undone unless all of them succeed, by one process at a time.

Every new file is first written completely, next to the file that it replaces.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK = ".publishing"
FORMER_FOLDER = "former"
"""The folder of copies, in the folder of the register."""
NEW = ".new"
"""The suffix of a new file until it replaces the old one."""


class LockedFolderError(Exception):
    """Another process is changing the folder."""


@contextmanager
def lock_folder(data: Path) -> Iterator[None]:
    """Hold the lock of the folder; the system releases it when the process ends.

    Raises LockedFolderError if another process has it. Unfinished files of a process that was
    killed are removed.
    """
    handle = os.open(data / LOCK, os.O_CREAT | os.O_RDWR, 0o666)
    try:
        try:
            if sys.platform == "win32":
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except (BlockingIOError, PermissionError):
            raise LockedFolderError from None
        for new in (*data.glob(f".*{NEW}"), *data.glob(f"*/.*{NEW}")):
            new.unlink(missing_ok=True)
        yield
    finally:
        os.close(handle)


def write_new(steps: ExitStack, path: Path, content: bytes) -> Path:
    """Write a new file next to `path` completely to the disk; return its path."""
    new = path.with_name(f".{path.name}.{secrets.token_hex(4)}{NEW}")
    steps.callback(remove_file, new)
    with open(new, "xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if path.is_file():
        shutil.copymode(path, new)
    return new


def write_copy(steps: ExitStack, register: Path, name: str, content: bytes) -> Path:
    """Write a copy into `FORMER_FOLDER`, which is created if it does not exist; return its path."""
    folder = register.parent / FORMER_FOLDER
    for path in (register.parent, folder):
        if not path.is_dir():
            path.mkdir()
            steps.callback(_remove_folder, path)
    copy = folder / name
    os.replace(write_new(steps, register, content), copy)
    steps.callback(_remove_copy, copy, register)
    return copy


def restore_file(copy: Path | None, path: Path) -> None:
    """Replace the file by the copy; remove the file if there is no copy."""
    if copy is None:
        path.unlink(missing_ok=True)
    else:
        os.replace(copy, path)


def remove_file(path: Path) -> None:
    """Remove the file if it exists and the system allows it."""
    with suppress(OSError):
        path.unlink(missing_ok=True)


def _remove_copy(copy: Path, path: Path) -> None:
    """Remove the copy only if `path` has the same content, because it may be the last copy."""
    with suppress(OSError):
        if copy.read_bytes() == (path.read_bytes() if path.is_file() else b""):
            copy.unlink()


def _remove_folder(path: Path) -> None:
    with suppress(OSError):
        path.rmdir()


def sync_folders(*folders: Path) -> None:
    """Write the names of files to the disk too, if the system supports it."""
    for folder in folders:
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
