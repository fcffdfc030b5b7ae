"""The chart library, compressed strongly once instead of weakly for each visit."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from functools import lru_cache

from plotly.offline import get_plotlyjs
from starlette.requests import Request
from starlette.responses import Response

from campaign.browser.plotly_library import VERSION, plotly_library
from campaign.web.background import in_background
from campaign.web.cache_headers import NO_CACHE, cache_headers
from campaign.web.content_coding import best_coding


@dataclass(frozen=True)
class _Script:
    """The library by content coding; `is_final`: it is the version that its address names."""

    by_coding: Mapping[str, bytes] = field(default_factory=dict)
    is_final: bool = False


@lru_cache(maxsize=1)
def make_in_background() -> Future[_Script]:
    """Start to make the library, once for the process."""
    return in_background(_make, otherwise=_Script())


async def plotly_response(request: Request) -> Response:
    """Return the chart library; its address has its version. A request waits until it is made."""
    script = await asyncio.wrap_future(make_in_background())
    # A cache must not keep a substitute for the library for a year.
    headers = {**(cache_headers(request, VERSION) if script.is_final else NO_CACHE)}
    headers["Vary"] = "Accept-Encoding"
    coding = best_coding(request.headers, script.by_coding)
    if coding:
        headers["Content-Encoding"] = coding
    content = script.by_coding.get(coding, b"") or get_plotlyjs().encode()
    return Response(content, media_type="text/javascript", headers=headers)


def _make() -> _Script:
    library = plotly_library()
    packed = gzip.compress(library.script, 9, mtime=0)
    by_coding = {"": library.script, "gzip": packed, "br": library.packed}
    return _Script(by_coding, is_final=not library.is_whole)
