"""Streamlit's scripts at their addresses, compressed once instead of weakly for each visit."""

from __future__ import annotations

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
from campaign.web.cache_headers import CACHE_FOREVER
from campaign.web.encodings import best_encoding

_log = logging.getLogger("campaign")
PACKED = ProgramOutput(
    "campaign.web.scripts",
    modules=("campaign.web.bundle_compat",),
    packages=("streamlit", "brotli"),
)

Scripts = Mapping[str, Mapping[str, bytes]]
"""{address: {encoding: script}}; empty where they cannot be compressed beforehand."""


@lru_cache(maxsize=1)
def make_in_background() -> Future[Scripts]:
    """Start to compress the scripts, once for the process."""
    return in_background(make, otherwise={})


def make() -> Scripts:
    """Return the scripts that `campaign/web/scripts.py` has compressed."""
    try:
        return PACKED.read(_unpack)
    except ModuleFailedError as failure:
        _log.warning("Streamlit's scripts are compressed for each visit: %s", failure)
        return {}


class PackedScripts:
    """Middleware that answers requests for Streamlit's scripts with the compressed ones.

    No request waits until they are made: Streamlit sends its own. It allows no route of ours below
    `/static/`.
    """

    def __init__(self, app: ASGIApp, scripts: Future[Scripts]) -> None:
        self.app = app
        self.scripts = scripts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self.app
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and self.scripts.done():
            script = self.scripts.result().get(scope["path"], {})
            if encoding := best_encoding(Headers(scope=scope), script):
                app = _response(script[encoding], encoding)
        await app(scope, receive, send)


def _response(script: bytes, encoding: str) -> Response:
    # Streamlit's addresses change with the content of a script.
    headers = {**CACHE_FOREVER, "Content-Encoding": encoding, "Vary": "Accept-Encoding"}
    return Response(script, media_type="text/javascript", headers=headers)


def _unpack(output: bytes) -> Scripts:
    return {
        address: {name: b64decode(script) for name, script in forms.items()}
        for address, forms in json.loads(output).items()
    }
