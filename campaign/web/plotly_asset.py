"""The chart library packed once, as tightly as can be, instead of loosely for each visit."""

from __future__ import annotations

import gzip
import threading
from functools import lru_cache

import brotli
from plotly.offline import get_plotlyjs
from starlette.requests import Request
from starlette.responses import Response

_ready: dict[str, bytes] = {}
_QUALITY = 9  # of brotli: 0.4 s; the best, 11, takes nine seconds


def pack_ahead() -> threading.Thread:
    """Pack in the background, by this thread; until it is done, the library goes out unpacked."""
    packing = threading.Thread(target=_pack, name="pack-plotly", daemon=True)
    packing.start()
    return packing


def plotly(request: Request, headers: dict[str, str]) -> Response:
    """plotly.js as the Python package ships it, so that the two always fit together."""
    accepted = {
        part.split(";")[0].strip() for part in request.headers.get("accept-encoding", "").split(",")
    }
    headers = {**headers, "Vary": "Accept-Encoding"}
    # Without HTTPS, as on an office's own network, browsers ask for gzip only.
    for encoding in ("br", "gzip"):
        if encoding in accepted and encoding in _ready:
            headers["Content-Encoding"] = encoding
            return Response(_ready[encoding], media_type="text/javascript", headers=headers)
    return Response(library(), media_type="text/javascript", headers=headers)


@lru_cache(maxsize=1)
def library() -> bytes:
    """The bytes of plotly.min.js."""
    return get_plotlyjs().encode()


def _pack() -> None:
    _ready["br"] = brotli.compress(library(), quality=_QUALITY, lgwin=24)
    _ready["gzip"] = gzip.compress(library(), 9, mtime=0)
