"""A folder for the copy of a register, deleted with its owner, at the latest at the next copy."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
import weakref
from pathlib import Path

if sys.platform != "win32":
    import fcntl

PREFIX = "campaign-register-"
_UNLOCKED = "campaign-new-register-"
_LOCK = "lock"


def new_folder(owner: object) -> Path:
    """A new folder that exists as long as its owner. Raises `OSError`.

    The process holds a lock in it, which the system ends with the process, however it ends: numbers
    of processes would not do, since containers that share a folder do not know those of others.
    Windows has no such lock: there the folder of a process that was killed stays.
    """
    if sys.platform == "win32":
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        weakref.finalize(owner, shutil.rmtree, folder, ignore_errors=True)
        return folder
    _remove_leftovers()
    # It gets the name by which leftovers are found once it is locked.
    folder = Path(tempfile.mkdtemp(prefix=_UNLOCKED))
    lock = os.open(folder / _LOCK, os.O_CREAT | os.O_RDWR, 0o600)
    fcntl.flock(lock, fcntl.LOCK_EX)
    folder = folder.rename(folder.with_name(folder.name.replace(_UNLOCKED, PREFIX, 1)))
    weakref.finalize(owner, _remove, folder, lock)
    return folder


def _remove(folder: Path, lock: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    os.close(lock)


def _remove_leftovers() -> None:
    """Delete the folders of processes that were killed."""
    if sys.platform == "win32":
        return
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        # Of another user, removed meanwhile, without a lock, or locked: it is left alone.
        with contextlib.suppress(OSError):
            if folder.is_symlink() or folder.stat().st_uid != os.geteuid():
                continue
            lock = os.open(folder / _LOCK, os.O_RDWR | os.O_NOFOLLOW)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(lock)
