"""How long caches may keep a response."""

from __future__ import annotations

from starlette.requests import Request

NO_CACHE = {"Cache-Control": "private, no-store"}
CACHE_FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}


def cache_headers(request: Request, version: str) -> dict[str, str]:
    """Return headers that let caches keep a file for ever if the address has this version.

    Another process may have another version: without this check, a cache could keep a file of one
    version at the address of the other.
    """
    return CACHE_FOREVER if request.query_params.get("v") == version else NO_CACHE
