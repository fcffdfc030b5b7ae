"""The chart library, compressed strongly once instead of weakly for each visit."""

from __future__ import annotations

import gzip
import threading
from functools import lru_cache

import brotli
from plotly.offline import get_plotlyjs
from starlette.requests import Request
from starlette.responses import Response

_compressed: dict[str, bytes] = {}
_QUALITY = 9  # of brotli: 0.4 s; the best, 11, takes nine seconds


def compress_in_background() -> threading.Thread:
    """Start a thread that compresses the library, which is sent uncompressed until then."""
    thread = threading.Thread(target=_compress, name="pack-plotly", daemon=True)
    thread.start()
    return thread


def plotly_response(request: Request, headers: dict[str, str]) -> Response:
    """Return plotly.js as shipped in the Python package, so that both have the same version."""
    encodings = {
        part.split(";")[0].strip() for part in request.headers.get("accept-encoding", "").split(",")
    }
    headers = {**headers, "Vary": "Accept-Encoding"}
    # Without HTTPS, as on an office network, browsers ask for gzip only.
    for encoding in ("br", "gzip"):
        if encoding in encodings and encoding in _compressed:
            headers["Content-Encoding"] = encoding
            return Response(_compressed[encoding], media_type="text/javascript", headers=headers)
    return Response(plotly_source(), media_type="text/javascript", headers=headers)


@lru_cache(maxsize=1)
def plotly_source() -> bytes:
    """Return the bytes of plotly.min.js."""
    return get_plotlyjs().encode()


def _compress() -> None:
    _compressed["br"] = brotli.compress(plotly_source(), quality=_QUALITY, lgwin=24)
    _compressed["gzip"] = gzip.compress(plotly_source(), 9, mtime=0)
