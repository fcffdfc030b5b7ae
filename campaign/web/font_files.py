"""The subsets of fonts at the addresses of Streamlit's own fonts."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from base64 import b64decode
from collections.abc import Mapping
from concurrent.futures import Future
from functools import lru_cache

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from campaign.browser.module_process import ModuleFailedError
from campaign.browser.program_output import ProgramOutput
from campaign.web.background import in_background

_log = logging.getLogger("campaign")
_MEDIA = "/static/media/"
# Not immutable: the address changes with Streamlit only, the subset with our own icons too.
CACHE_FOR_A_DAY = "public, max-age=86400, stale-while-revalidate=2592000"

FONTS = ProgramOutput(
    "campaign.web.fonts",
    modules=("campaign.web.bundle_compat",),
    packages=("streamlit", "fonttools", "brotli"),
)

Fonts = Mapping[str, bytes]
"""{address: font}; empty where no subset can be made."""


@lru_cache(maxsize=1)
def make_in_background() -> Future[Fonts]:
    """Start to make the subsets, once for the process."""
    return in_background(make, otherwise={})


def make() -> Fonts:
    """Return the subsets, made by a process of its own: by `campaign/web/fonts.py`."""
    try:
        return FONTS.read(_unpack)
    except ModuleFailedError as failure:
        _log.warning("Streamlit's fonts are sent whole: %s", failure)
        return {}


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
                app = font_response(font, Headers(scope=scope))
        await app(scope, receive, send)


def font_response(font: bytes, headers: Headers) -> Response:
    """Return the font, or 304 where the browser has it."""
    tag = f'"{hashlib.sha256(font).hexdigest()[:16]}"'
    caching = {"Cache-Control": CACHE_FOR_A_DAY, "ETag": tag}
    if tag in headers.get("if-none-match", ""):
        return Response(status_code=304, headers=caching)
    return Response(font, media_type="font/woff2", headers=caching)


def _is_for_font(scope: Scope) -> bool:
    return (
        scope["type"] == "http"
        and scope["method"] in ("GET", "HEAD")
        and scope["path"].startswith(_MEDIA)
    )


def _unpack(output: bytes) -> Fonts:
    return {address: b64decode(font) for address, font in json.loads(output).items()}
