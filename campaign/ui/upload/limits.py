"""How much may lie on the server at a time: of one reader's files, and of all readers' together.

Streamlit bounds each file (`server.maxUploadSize`), not their number: one tab could fill the
machine's memory.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from starlette.datastructures import Headers
from starlette.formparsers import MultiPartParser
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import config, runtime

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
        # A file larger than 1 MB would pass through the disk on its way into memory: what is
        # refused for its personal data would have been written, and a full disk would refuse all.
        MultiPartParser.spool_max_size = int(config.get_option("server.maxUploadSize")) * 2**20

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = _PATH.search(scope["path"]) if scope["type"] == "http" else None
        if found is None or scope["method"] != "PUT":
            await self.app(scope, receive, send)
            return
        reader, size = found.group(1), _size(Headers(scope=scope))
        status = self.refused(reader, size, _stored())
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
    largest = int(config.get_option("server.maxUploadSize")) * 2**20
    said = headers.get("content-length", "")
    return min(int(said), largest) if said.isdecimal() else largest


def _stored() -> dict[str, list[int]]:
    """The sizes of the files that lie on the server, by session."""
    manager = runtime.get_instance().uploaded_file_mgr
    # Internal to Streamlit: a test tells when an upgrade takes it away.
    held = manager.file_storage  # type: ignore[attr-defined]
    return {
        session: [len(file.data) for file in list(files.values())]
        for session, files in list(held.items())
    }
