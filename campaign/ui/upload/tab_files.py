"""The uploads that a server holds: those that wait to be read, and the files of each tab.

Streamlit bounds each file (`server.maxUploadSize` in `.streamlit/config.toml`, equal to
`file_size_limit.MOST_MEGABYTES`), not their number: one tab could fill the machine's memory.
A reload of the page starts a new session. The tab then sends the secret in its `sessionStorage`,
and gets the files of its former session.
"""

from __future__ import annotations

import re
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st
from starlette.datastructures import Headers
from starlette.formparsers import MultiPartParser
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from campaign.dataset import campaign_cache
from campaign.ui.state import address_query, read_address
from campaign.ui.streamlit_compat import session_id, uploaded_sizes
from campaign.ui.upload import session_files, session_registers

_PATH = re.compile(r"/_stcore/upload_file/([^/]+)/[^/]+")
MOST_WAITING_FILES = 100
"""More than the page reads (`session_files.MOST_FILES`): it reports each further file."""
MOST_WAITING_BYTES = 200 * 2**20
MOST_WAITING_BYTES_OF_ALL = 2**30


class BoundedUploads:
    """Middleware that rejects uploads over a limit: 413 for the reader's, 503 for the total one."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        # Sizes of the uploads in progress, by reader; the largest allowed size if none is given.
        self.pending: dict[str, list[int]] = {}
        # By default Starlette writes files over 1 MB to disk: a file refused for its personal data
        # would have been written, and a full disk would prevent uploads.
        MultiPartParser.spool_max_size = _largest()

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
        if len(reader_sizes) >= MOST_WAITING_FILES or sum(reader_sizes) + size > MOST_WAITING_BYTES:
            return 413
        all_sizes = [*stored.values(), *self.pending.values()]
        return 503 if sum(map(sum, all_sizes)) + size > MOST_WAITING_BYTES_OF_ALL else 0


def _size(headers: Headers) -> int:
    length = headers.get("content-length", "")
    return min(int(length), _largest()) if length.isdecimal() else _largest()


def _largest() -> int:
    """Return the largest size of a file, in bytes."""
    return int(st.get_option("server.maxUploadSize")) * 2**20


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


SECRET = "tab-secret"
ARRIVAL = "arrival-query"
LOST = "files-lost"


@st.cache_resource(show_spinner=False)
def tab_files() -> TabFiles:
    """Return the files of all tabs of this server."""
    return TabFiles()


def secret_of_files() -> str | None:
    """Return the secret that the tab keeps, with which it gets the files saved by `save_files`.

    "" means no files, None that this is not known yet: the tab may have the secret of its former
    session, with which it claims files (`claim_files`).
    """
    secret: str | None = st.session_state.get(SECRET)
    return secret


def save_files() -> None:
    """Save the files of this session for its tab; before the address is written anew."""
    state = st.session_state
    state.setdefault(ARRIVAL, address_query())
    secret = secret_of_files()
    if session_files.files():
        secret = tab_files().save(
            secret or "", session_id(), _user(), session_files.snapshot(), session_files.size()
        )
    elif secret:
        tab_files().remove(secret, session_id())
        secret = ""
    state[SECRET] = secret


def claim_files(secret: str) -> None:
    """Take over the files of this tab's former session, and show the selection in its address."""
    state = st.session_state
    if session_files.files():
        return
    claim = tab_files().claim(secret, session_id(), _user())
    state[SECRET], state[LOST] = ("", True) if claim is None else (claim[1], False)
    if claim is None:
        return
    session_files.restore(claim[0])
    campaign = session_registers.campaign_with_files(campaign_cache.current())
    read_address(state.get(ARRIVAL, []), campaign)


def are_lost() -> bool:
    """Return whether the files of this tab's former session are no longer on the server."""
    return bool(st.session_state.get(LOST)) and not session_files.files()


def are_too_large() -> bool:
    """Return whether the files together are too large to be kept through a reload."""
    return session_files.size() > MOST_BYTES


def _user() -> str:
    """Return who is signed in; "" for nobody."""
    claims = st.user.to_dict()
    return str(claims.get("sub") or claims.get("email") or "")
