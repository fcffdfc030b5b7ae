"""The guard on a browser context: nothing may be asked of any host but the app's own."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Request, Route, WebSocket


class Guard:
    """Stops and records every request of a context that goes to another host."""

    def __init__(self, address: str) -> None:
        self.host = urlsplit(address).netloc
        self.foreign: list[str] = []

    def watch(self, context: BrowserContext) -> None:
        """Stand between the context and the network, from its first page on."""
        own = re.escape(self.host)
        context.route(re.compile(rf"^(?!(?:https?://{own}/|data:|blob:))"), self._stop)
        # The route stops them; this one sees those that no route sees, of workers for one.
        context.on("request", self._requested)
        context.on("page", lambda page: self._watch_page(page))

    def assert_silent(self) -> None:
        """Fail on the first address that was not the app's."""
        assert not self.foreign, f"asked of another host: {self.foreign[0]}"

    def _watch_page(self, page: Page) -> None:
        page.on("websocket", self._opened)

    def _stop(self, route: Route, request: Request) -> None:
        self._note(request.url)
        route.abort()

    def _requested(self, request: Request) -> None:
        if urlsplit(request.url).scheme in ("http", "https"):
            self._note(request.url)

    def _opened(self, socket: WebSocket) -> None:
        self._note(socket.url)

    def _note(self, url: str) -> None:
        if urlsplit(url).netloc != self.host and url not in self.foreign:
            self.foreign.append(url)
