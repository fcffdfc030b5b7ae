"""A guard on a browser context: no requests to other hosts, no violation of the policy."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebSocket

LOCAL_HOSTS_ONLY = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
"""An option of Chromium: names of other hosts are not resolved. Routes would also stop such
requests, but with a route the browser caches no files between pages."""


class Guard:
    """Records every request of a context to another host.

    It also records what the page's content policy has blocked: `foreign` then has the message of
    the browser, which names the address or the directive.
    """

    def __init__(self, address: str) -> None:
        self.host = urlsplit(address).netloc
        self.foreign: list[str] = []

    def watch(self, context: BrowserContext) -> None:
        """Watch all requests of the context, from its first page on."""
        context.on("request", self._check_request)
        context.on("page", self._watch_page)
        context.on("console", self._check_message)

    def unwatch(self, context: BrowserContext) -> None:
        """Stop watching the context."""
        context.remove_listener("request", self._check_request)
        context.remove_listener("page", self._watch_page)
        context.remove_listener("console", self._check_message)

    def assert_silent(self) -> None:
        """Fail on the first request to another host, or the first violation of the policy."""
        assert not self.foreign, f"request to another host, or blocked: {self.foreign[0]}"

    def _watch_page(self, page: Page) -> None:
        page.on("websocket", self._check_socket)

    def _check_request(self, request: Request) -> None:
        if urlsplit(request.url).scheme in ("http", "https"):
            self._record_url(request.url)

    def _check_socket(self, socket: WebSocket) -> None:
        self._record_url(socket.url)

    def _check_message(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text and message.text not in self.foreign:
            self.foreign.append(message.text)

    def _record_url(self, url: str) -> None:
        if urlsplit(url).netloc != self.host and url not in self.foreign:
            self.foreign.append(url)
