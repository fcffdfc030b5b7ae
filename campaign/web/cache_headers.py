"""How long caches may keep a response."""

from __future__ import annotations

from starlette.requests import Request

NO_CACHE = {"Cache-Control": "private, no-store"}
CACHE_FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}


def cache_headers(request: Request, version: str) -> dict[str, str]:
    """Return headers that let caches keep a file for ever, only under the address of its version.

    Another process may have another version: a page of one must not fill a cache with files of the
    other under its own addresses.
    """
    return CACHE_FOREVER if request.query_params.get("v") == version else NO_CACHE
