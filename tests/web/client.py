"""A client of our routes with the redirect of unknown pages and the headers of a browser."""

from __future__ import annotations

import asyncio

import httpx
from starlette.applications import Starlette

from campaign.web import routes
from campaign.web.unknown_paths import HomeForUnknownPaths


def get(address: str, **headers: str) -> httpx.Response:
    """The response of an address; `accept_language` is the header Accept-Language."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return asyncio.run(_get(address, {"accept": "text/html", **named}))


async def _get(address: str, headers: dict[str, str]) -> httpx.Response:
    app = httpx.ASGITransport(HomeForUnknownPaths(Starlette(routes=routes.routes())))
    async with httpx.AsyncClient(transport=app, base_url="http://test") as client:
        return await client.get(address, headers=headers)
