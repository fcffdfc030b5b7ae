"""Writes a file completely or not at all, so that a full disk leaves no incomplete file."""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
from pathlib import Path
from typing import TextIO

_CLEAR = "\r\033[K"

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


class TerminalLine:
    """The last line of a terminal, by default standard error; nothing if it is not a terminal."""

    def __init__(self, out: TextIO | None = None) -> None:
        out = sys.stderr if out is None else out
        self._out = out if out.isatty() else None

    def show(self, words: str) -> None:
        """Replace the text of the line."""
        self._write(_CLEAR + words)

    def clear(self) -> None:
        """Remove the line."""
        self._write(_CLEAR)

    def _write(self, words: str) -> None:
        if self._out is not None:
            self._out.write(words)
            self._out.flush()


def bar(share: float, width: int) -> str:
    """Return a bar of `width` characters, filled to a share from 0 to 1."""
    full = round(share * width)
    return "█" * full + "░" * (width - full)
