"""The chart library, compressed strongly once instead of weakly for each visit."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Mapping
from concurrent.futures import Future
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import Response

from campaign.browser import plotly_library
from campaign.web.background import in_background
from campaign.web.cache_headers import cache_headers

Encodings = Mapping[str, bytes]
"""{encoding: the library in it}; an empty encoding is the script itself."""


@lru_cache(maxsize=1)
def compress_in_background() -> Future[Encodings]:
    """Start to make the library, once for the process."""
    return in_background(_encodings, otherwise={})


async def plotly_response(request: Request) -> Response:
    """Return the chart library; its address has its version. A request waits until it is made."""
    encodings = await asyncio.wrap_future(compress_in_background())
    accepted = {
        part.split(";")[0].strip() for part in request.headers.get("accept-encoding", "").split(",")
    }
    # Without HTTPS, as on an office network, browsers ask for gzip only.
    encoding = next((name for name in ("br", "gzip") if name in accepted & encodings.keys()), "")
    headers = {**cache_headers(request, plotly_library.VERSION), "Vary": "Accept-Encoding"}
    if encoding:
        headers["Content-Encoding"] = encoding
    return Response(encodings[encoding], media_type="text/javascript", headers=headers)


def _encodings() -> Encodings:
    script = plotly_library.library()
    packed = gzip.compress(script, 9, mtime=0)
    return {"": script, "gzip": packed, "br": plotly_library.packed_library()}
