"""The chart library packed once, as tightly as can be, instead of loosely for each visit."""

from __future__ import annotations

import threading
from functools import lru_cache
from importlib.resources import files

import brotli
import zstandard
from starlette.requests import Request
from starlette.responses import Response

_ready: dict[str, bytes] = {}
_QUALITY = 9  # of brotli; the best, 11, takes nine seconds
_LEVEL = 19  # of zstd; two seconds, in the background


def pack_ahead() -> None:
    """Pack in the background; until it is done, the library goes out as any other file."""
    threading.Thread(target=_pack, name="pack-plotly", daemon=True).start()


def plotly(request: Request, headers: dict[str, str]) -> Response:
    """plotly.js as the Python package ships it, so that the two always fit together."""
    accepted = {
        part.split(";")[0].strip() for part in request.headers.get("accept-encoding", "").split(",")
    }
    headers = {**headers, "Vary": "Accept-Encoding"}
    for encoding in ("zstd", "br"):
        if encoding in accepted and encoding in _ready:
            headers["Content-Encoding"] = encoding
            return Response(_ready[encoding], media_type="text/javascript", headers=headers)
    return Response(library(), media_type="text/javascript", headers=headers)


@lru_cache(maxsize=1)
def library() -> bytes:
    """The bytes of plotly.min.js."""
    return (files("plotly") / "package_data" / "plotly.min.js").read_bytes()


def _pack() -> None:
    _ready["br"] = brotli.compress(library(), quality=_QUALITY, lgwin=24)
    _ready["zstd"] = zstandard.ZstdCompressor(level=_LEVEL).compress(library())
