"""The chart library, compressed strongly once instead of weakly for each visit."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from campaign.browser.plotly_library import SUBSET, VERSION, PlotlyLibrary, whole_library
from campaign.web.background import BackgroundWork
from campaign.web.cache_headers import NO_CACHE, cache_headers
from campaign.web.content_coding import best_coding


@dataclass(frozen=True)
class _Script:
    """The library by content coding; `is_final`: it is the version that its address names."""

    by_coding: Mapping[str, bytes]
    is_final: bool


@lru_cache(maxsize=1)
def make_in_background() -> BackgroundWork[_Script | None]:
    """Start to make the subset of the library, once for the process."""
    return BackgroundWork(lambda: _pack(SUBSET.read(None)), None, "The whole chart library is sent")


async def plotly_response(request: Request) -> Response:
    """Return the chart library; its address has its version.

    A request waits until the subset is made; if this takes too long, it has the whole library.
    """
    script = await make_in_background().wait()
    if script is None:
        script = await run_in_threadpool(_whole_script)
    # A cache must not keep a substitute for the library for a year.
    headers = {**(cache_headers(request, VERSION) if script.is_final else NO_CACHE)}
    headers["Vary"] = "Accept-Encoding"
    coding = best_coding(request.headers, script.by_coding)
    if coding:
        headers["Content-Encoding"] = coding
    return Response(script.by_coding[coding], media_type="text/javascript", headers=headers)


@lru_cache(maxsize=1)
def _whole_script() -> _Script:
    return _pack(whole_library())


def _pack(library: PlotlyLibrary) -> _Script:
    packed = gzip.compress(library.script, 9, mtime=0)
    by_coding = {"": library.script, "gzip": packed, "br": library.packed}
    return _Script(by_coding, is_final=not library.is_whole)
