"""Sessions whose readers are answered on the connection that they have now, not on a broken one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import streamlit as st

from campaign.ui.streamlit_compat import (
    ActiveSessionInfo,
    SessionManager,
    WebsocketSessionManager,
    drop_interrupted_run,
)


class Sessions(WebsocketSessionManager):
    """Streamlit's own, for readers whose line breaks and who come back while others are served."""

    def connect_session(self, *given: Any, **named: Any) -> str:
        """The id of the session; one that is resumed begins with the run that is asked for next.

        What an interrupted run still had to say has gaps where the line broke. A page stops at
        such a gap, and takes the end of that run for the end of its own.

        Streamlit lets a resumed session watch the source files whatever the settings say: after its
        next run it looks for the file of every loaded module, a second's work in the loop that
        serves everybody.
        """
        session_id = super().connect_session(*given, **named)
        if session_id == named.get("existing_session_id"):
            watch = st.get_option("server.fileWatcherType") != "none"
            drop_interrupted_run(self, session_id, watch)
        return session_id

    def list_active_sessions(self) -> list[ActiveSessionInfo]:
        """The sessions that have a reader, each with the connection it has when it is reached."""
        return _Current(self, super().list_active_sessions())


class _Current(list[ActiveSessionInfo]):
    """A list that is walked through slowly.

    Streamlit sends to one session after another, and sessions change their connection meanwhile:
    by the list as it was, a new run would be sent down the line that broke, and its reader would
    wait for ever.
    """

    def __init__(self, manager: SessionManager, listed: list[ActiveSessionInfo]) -> None:
        super().__init__(listed)
        self._manager = manager

    def __iter__(self) -> Iterator[ActiveSessionInfo]:
        for before in super().__iter__():
            now = self._manager.get_active_session_info(before.session.id)
            if now is not None:
                yield now
