"""plotly.js for the browser: a subset that is made once for each installation."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import lru_cache

import brotli
import plotly
from plotly.offline import get_plotlyjs

from campaign.browser.module_process import ModuleFailedError
from campaign.browser.program_output import ProgramOutput

_log = logging.getLogger("campaign")
_QUALITY = 9  # of Brotli: 0.4 s for the whole library; the best, 11, takes nine seconds


@dataclass(frozen=True)
class PlotlyLibrary:
    """The script as text, and compressed by Brotli.

    `is_whole`: no subset could be made; the whole library is three times as large.
    """

    script: bytes
    packed: bytes
    is_whole: bool = False


def _unpack(packed: bytes) -> PlotlyLibrary:
    try:
        return PlotlyLibrary(brotli.decompress(packed), packed)
    except brotli.error as error:
        raise ValueError(str(error)) from error


SUBSET = ProgramOutput(
    "campaign.browser.plotly_subset",
    _unpack,
    packages=("plotly", "tree-sitter", "tree-sitter-javascript", "brotli"),
)
VERSION = f"{plotly.__version__}-{SUBSET.version}"
"""The version of the library and of the program that makes the subset."""


def plotly_library() -> PlotlyLibrary:
    """Return the subset of `campaign/browser/plotly_subset.py`, or else the whole library."""
    try:
        return SUBSET.read()
    except ModuleFailedError as failure:
        _log.warning("plotly.js is used whole: %s", failure)
        return whole_library()


@lru_cache(maxsize=1)
def whole_library() -> PlotlyLibrary:
    """Return the whole library."""
    script = get_plotlyjs().encode()
    return PlotlyLibrary(script, brotli.compress(script, quality=_QUALITY, lgwin=24), True)
