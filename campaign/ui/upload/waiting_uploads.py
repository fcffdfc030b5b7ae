"""Limits of the uploads that wait on the server to be read: per reader, and in total.

Streamlit bounds each file (`server.maxUploadSize` in `.streamlit/config.toml`, equal to
`file_size_limit.MOST_MEGABYTES`), not their number: one tab could fill the machine's memory.
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
MOST_FILES = 100
"""More than the page reads (`session_files.MOST_FILES`): it reports each further file."""
MOST_BYTES = 200 * 2**20
MOST_BYTES_OF_ALL = 2**30


class BoundedUploads:
    """Middleware that rejects uploads over a limit: 413 for the reader's, 503 for the total one."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        # Sizes of the uploads in progress, by reader; the largest allowed size if none is given.
        self.pending: dict[str, list[int]] = {}
        keep_uploads_in_memory(_largest())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        match = _PATH.search(scope["path"]) if scope["type"] == "http" else None
        if match is None or scope["method"] != "PUT":
            await self.app(scope, receive, send)
            return
        reader, size = match.group(1), _size(Headers(scope=scope))
        status = self.rejection_status(reader, size, uploaded_sizes())
        if status:
            await PlainTextResponse("Too many files\n", status)(scope, receive, send)
            return
        self.pending.setdefault(reader, []).append(size)
        try:
            await self.app(scope, receive, send)
        finally:
            self.pending[reader].remove(size)
            if not self.pending[reader]:
                del self.pending[reader]

    def rejection_status(self, reader: str, size: int, stored: Mapping[str, list[int]]) -> int:
        """Return the HTTP status that rejects a file of this size; 0 if there is room."""
        reader_sizes = [*stored.get(reader, ()), *self.pending.get(reader, ())]
        if len(reader_sizes) >= MOST_FILES or sum(reader_sizes) + size > MOST_BYTES:
            return 413
        all_sizes = [*stored.values(), *self.pending.values()]
        return 503 if sum(map(sum, all_sizes)) + size > MOST_BYTES_OF_ALL else 0


def _size(headers: Headers) -> int:
    length = headers.get("content-length", "")
    return min(int(length), _largest()) if length.isdecimal() else _largest()


def _largest() -> int:
    """Return the largest size of a file, in bytes."""
    return int(st.get_option("server.maxUploadSize")) * 2**20
