"""A folder for the copy of a register, deleted with its owner, at the latest at the next start."""

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


def new_folder(owner: object) -> Path:
    """A new folder that exists as long as its owner. Raises `OSError`.

    The process holds a lock in it, which the system ends with the process, however it ends: numbers
    of processes would not do, since containers that share a folder do not know those of others.
    """
    remove_leftovers()
    if sys.platform == "win32":
        # No folder with an open file can be renamed, and none that is open can be deleted.
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        lock = _open_lock(folder, os.O_CREAT)
        msvcrt.locking(lock, msvcrt.LK_LOCK, 1)
    else:
        # It gets the name by which leftovers are found once it is locked.
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
        return  # there is no folder of temporary files
    for folder in folders:
        # Of another user, removed meanwhile, without a lock, or locked: it is left alone.
        with contextlib.suppress(OSError):
            if not folder.is_symlink() and _is_own(folder):
                _remove(folder, _open_and_lock(folder))


def _open_and_lock(folder: Path) -> int:
    """The lock in a folder. Raises `OSError` if another process has it."""
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
    """True if the folder is of the user of this process."""
    # On Windows each user has a folder of temporary files that no other user can write.
    return sys.platform == "win32" or folder.stat().st_uid == os.geteuid()


def _open_lock(folder: Path, more_flags: int = 0) -> int:
    no_link = getattr(os, "O_NOFOLLOW", 0)  # not on Windows
    return os.open(folder / _LOCK, os.O_RDWR | no_link | more_flags, 0o600)


def _remove(folder: Path, lock: int) -> None:
    """Delete a folder with its lock; if one of its files is in use on Windows, only the others."""
    with contextlib.suppress(OSError):
        try:
            for file in folder.iterdir():
                if file.name != _LOCK:
                    file.unlink()
        finally:
            os.close(lock)
        shutil.rmtree(folder, ignore_errors=True)
