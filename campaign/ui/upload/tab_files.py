"""The uploaded files of browser tabs, kept for a while after their connection breaks.

A reload of the page starts a new session. The tab then sends the secret in its `sessionStorage`,
and gets the files of its former session.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

MINUTES = 15
"""How long the files of a tab are kept after its connection breaks."""
MOST_TABS = 128
MOST_BYTES = 64 * 2**20
"""The limits of tabs without a connection, and of the bytes of their files.

The report on a file needs several times the bytes of the file.
"""


@dataclass
class _Tab:
    """The files of one tab: its session, who is signed in, and when its connection broke."""

    session: str
    user: str
    state: Mapping[str, Any]
    size: int
    broken_at: float | None = None


class TabFiles:
    """The uploaded files of tabs, by the secret of each tab.

    `state` is a snapshot of the files of a session, `size` their bytes, `user` who is signed in, ""
    for nobody. Thread-safe.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._tabs: dict[str, _Tab] = {}
        self._broken_at: dict[str, float] = {}

    def save(
        self, secret: str, session: str, user: str, state: Mapping[str, Any], size: int
    ) -> str:
        """Save the files of a session; returns the secret of its tab, a new one for "".

        A secret that another session uses by now is replaced: each tab has its own. If the
        connection broke before the run ended, the files are kept for `MINUTES` after the break.
        """
        with self._lock:
            tab = self._tabs.get(secret)
            if not secret or (tab is not None and tab.session != session):
                secret = secrets.token_urlsafe(32)
            self._tabs[secret] = _Tab(session, user, state, size, self._broken_at.get(session))
            return secret

    def remove(self, secret: str, session: str) -> None:
        """Remove the files of a session."""
        with self._lock:
            tab = self._tabs.get(secret)
            if tab is not None and tab.session == session:
                del self._tabs[secret]

    def claim(self, secret: str, session: str, user: str) -> tuple[Mapping[str, Any], str] | None:
        """Return the files of a tab and its secret for the session; None if nothing is kept.

        A duplicated tab sends the secret of a tab that is still connected: it gets the files with a
        new secret. Files that somebody uploaded while signed in are given to no other user.
        """
        self.drop_expired()
        with self._lock:
            tab = self._tabs.get(secret)
            if tab is None or tab.user not in ("", user):
                return None
            if tab.broken_at is None and tab.session != session:
                secret = secrets.token_urlsafe(32)
            self._tabs[secret] = _Tab(session, tab.user, tab.state, tab.size)
            return tab.state, secret

    def disconnect(self, session: str) -> None:
        """Note that the connection of a session broke."""
        with self._lock:
            self._broken_at[session] = self._clock()
            for tab in self._tabs.values():
                if tab.session == session:
                    tab.broken_at = self._broken_at[session]
        self.drop_expired()

    def reconnect(self, session: str) -> None:
        """Note that a session is connected again."""
        with self._lock:
            self._broken_at.pop(session, None)
            for tab in self._tabs.values():
                if tab.session == session:
                    tab.broken_at = None

    def has_waiting(self) -> bool:
        """Return whether a tab without a connection may still have files."""
        with self._lock:
            return bool(self._broken_at)

    def drop_expired(self) -> None:
        """Drop files of tabs without a connection: after `MINUTES`, and the oldest over a limit."""
        with self._lock:
            waiting = [
                (tab.broken_at, secret)
                for secret, tab in self._tabs.items()
                if tab.broken_at is not None
            ]
            count, size, oldest = 0, 0, self._clock() - MINUTES * 60
            for broken_at, secret in sorted(waiting, reverse=True):
                file_size = self._tabs[secret].size
                fits = count < MOST_TABS and size + file_size <= MOST_BYTES
                if fits and broken_at > oldest:
                    count, size = count + 1, size + file_size
                else:
                    del self._tabs[secret]
            # No run takes twice that time, so older entries are not needed.
            forgotten = oldest - MINUTES * 60
            self._broken_at = {s: at for s, at in self._broken_at.items() if at > forgotten}
