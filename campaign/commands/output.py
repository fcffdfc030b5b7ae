"""Writes a file completely or not at all, so that a full disk leaves no incomplete file."""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
from pathlib import Path

STANDARD_OUTPUT = "-"


def write_output(content: bytes, target: str) -> None:
    """Write the file `target`, or standard output for `-`. Raises OSError.

    A regular file is written under a temporary name in the same folder and then renamed; if writing
    fails, the former file stays. A pipe or a device is written to directly.
    """
    if target == STANDARD_OUTPUT:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    if os.path.exists(target) and not os.path.isfile(target):
        with open(target, "wb") as out:  # a directory refuses
            out.write(content)
        return
    # A link stays a link: its target is replaced.
    path = Path(os.path.realpath(target))
    new = path.with_name(f".export-{secrets.token_hex(6)}.part")
    try:
        with new.open("xb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        if path.exists():
            new.chmod(path.stat().st_mode & 0o777)
        new.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)
        raise
