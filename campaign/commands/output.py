"""Bytes put into a file as a whole or not at all, so that a full disk leaves no half file."""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
from pathlib import Path

STANDARD_OUTPUT = "-"


def write_output(content: bytes, target: str) -> None:
    """Write the file `target`, or standard output for `-`. Raises OSError.

    A regular file is written beside its place and then renamed; what was there before stays until
    then, and stays for good where the writing fails. What is no regular file (a pipe, a device) is
    written to as it is.
    """
    if target == STANDARD_OUTPUT:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    if os.path.exists(target) and not os.path.isfile(target):
        with open(target, "wb") as out:  # a directory refuses
            out.write(content)
        return
    # A link stays a link: what it points to is replaced.
    path = Path(os.path.realpath(target))
    beside = path.with_name(f".export-{secrets.token_hex(6)}.part")
    try:
        with beside.open("xb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        if path.exists():
            beside.chmod(path.stat().st_mode & 0o777)
        beside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
