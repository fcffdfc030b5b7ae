"""A viewer without a browser: speaks Streamlit's websocket protocol as its own page does.

async with viewing("http://127.0.0.1:8501", "map") as viewer:
    first = await viewer.arrive()
    run = await viewer.choose("oblasts:page:en", ["Chüy"])
    print(run.seconds, run.wire)
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import StringArray
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory

from bench.widgets import Shown, shown

PATIENCE = 30.0
"""Seconds without an answer after which a session counts as lost."""

PAUSE = 0.1
"""Seconds to leave between two timed reruns: one that comes in the instant the last run ends
waits about 40 ms for its thread to wind up."""

FAILED = ("exception",)


class Lost(Exception):
    """The session is gone: cut off, no answer in time, or the script failed."""


@dataclass(frozen=True)
class Run:
    """One run of the script as the viewer saw it, from asking to its last message."""

    seconds: float
    messages: int
    references: int
    """Messages that only name one sent before."""
    size: int
    """Bytes of all messages, unpacked."""
    wire: int
    """Bytes that came through the socket: packed, with the frames' heads."""
    sent: int
    """Bytes of the request, unpacked."""


class _Counting(ClientConnection):
    """A connection that counts what comes in before it is unpacked."""

    received = 0

    def data_received(self, data: bytes) -> None:
        self.received += len(data)
        super().data_received(data)


@asynccontextmanager
async def viewing(
    address: str,
    page: str = "",
    query: str = "",
    *,
    lang: str = "en",
    session: str | None = None,
    patience: float = PATIENCE,
) -> AsyncIterator[Viewer]:
    """A viewer of one page, connected; `session` is the id of one that was cut off.

    Raises `Lost` where the server does not take the connection.
    """
    host = urlsplit(address).netloc
    try:
        connection = await connect(
            f"ws://{host}/_stcore/stream",
            origin=f"http://{host}",  # type: ignore[arg-type]
            subprotocols=["streamlit", "PLACEHOLDER_AUTH_TOKEN", *([session] if session else [])],  # type: ignore[list-item]
            # What Chromium offers; the library's own offer would narrow the server's window.
            extensions=[ClientPerMessageDeflateFactory(client_max_window_bits=True)],
            compression=None,
            additional_headers={"Accept-Language": lang},
            create_connection=_Counting,
            open_timeout=patience,
            ping_interval=None,
            max_size=None,
            max_queue=None,
            proxy=None,
        )
    except (OSError, TimeoutError, WebSocketException) as fault:
        raise Lost(f"not connected: {fault!r}") from fault
    try:
        yield Viewer(connection, page, query, patience)
    finally:
        await connection.close()


class Viewer:
    """One session, with all that a browser would keep of it between two runs."""

    def __init__(self, connection: ClientConnection, page: str, query: str, patience: float):
        self.session = ""
        """The id by which a new connection takes this session up again."""
        self.query = query
        """The query in the address bar now."""
        self.widgets: dict[str, Shown] = {}
        """The widgets on the page after the last run, by id."""
        self._connection: Any = connection
        self._page, self._patience = page, patience
        self._script = ""
        self._states: dict[str, WidgetState] = {}
        self._kept: dict[str, tuple[Shown | None, int]] = {}
        self._runs, self._oldest = 0, 2

    async def arrive(self) -> Run:
        """The first run, as on opening the page. Raises `Lost`."""
        return await self.rerun()

    def widget(self, name: str) -> Shown:
        """The widget with this key or this label. Raises KeyError where the page has none."""
        for found in self.widgets.values():
            if found.named(name):
                return found
        raise KeyError(name)

    async def choose(self, name: str, values: Sequence[str]) -> Run:
        """Set pills or a multiselect to these words, and run. Raises `Lost`, KeyError."""
        id = self.widget(name).id
        return await self.touch(WidgetState(id=id, string_array_value=StringArray(data=values)))

    async def touch(self, state: WidgetState) -> Run:
        """Set any widget's state, and run. Raises `Lost`."""
        self._states[state.id] = state
        return await self.rerun()

    async def rerun(self) -> Run:
        """Run the script with the widgets as they are, until all of it is here. Raises `Lost`."""
        try:
            async with asyncio.timeout(self._patience):
                return await self._run()
        except TimeoutError as fault:
            raise Lost(f"no answer in {self._patience:.0f} s") from fault
        except WebSocketException as fault:
            raise Lost(f"cut off: {fault!r}") from fault

    async def _run(self) -> Run:
        request = self._request()
        began, before = time.perf_counter(), self._connection.received
        await self._connection.send(request)
        messages = references = size = 0
        met: dict[str, Shown] = {}
        while True:
            raw = await self._connection.recv()
            message = ForwardMsg.FromString(raw)
            messages, size = messages + 1, size + len(raw)
            kind = message.WhichOneof("type")
            if kind == "delta":
                self._note(message, met)
            elif kind == "ref_hash":
                references += 1
                self._recall(message.ref_hash, met)
            elif kind == "new_session":
                self._open(message.new_session)
            elif kind == "navigation":
                self._script = message.navigation.page_script_hash
            elif kind == "page_info_changed":
                self.query = message.page_info_changed.query_string
            elif kind == "script_finished":
                if message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    break
                if message.script_finished == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
                    raise Lost("the script does not compile")
                # FINISHED_EARLY_FOR_RERUN: the same script starts again by itself.
        took = time.perf_counter() - began
        self._tidy(met)
        wire = self._connection.received - before
        return Run(took, messages, references, size, wire, len(request))

    def remember(self, before: Viewer) -> None:
        """Take over what a page still holds when its connection comes back.

        The state of its widgets, and the messages to which a run that outlived the connection
        may refer.
        """
        self._page, self._script = before._page, before._script
        self._states.update(before._states)
        self._kept.update(before._kept)
        self._runs, self._oldest = before._runs, before._oldest

    def _request(self) -> bytes:
        asked = BackMsg()
        state = asked.rerun_script
        state.query_string = self.query
        state.widget_states.widgets.extend(self._states.values())
        state.cached_message_hashes.extend(self._kept)
        state.context_info.locale, state.context_info.timezone = "en-US", "Asia/Bishkek"
        state.context_info.color_scheme = "light"
        if self._script:
            state.page_script_hash = self._script
        else:
            state.page_name = self._page
        return asked.SerializeToString()

    def _open(self, opened: Any) -> None:
        self.session = opened.initialize.session_id
        self._script = opened.page_script_hash
        self._oldest = opened.config.max_cached_message_age

    def _note(self, message: Any, met: dict[str, Shown]) -> None:
        found = None
        if message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            if element.WhichOneof("type") in FAILED:
                raise Lost(f"the script failed: {element.exception.message}")
            found = shown(element)
        if message.metadata.cacheable:
            self._kept[message.hash] = (found, self._runs)
        self._meet(found, met)

    def _recall(self, digest: str, met: dict[str, Shown]) -> None:
        if digest not in self._kept:
            raise Lost(f"the server names a message that was never sent: {digest}")
        found, _ = self._kept[digest]
        self._kept[digest] = (found, self._runs)
        self._meet(found, met)

    def _meet(self, found: Shown | None, met: dict[str, Shown]) -> None:
        if found is None:
            return
        met[found.id] = found
        if found.state is not None and (found.forced or found.id not in self._states):
            self._states[found.id] = found.state

    def _tidy(self, met: dict[str, Shown]) -> None:
        """After a run: what is no longer on the page is forgotten, as are old messages."""
        self.widgets = met
        self._states = {id: state for id, state in self._states.items() if id in met}
        self._runs += 1
        self._kept = {
            digest: kept
            for digest, kept in self._kept.items()
            if self._runs - kept[1] <= self._oldest
        }
