"""Content that many readers request: its tag, its compressed forms, and how long caches keep it."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import brotli
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response

NO_CACHE = {"Cache-Control": "private, no-store"}
CACHE_FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}
_REJECTED = re.compile(r";q=0(\.0*)?$")


def cache_headers(request: Request, version: str) -> dict[str, str]:
    """Return headers that let caches keep a file for ever if the address has this version.

    Another process may have another version: without this check, a cache could keep a file of one
    version at the address of the other.
    """
    return CACHE_FOREVER if request.query_params.get("v") == version else NO_CACHE


def best_coding(headers: Headers) -> str:
    """Return the smallest content coding that a request accepts: "br", "gzip" or "" for neither.

    Without HTTPS, as on an office network, browsers accept only gzip (RFC 9110, 12.5.3).
    """
    parts = headers.get("accept-encoding", "").lower().replace(" ", "").split(",")
    accepted = {part.split(";")[0] for part in parts if not _REJECTED.search(part)}
    return next((name for name in ("br", "gzip") if name in accepted), "")


@dataclass(frozen=True)
class Content:
    """The bytes of a page or a file; a compressed form of them is made once, when it is needed."""

    content: bytes
    media_type: str = "text/html"
    quality: int | None = 5
    """The quality of Brotli; None for a file that is compressed already."""

    @cached_property
    def etag(self) -> str:
        """The tag of the content, the same for each form of it."""
        return f'W/"{hashlib.sha256(self.content).hexdigest()[:20]}"'

    @cached_property
    def brotli(self) -> bytes:
        """The content compressed by Brotli."""
        assert self.quality is not None
        return bytes(brotli.compress(self.content, quality=self.quality))

    @cached_property
    def gzip(self) -> bytes:
        """The content compressed by gzip, for browsers without Brotli."""
        return gzip.compress(self.content, mtime=0)

    def respond(
        self, request_headers: Headers, headers: Mapping[str, str], status: int = 200
    ) -> Response:
        """Return the response in the smallest form that the browser accepts, with these headers.

        It is 304 without content if the browser has the content of a response with status 200.
        """
        headers = {**headers, "ETag": self.etag}
        if self.quality is not None:
            headers["Vary"] = ", ".join(filter(None, ("Accept-Encoding", headers.get("Vary"))))
        if status == 200 and self.etag in request_headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        content, coding = self.content, ""
        if self.quality is not None and (coding := best_coding(request_headers)):
            headers["Content-Encoding"] = coding
            content = self.brotli if coding == "br" else self.gzip
        return Response(content, status, media_type=self.media_type, headers=headers)
