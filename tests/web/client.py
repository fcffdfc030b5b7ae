"""A client of our routes with the page for unknown paths and the headers of a browser."""

from __future__ import annotations

import asyncio

import httpx
from starlette.applications import Starlette

from campaign.web import routes
from campaign.web.pages import UnknownPaths


def get(address: str, method: str = "GET", **headers: str) -> httpx.Response:
    """The response of an address; `accept_language` is the header Accept-Language."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return asyncio.run(_send(method, address, {"accept": "text/html", **named}))


async def _send(method: str, address: str, headers: dict[str, str]) -> httpx.Response:
    every = routes.routes()
    app = httpx.ASGITransport(UnknownPaths(Starlette(routes=every), every))
    async with httpx.AsyncClient(transport=app, base_url="http://test") as client:
        return await client.request(method, address, headers=headers)
