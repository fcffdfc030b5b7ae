"""Swapping of two folders in one step, so that neither is missing at any moment."""

from __future__ import annotations

import ctypes
import os
import sys
from pathlib import Path

_HERE = -100  # AT_FDCWD: paths are those of the process
_EXCHANGE = 2  # RENAME_EXCHANGE


def swap_folders(one: Path, other: Path) -> None:
    """Swap two existing folders. Raises OSError.

    If the system cannot swap them, `other` is missing for the moment between two renames.
    """
    if _exchange(one, other):
        return
    aside = one.with_name(f"{one.name}.aside")
    os.rename(other, aside)
    try:
        os.rename(one, other)
    except BaseException:
        os.rename(aside, other)
        raise
    os.rename(aside, one)


def _exchange(one: Path, other: Path) -> bool:
    """Swap the folders if the system can; return whether it did."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):  # an older C library
        return False
    paths = (os.fsencode(one), os.fsencode(other))
    return bool(rename(_HERE, paths[0], _HERE, paths[1], _EXCHANGE) == 0)
