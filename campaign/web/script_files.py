"""Streamlit's scripts at their addresses, compressed once instead of weakly for each visit."""

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
from campaign.web.cache_headers import CACHE_FOREVER
from campaign.web.content_coding import best_coding
from campaign.web.tagged_response import tagged_response

_SCRIPTS = "/static/js/"

Scripts = Mapping[str, Mapping[str, bytes]]
"""{address: {content coding: script}}; empty where they cannot be compressed beforehand."""


def _unpack(output: bytes) -> Scripts:
    return {
        address: {coding: b64decode(script) for coding, script in forms.items()}
        for address, forms in json.loads(output).items()
    }


SCRIPTS = ProgramOutput(
    "campaign.web.scripts",
    _unpack,
    modules=("campaign.web.bundle_compat",),
    packages=("streamlit", "brotli"),
)


@lru_cache(maxsize=1)
def make_in_background() -> Future[Scripts]:
    """Start to compress the scripts, once for the process."""
    return in_background(make, otherwise={})


def make() -> Scripts:
    """Return the scripts that `campaign/web/scripts.py` compresses."""
    return SCRIPTS.read_or({}, "Streamlit's scripts are compressed for each visit")


class CompressedScripts:
    """Middleware that answers requests for Streamlit's scripts with the compressed ones.

    A request waits until they are made, at the first start of an installation: a cache would keep
    Streamlit's own for a year. Streamlit allows no route of ours below `/static/`.
    """

    def __init__(self, app: ASGIApp, scripts: Future[Scripts]) -> None:
        self.app = app
        self.scripts = scripts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self.app
        if _is_for_script(scope):
            script = (await asyncio.wrap_future(self.scripts)).get(scope["path"], {})
            headers = Headers(scope=scope)
            if coding := best_coding(headers, script):
                # Streamlit's addresses change with the content of a script.
                own = {**CACHE_FOREVER, "Content-Encoding": coding, "Vary": "Accept-Encoding"}
                app = tagged_response(script[coding], headers, "text/javascript", own)
        await app(scope, receive, send)


def _is_for_script(scope: Scope) -> bool:
    return (
        scope["type"] == "http"
        and scope["method"] in ("GET", "HEAD")
        and scope["path"].startswith(_SCRIPTS)
    )
