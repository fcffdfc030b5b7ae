"""The temporary folder of a copy of a register, deleted with its owner or at the next start."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
import weakref
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PREFIX = "campaign-register-"
_UNLOCKED = "campaign-new-register-"
_LOCK = "lock"


def parent_folder() -> str:
    """Return the folder of all temporary files; "" if no folder is writable."""
    try:
        return tempfile.gettempdir()
    except OSError:
        return ""


def new_folder(owner: object) -> Path:
    """Return a new folder that exists as long as its owner. Raises `OSError`.

    The process holds a lock in it, which the system releases when the process ends. Process ids
    would not be enough, because containers with a common folder do not know each other's.
    """
    remove_leftovers()
    if sys.platform == "win32":
        # On Windows a folder with an open file cannot be renamed, and an open folder cannot be
        # deleted.
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        lock = _open_lock(folder, os.O_CREAT)
        msvcrt.locking(lock, msvcrt.LK_LOCK, 1)
    else:
        # It gets its final name only when it is locked, because leftovers are found by this name.
        folder = Path(tempfile.mkdtemp(prefix=_UNLOCKED))
        lock = _open_lock(folder, os.O_CREAT)
        fcntl.flock(lock, fcntl.LOCK_EX)
        folder = folder.rename(folder.with_name(folder.name.replace(_UNLOCKED, PREFIX, 1)))
    weakref.finalize(owner, _remove, folder, lock)
    return folder


def remove_leftovers() -> None:
    """Delete the folders of processes that were killed."""
    try:
        folders = [*Path(tempfile.gettempdir()).glob(f"{PREFIX}*")]
    except OSError:
        return  # no folder of temporary files
    for folder in folders:
        # Skip a folder that is of another user, has no lock, is locked, or is already removed.
        with contextlib.suppress(OSError):
            if not folder.is_symlink() and _is_own(folder):
                _remove(folder, _open_and_lock(folder))


def _open_and_lock(folder: Path) -> int:
    """Return the lock in a folder. Raises `OSError` if another process has it."""
    lock = _open_lock(folder)
    try:
        if sys.platform == "win32":
            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(lock)
        raise
    return lock


def _is_own(folder: Path) -> bool:
    """Return True if the folder belongs to the user of this process."""
    # On Windows no other user can write into the folder of temporary files.
    return sys.platform == "win32" or folder.stat().st_uid == os.geteuid()


def _open_lock(folder: Path, more_flags: int = 0) -> int:
    no_link = getattr(os, "O_NOFOLLOW", 0)  # not on Windows
    return os.open(folder / _LOCK, os.O_RDWR | no_link | more_flags, 0o600)


def _remove(folder: Path, lock: int) -> None:
    """Delete a folder with its lock; on Windows, files that are in use remain."""
    with contextlib.suppress(OSError):
        try:
            for file in folder.iterdir():
                if file.name != _LOCK:
                    file.unlink()
        finally:
            os.close(lock)
        shutil.rmtree(folder, ignore_errors=True)
