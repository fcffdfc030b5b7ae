"""plotly.js for the browser: a subset that is made once for each installation.

`python -m campaign.browser.plotly_library` makes it beforehand, for a server that may not write.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sys
from contextlib import suppress
from functools import lru_cache
from importlib.util import cache_from_source
from pathlib import Path

import brotli
import plotly
from plotly.offline import get_plotlyjs

from campaign.browser.module_process import ModuleFailedError, run_module

_log = logging.getLogger("campaign")
_PROGRAM = Path(__file__).with_name("plotly_subset.py")
VERSION = f"{plotly.__version__}-{hashlib.sha256(_PROGRAM.read_bytes()).hexdigest()[:8]}"
"""Of the library and of what is taken of it."""
_QUALITY = 9  # of Brotli: 0.4 s for the whole library; the best, 11, takes nine seconds


@lru_cache(maxsize=1)
def packed_library() -> bytes:
    """Return the subset of `campaign/browser/plotly_subset.py`, packed by Brotli.

    It is kept beside the compiled modules, where Python may write these. Where no subset can be
    made, it is the whole library, which is three times as large.
    """
    path = Path(cache_from_source(__file__)).with_name(f"plotly-{VERSION}.js.br")
    with suppress(OSError):
        return path.read_bytes()
    try:
        packed = run_module("campaign.browser.plotly_subset")
    except ModuleFailedError as failure:
        _log.warning("plotly.js is sent whole: %s", failure)
        return brotli.compress(get_plotlyjs().encode(), quality=_QUALITY, lgwin=24)
    if not sys.dont_write_bytecode:
        with suppress(OSError):
            _write(path, packed)
    return packed


def library() -> bytes:
    """Return what `packed_library` has, as the text of a script."""
    return brotli.decompress(packed_library())


def _write(path: Path, content: bytes) -> None:
    """Write a file that another process sees whole or not at all."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


if __name__ == "__main__":
    packed_library()
