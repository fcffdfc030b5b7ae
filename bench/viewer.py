"""A viewer without a browser, which uses Streamlit's websocket protocol as its page does.

async with viewing("http://127.0.0.1:8501", "map") as viewer:
    first = await viewer.arrive()
    run = await viewer.choose("live-page", ["Chui"])
    print(run.seconds, run.wire)
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping, Sequence
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

from bench.page_memory import PageMemory
from bench.widgets import LivePage, Widget, act, read_widget

ANSWER_SECONDS = 30.0
"""Seconds without an answer after which a session counts as lost."""

PAUSE = 0.1
"""Seconds between two timed reruns: a request that arrives at the moment when the last run ends
waits about 40 ms until the thread of that run has finished."""

PAGE_KEY = "live-page"
FAILURE_ELEMENTS = ("exception",)


class SessionLost(Exception):
    """The session ended: connection lost, no answer in time, or the script failed."""


@dataclass(frozen=True)
class Run:
    """One run of the script, from the request to its last message."""

    seconds: float
    messages: int
    references: int
    """Messages that only refer to an earlier message."""
    size: int
    """Bytes of all messages after decompression."""
    wire: int
    """Bytes received through the socket: compressed, with the frame headers."""


class _Counting(ClientConnection):
    """A connection that counts incoming bytes before decompression."""

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
    timeout: float = ANSWER_SECONDS,
) -> AsyncIterator[Viewer]:
    """A connected viewer of one page; `session` is the id of a session that lost its connection.

    Raises SessionLost if the server does not accept the connection.
    """
    host = urlsplit(address).netloc
    try:
        connection = await connect(
            f"ws://{host}/_stcore/stream",
            origin=f"http://{host}",  # type: ignore[arg-type]
            subprotocols=["streamlit", "PLACEHOLDER_AUTH_TOKEN", *([session] if session else [])],  # type: ignore[list-item]
            # The offer of Chromium; that of the library would reduce the server's window.
            extensions=[ClientPerMessageDeflateFactory(client_max_window_bits=True)],
            compression=None,
            additional_headers={"Accept-Language": lang},
            create_connection=_Counting,
            open_timeout=timeout,
            ping_interval=None,
            max_size=None,
            max_queue=None,
            proxy=None,
        )
    except (OSError, TimeoutError, WebSocketException) as error:
        raise SessionLost(f"not connected: {error!r}") from error
    try:
        yield Viewer(connection, page, query, timeout)
    finally:
        await connection.close()


class Viewer:
    """One session, with the state that a browser keeps between two runs."""

    def __init__(self, connection: ClientConnection, page: str, query: str, timeout: float):
        self.session = ""
        """The id with which a new connection continues this session."""
        self.query = query
        """The query in the address bar now."""
        self._connection: Any = connection
        self._page, self._timeout = page, timeout
        self._script = ""
        self._memory = PageMemory()

    @property
    def page(self) -> LivePage | None:
        """The page of HTML after the last run; None on a page without the component of pages."""
        return next((w.page for w in self.widgets.values() if w.page is not None), None)

    @property
    def widgets(self) -> Mapping[str, Widget]:
        """The widgets on the page after the last run, by id."""
        return self._memory.widgets

    async def arrive(self) -> Run:
        """The first run, as on opening the page. Raises SessionLost."""
        return await self.rerun()

    def widget(self, name: str) -> Widget:
        """The widget with this key or this label. Raises KeyError where the page has none."""
        for widget in self.widgets.values():
            if widget.has_name(name):
                return widget
        raise KeyError(name)

    async def choose(self, name: str, values: Sequence[str]) -> Run:
        """Choose exactly these options, and run. Raises SessionLost, KeyError.

        The widget is a multiselect, or the page with its links to regions.
        """
        widget = self.widget(name)
        if widget.page is not None:
            run = await self.follow(widget.page.region_address(values))
            if self.page is None or self.page.chosen != tuple(
                words for words in widget.options if words in values
            ):
                raise SessionLost(f"not chosen: {values}")
            return run
        id = widget.id
        return await self.touch(WidgetState(id=id, string_array_value=StringArray(data=values)))

    async def follow(self, address: str) -> Run:
        """Follow a link of the page of HTML. Raises SessionLost."""
        id, page = self.widget(PAGE_KEY).id, self.page
        assert page is not None
        return await self.touch(act(id, f"follow {page.address} {address}"))

    async def touch(self, state: WidgetState) -> Run:
        """Set any widget's state, and run. Raises SessionLost."""
        self._memory.states[state.id] = state
        return await self.rerun()

    async def rerun(self) -> Run:
        """Run the script with the current widgets, to the last message. Raises SessionLost."""
        try:
            async with asyncio.timeout(self._timeout):
                run = await self._run()
                if self.page is not None and self.page.is_missing:
                    # The server takes it that the browser has the page of the first paint.
                    state = act(self.widget(PAGE_KEY).id, "whole")
                    self._memory.states[state.id] = state
                    await self._run()
                return run
        except TimeoutError as error:
            raise SessionLost(f"no answer in {self._timeout:.0f} s") from error
        except WebSocketException as error:
            raise SessionLost(f"cut off: {error!r}") from error

    async def _run(self) -> Run:
        request = self._request()
        start, before = time.perf_counter(), self._connection.received
        await self._connection.send(request)
        messages = references = size = 0
        self._memory.begin_run()
        while True:
            raw = await self._connection.recv()
            message = ForwardMsg.FromString(raw)
            messages, size = messages + 1, size + len(raw)
            kind = message.WhichOneof("type")
            if kind == "delta":
                self._note(message)
            elif kind == "ref_hash":
                references += 1
                self._recall(message.ref_hash)
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
                    raise SessionLost("the script does not compile")
                # FINISHED_EARLY_FOR_RERUN: the same script starts again by itself.
        seconds = time.perf_counter() - start
        self._memory.end_run()
        wire = self._connection.received - before
        return Run(seconds, messages, references, size, wire)

    def remember(self, before: Viewer) -> None:
        """Copy what a page keeps when its connection is restored.

        This is the state of its widgets, and the messages to which a run that continued without the
        connection may refer.
        """
        self._page, self._script = before._page, before._script
        self._memory.take_over(before._memory)

    def _request(self) -> bytes:
        request = BackMsg()
        state = request.rerun_script
        state.query_string = self.query
        state.widget_states.widgets.extend(self._memory.states.values())
        state.cached_message_hashes.extend(self._memory.digests)
        state.context_info.locale, state.context_info.timezone = "en-US", "Asia/Bishkek"
        state.context_info.color_scheme = "light"
        if self._script:
            state.page_script_hash = self._script
        else:
            state.page_name = self._page
        return request.SerializeToString()

    def _open(self, new_session: Any) -> None:
        self.session = new_session.initialize.session_id
        self._script = new_session.page_script_hash
        self._memory.most_age = new_session.config.max_cached_message_age

    def _note(self, message: Any) -> None:
        widget = None
        if message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            if element.WhichOneof("type") in FAILURE_ELEMENTS:
                raise SessionLost(f"the script failed: {element.exception.message}")
            widget = read_widget(element)
        self._memory.add(widget, message.hash if message.metadata.cacheable else None)

    def _recall(self, digest: str) -> None:
        try:
            self._memory.recall(digest)
        except KeyError:
            words = f"the server names a message that was never sent: {digest}"
            raise SessionLost(words) from None
