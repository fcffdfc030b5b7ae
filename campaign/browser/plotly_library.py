"""plotly.js for the browser: a subset that is made once for each installation.

`python -m campaign.browser.plotly_library` makes it beforehand, for a server that may not write.
"""

from __future__ import annotations

import hashlib
import logging
import os
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from importlib.util import cache_from_source
from pathlib import Path
from tempfile import NamedTemporaryFile

import brotli
import plotly
from plotly.offline import get_plotlyjs

from campaign.browser.module_process import ModuleFailedError, run_module

_log = logging.getLogger("campaign")
_PROGRAM = "campaign.browser.plotly_subset"
_MAKER = (
    Path(__file__).with_name("plotly_subset.py").read_bytes(),
    *(version(package).encode() for package in ("tree-sitter", "tree-sitter-javascript")),
)
VERSION = f"{plotly.__version__}-{hashlib.sha256(b' '.join(_MAKER)).hexdigest()[:8]}"
"""Of the library and of what makes the subset."""
_QUALITY = 9  # of Brotli: 0.4 s for the whole library; the best, 11, takes nine seconds
_lock = threading.Lock()


@dataclass(frozen=True)
class PlotlyLibrary:
    """The text of the script, and the same packed by Brotli.

    `is_whole` where no subset could be made: it is three times as large.
    """

    script: bytes
    packed: bytes
    is_whole: bool = False


def plotly_library() -> PlotlyLibrary:
    """Return the subset of `campaign/browser/plotly_subset.py`, or else the whole library.

    The subset is kept beside the compiled modules, where Python may write these.
    """
    with _lock:
        return _library()


@lru_cache(maxsize=1)
def _library() -> PlotlyLibrary:
    with suppress(OSError, brotli.error):
        return _unpack(_file().read_bytes())
    try:
        packed = run_module(_PROGRAM)
        library = _unpack(packed)
    except (ModuleFailedError, brotli.error) as failure:
        _log.warning("plotly.js is sent whole: %s", failure)
        script = get_plotlyjs().encode()
        return PlotlyLibrary(script, brotli.compress(script, quality=_QUALITY, lgwin=24), True)
    if not sys.dont_write_bytecode:
        with suppress(OSError):
            _write(packed)
    return library


def _unpack(packed: bytes) -> PlotlyLibrary:
    return PlotlyLibrary(brotli.decompress(packed), packed)


def _file() -> Path:
    return Path(cache_from_source(__file__)).with_name(f"plotly-{VERSION}.js.br")


def _write(packed: bytes) -> None:
    """Write the file, which another process sees whole or not at all. Raises OSError."""
    folder = _file().parent
    folder.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=folder, prefix="plotly-", delete=False) as file:
        unfinished = Path(file.name)
        try:
            file.write(packed)
            file.flush()
            os.fsync(file.fileno())
            file.close()
            unfinished.chmod(0o644)  # what an administrator has made is for the server to read
            unfinished.replace(_file())
        finally:
            unfinished.unlink(missing_ok=True)


def main() -> None:
    """Make the subset and keep it. Ends the program with the reason where that fails."""
    try:
        _write(run_module(_PROGRAM))
    except (ModuleFailedError, OSError) as failure:
        sys.exit(str(failure))


if __name__ == "__main__":
    main()
