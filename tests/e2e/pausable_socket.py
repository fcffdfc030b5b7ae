"""The websocket between the app and a page, whose messages can be delayed as on a slow network."""

from __future__ import annotations

import re

from playwright.sync_api import Page, WebSocketRoute


class PausableSocket:
    """The websocket of one page; created before the page opens."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._holds = False
        self._messages: list[str | bytes] = []
        self._route: WebSocketRoute | None = None
        page.route_web_socket(re.compile("/_stcore/stream"), self._open)

    def hold(self) -> None:
        """Delay the messages of the app."""
        self._holds = True

    def wait_for_answer(self) -> None:
        """Wait until the app has sent something, and then nothing for a while."""
        count = -1
        while count != len(self._messages) or not count:
            count = len(self._messages)
            self._page.wait_for_timeout(700)

    def release(self) -> None:
        """Deliver the delayed messages, and all later ones at once."""
        assert self._route is not None
        self._holds = False
        for message in self._messages:
            self._route.send(message)
        self._messages.clear()

    def _open(self, route: WebSocketRoute) -> None:
        self._route = route
        server = route.connect_to_server()
        server.on_message(self._deliver)

    def _deliver(self, message: str | bytes) -> None:
        assert self._route is not None
        if self._holds:
            self._messages.append(message)
        else:
            self._route.send(message)
