"""One line on a terminal that is rewritten while a command works; silent elsewhere."""

from __future__ import annotations

import sys
from typing import TextIO

_CLEAR = "\r\033[K"


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
