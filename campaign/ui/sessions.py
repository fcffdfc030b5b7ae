"""A session manager that sends to readers on their current connection, and keeps their files."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import streamlit as st

from campaign.ui.streamlit_compat import (
    ActiveSessionInfo,
    SessionManager,
    WebsocketSessionManager,
    drop_interrupted_run,
)
from campaign.ui.upload.tab_files import tab_files

SWEEP = 30
"""Seconds between two looks for files of closed tabs."""


class Sessions(WebsocketSessionManager):
    """Streamlit's manager, for readers who reconnect while others are served."""

    _sweep: asyncio.TimerHandle | None = None

    def connect_session(self, *args: Any, **kwargs: Any) -> str:
        """Return the session's id; a resumed session drops its interrupted run.

        The messages of an interrupted run have gaps where the connection broke. A page stops at
        such a gap, and mistakes the end of that run for the end of its own.

        Streamlit lets a resumed session watch the source files whatever the settings are: after its
        next run it searches for the file of every loaded module, which blocks the event loop for
        all readers for a second.
        """
        session_id = super().connect_session(*args, **kwargs)
        if session_id == kwargs.get("existing_session_id"):
            watch = st.get_option("server.fileWatcherType") != "none"
            drop_interrupted_run(self, session_id, watch)
            tab_files().reconnect(session_id)
        return session_id

    def disconnect_session(self, session_id: str) -> None:
        """Keep for a while the files of a session whose connection broke: its tab may reconnect."""
        super().disconnect_session(session_id)
        tab_files().disconnect(session_id)
        self._sweep_later()

    def _sweep_later(self) -> None:
        # A timer, because there may be no later event: a server without readers drops the files
        # too.
        if self._sweep is None and tab_files().has_waiting():
            self._sweep = asyncio.get_running_loop().call_later(SWEEP, self._sweep_now)

    def _sweep_now(self) -> None:
        self._sweep = None
        tab_files().drop_expired()
        self._sweep_later()

    def list_active_sessions(self) -> list[ActiveSessionInfo]:
        """Return the sessions with a reader, each with its connection at the time it is reached."""
        return _CurrentConnections(self, super().list_active_sessions())


class _CurrentConnections(list[ActiveSessionInfo]):
    """A list that looks up each session's connection when it is reached.

    Streamlit sends to one session after another, and sessions change their connection meanwhile:
    with the list as it was, a new run would go to a broken connection, and its reader would wait
    for ever.
    """

    def __init__(self, manager: SessionManager, sessions: list[ActiveSessionInfo]) -> None:
        super().__init__(sessions)
        self._manager = manager

    def __iter__(self) -> Iterator[ActiveSessionInfo]:
        for info in super().__iter__():
            current = self._manager.get_active_session_info(info.session.id)
            if current is not None:
                yield current
