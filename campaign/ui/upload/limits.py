"""How much may lie on the server at a time: of one reader's files, and of all readers' together.

Streamlit bounds each file (`server.maxUploadSize`), not their number: one tab could fill the
machine's memory.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import streamlit as st
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from campaign.ui.streamlit_compat import uploaded_sizes
from campaign.web.starlette_compat import keep_uploads_in_memory

_PATH = re.compile(r"/_stcore/upload_file/([^/]+)/[^/]+")
MOST_FILES = 20
MOST_BYTES = 200 * 2**20
MOST_BYTES_OF_ALL = 2**30


class BoundedUploads:
    """Refuses a file that would be one too many: 413 for its reader, 503 when all are too much."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        # What is on its way, by reader: a file counts as large as it says, or as it may be.
        self.coming: dict[str, list[int]] = {}
        keep_uploads_in_memory(_largest())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = _PATH.search(scope["path"]) if scope["type"] == "http" else None
        if found is None or scope["method"] != "PUT":
            await self.app(scope, receive, send)
            return
        reader, size = found.group(1), _size(Headers(scope=scope))
        status = self.refused(reader, size, uploaded_sizes())
        if status:
            await PlainTextResponse("Too many files\n", status)(scope, receive, send)
            return
        self.coming.setdefault(reader, []).append(size)
        try:
            await self.app(scope, receive, send)
        finally:
            self.coming[reader].remove(size)
            if not self.coming[reader]:
                del self.coming[reader]

    def refused(self, reader: str, size: int, stored: Mapping[str, list[int]]) -> int:
        """The status that a file of this size is refused with; 0 where there is room."""
        mine = [*stored.get(reader, ()), *self.coming.get(reader, ())]
        if len(mine) >= MOST_FILES or sum(mine) + size > MOST_BYTES:
            return 413
        everything = [*stored.values(), *self.coming.values()]
        return 503 if sum(map(sum, everything)) + size > MOST_BYTES_OF_ALL else 0


def _size(headers: Headers) -> int:
    said = headers.get("content-length", "")
    return min(int(said), _largest()) if said.isdecimal() else _largest()


def _largest() -> int:
    """The bytes that a file may have."""
    return int(st.get_option("server.maxUploadSize")) * 2**20
