"""The subsets of fonts at the addresses of Streamlit's own fonts."""

from __future__ import annotations

import asyncio
import json
from base64 import b64decode
from collections.abc import Mapping
from concurrent.futures import Future
from functools import lru_cache

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from campaign.browser.program_output import ProgramOutput
from campaign.web.background import in_background
from campaign.web.tagged_response import tagged_response

_MEDIA = "/static/media/"
# Not immutable: the address changes with Streamlit only, the subset with our own icons too.
CACHE_FOR_A_DAY = "public, max-age=86400, stale-while-revalidate=2592000"

Fonts = Mapping[str, bytes]
"""{address: font}; empty where no subset can be made."""


def _unpack(output: bytes) -> Fonts:
    return {address: b64decode(font) for address, font in json.loads(output).items()}


FONTS = ProgramOutput(
    "campaign.web.fonts",
    _unpack,
    modules=("campaign.web.bundle_compat",),
    packages=("streamlit", "fonttools", "brotli"),
)


@lru_cache(maxsize=1)
def make_in_background() -> Future[Fonts]:
    """Start to make the subsets, once for the process."""
    return in_background(make, otherwise={})


def make() -> Fonts:
    """Return the subsets that `campaign/web/fonts.py` makes."""
    return FONTS.read_or({}, "Streamlit's fonts are sent whole")


class SubsetFonts:
    """Middleware that answers requests for Streamlit's fonts with their subsets.

    A request waits until the subsets are made. Where there is none Streamlit sends its own font,
    which is ten times as large. Streamlit allows no route of ours below `/static/`.
    """

    def __init__(self, app: ASGIApp, fonts: Future[Fonts]) -> None:
        self.app = app
        self.fonts = fonts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self.app
        if _is_for_font(scope):
            font = (await asyncio.wrap_future(self.fonts)).get(scope["path"])
            if font is not None:
                caching = {"Cache-Control": CACHE_FOR_A_DAY}
                app = tagged_response(font, Headers(scope=scope), "font/woff2", caching)
        await app(scope, receive, send)


def _is_for_font(scope: Scope) -> bool:
    return (
        scope["type"] == "http"
        and scope["method"] in ("GET", "HEAD")
        and scope["path"].startswith(_MEDIA)
    )
