"""The guard on a browser context: no other host is asked, and the page keeps to its policy."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebSocket

NOWHERE_ELSE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"
"""For a browser: no name of another machine is found. Routes would stop such requests too, but with
a route a browser keeps no file from one page to the next."""


class Guard:
    """Records every request of a context that goes to another host.

    It also records what the page's content policy has stopped before: `foreign` then holds the
    browser's words, which name the address or the directive.
    """

    def __init__(self, address: str) -> None:
        self.host = urlsplit(address).netloc
        self.foreign: list[str] = []

    def watch(self, context: BrowserContext) -> None:
        """Look at all that the context asks for, from its first page on."""
        context.on("request", self._requested)
        context.on("page", self._watch_page)
        context.on("console", self._note_message)

    def leave(self, context: BrowserContext) -> None:
        """Look at it no longer."""
        context.remove_listener("request", self._requested)
        context.remove_listener("page", self._watch_page)
        context.remove_listener("console", self._note_message)

    def assert_silent(self) -> None:
        """Fail on the first address that was not the app's, or the first breach of the policy."""
        assert not self.foreign, f"asked of another host, or stopped: {self.foreign[0]}"

    def _watch_page(self, page: Page) -> None:
        page.on("websocket", self._check_socket)

    def _requested(self, request: Request) -> None:
        if urlsplit(request.url).scheme in ("http", "https"):
            self._note(request.url)

    def _check_socket(self, socket: WebSocket) -> None:
        self._note(socket.url)

    def _note_message(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text and message.text not in self.foreign:
            self.foreign.append(message.text)

    def _note(self, url: str) -> None:
        if urlsplit(url).netloc != self.host and url not in self.foreign:
            self.foreign.append(url)
