"""Files of ours at the addresses of Streamlit's own, which allows no route below `/static/`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Generic, TypeVar

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from campaign.web.background import BackgroundWork

F = TypeVar("F")


class StreamlitFiles(Generic[F]):
    """Middleware that answers requests for files of Streamlit with ours, {address: file}.

    A request waits until our files are made, but not too long. For an address without one, and
    until they are made, Streamlit sends its own.
    """

    folder: str
    """The folder of the addresses of all files."""

    def __init__(self, app: ASGIApp, files: BackgroundWork[Mapping[str, F]]) -> None:
        self.app = app
        self.files = files

    def respond(self, file: F, headers: Headers) -> Response | None:
        """Return the response to a request with these headers; None for Streamlit's own."""
        raise NotImplementedError

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self.app
        if self._is_for_file(scope):
            file = (await self.files.wait()).get(scope["path"])
            if file is not None:
                app = self.respond(file, Headers(scope=scope)) or app
        await app(scope, receive, send)

    def _is_for_file(self, scope: Scope) -> bool:
        return (
            scope["type"] == "http"
            and scope["method"] in ("GET", "HEAD")
            and scope["path"].startswith(self.folder)
        )
