"""A browser that reconnects gets its answers on the new connection, at any moment."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import Runtime, RuntimeConfig
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.session_manager import SessionClient, SessionManager
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager
from streamlit.watcher import local_sources_watcher
from streamlit.web.cache_storage_manager_config import create_default_cache_storage_manager

from campaign.ui import sessions
from campaign.ui.sessions import Sessions
from campaign.ui.upload.tab_files import MINUTES, TabFiles

TIMEOUT = 600.0
SCRIPT = f"""
import streamlit as st
from {__name__} import middle

st.write("first half")
middle.reached.set()
middle.passed.wait()
st.write("second half")
"""


RERUN_REQUEST = BackMsg()
RERUN_REQUEST.rerun_script.query_string = ""


class Middle:
    """The middle of the script, where a run waits until `passed` is set."""

    def __init__(self) -> None:
        self.reached, self.passed = threading.Event(), threading.Event()


middle = Middle()


class Connection(SessionClient):
    """A connection with the messages sent to it; `after_one` is called once, after the first."""

    client_context = None  # type: ignore[assignment]

    def __init__(self) -> None:
        self.messages: list[ForwardMsg] = []
        self.after_one: Callable[[], None] | None = None

    def write_forward_msg(self, msg: ForwardMsg) -> None:
        self.messages.append(msg)
        then, self.after_one = self.after_one, None
        if then is not None:
            then()

    @property
    def kinds(self) -> list[str | None]:
        return [message.WhichOneof("type") for message in self.messages]


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "script.py"
    path.write_text(SCRIPT, encoding="utf-8")
    middle.reached.clear()
    middle.passed.clear()
    return path


@asynccontextmanager
async def streamlit_with(manager: type[SessionManager], script: Path) -> AsyncIterator[Runtime]:
    """Streamlit's runtime with this session manager."""
    before, Runtime._instance = Runtime._instance, None
    runtime = Runtime(
        RuntimeConfig(
            script_path=str(script),
            media_file_storage=MemoryMediaFileStorage("/media"),
            uploaded_file_manager=MemoryUploadedFileManager("/uploads"),
            session_manager_class=manager,
            cache_storage_manager=create_default_cache_storage_manager(),
        )
    )
    await runtime.start()
    try:
        yield runtime
    finally:
        runtime.stop()
        await runtime.stopped
        Runtime._instance = before


async def wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + TIMEOUT
    while not condition():
        assert time.monotonic() < end
        await asyncio.sleep(0.01)


async def reconnect_during_flush(
    manager: type[SessionManager], script: Path
) -> tuple[Connection, Connection]:
    """The old and the new connection of a session that reconnects while another gets messages."""
    async with streamlit_with(manager, script) as runtime:
        other, old, new = Connection(), Connection(), Connection()
        first = runtime.connect_session(other, {})
        session_id = runtime.connect_session(old, {})

        def reconnect() -> None:
            runtime.disconnect_session(session_id, client=old)
            assert runtime.connect_session(new, {}, existing_session_id=session_id) == session_id
            send_message(session_id)

        def send_message(session: str) -> None:
            app_session = runtime.get_app_session(session)
            assert app_session is not None
            app_session._enqueue_forward_msg(
                ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY)
            )

        other.after_one = reconnect
        send_message(first)
        await wait_until(lambda: bool(old.messages or new.messages))
        return old, new


def test_a_session_that_reconnects_during_a_flush_is_answered(script: Path) -> None:
    old, new = asyncio.run(reconnect_during_flush(Sessions, script))
    assert (old.kinds, new.kinds) == ([], ["script_finished"])


def test_streamlit_alone_would_answer_the_broken_connection(script: Path) -> None:
    """If this fails after an upgrade, `Sessions.list_active_sessions` can be deleted."""
    old, new = asyncio.run(reconnect_during_flush(WebsocketSessionManager, script))
    assert (old.kinds, new.kinds) == (["script_finished"], [])


async def reconnect_during_run(
    manager: type[SessionManager], script: Path, noticed: bool
) -> tuple[Connection, int]:
    """The new connection after a reconnection during a run, and its messages before a request."""
    async with streamlit_with(manager, script) as runtime:
        old, new = Connection(), Connection()
        session_id = runtime.connect_session(old, {})
        runtime.handle_backmsg(session_id, RERUN_REQUEST, client=old)
        await wait_until(middle.reached.is_set)
        session = runtime.get_app_session(session_id)
        assert session is not None and session._scriptrunner is not None
        run = session._scriptrunner._script_thread
        assert run is not None
        if noticed:
            runtime.disconnect_session(session_id, client=old)
        assert runtime.connect_session(new, {}, existing_session_id=session_id) == session_id
        middle.passed.set()
        await wait_until(lambda: not run.is_alive())
        # The remaining messages of the run are handled before this line, and the flush after it.
        await asyncio.sleep(0)
        send_message = session._enqueue_forward_msg
        send_message(ForwardMsg(git_info_changed={}))
        await wait_until(lambda: "git_info_changed" in new.kinds)
        unrequested = len(new.messages) - 1
        runtime.handle_backmsg(session_id, RERUN_REQUEST, client=new)
        await wait_until(lambda: "script_finished" in new.kinds[unrequested:])
        return new, unrequested


@pytest.mark.parametrize("noticed", [False, True], ids=["still connected", "noticed"])
def test_messages_of_an_interrupted_run_are_not_sent_after_a_reconnection(
    noticed: bool, script: Path
) -> None:
    new, unrequested = asyncio.run(reconnect_during_run(Sessions, script, noticed))
    assert unrequested == 0, new.kinds
    assert new.kinds[1] == "new_session"
    assert new.kinds.count("delta") == 2 and new.kinds.count("script_finished") == 1


@pytest.mark.parametrize("noticed", [False, True], ids=["still connected", "noticed"])
def test_streamlit_alone_would_send_messages_of_an_interrupted_run(
    noticed: bool, script: Path
) -> None:
    """If this fails after an upgrade, `Sessions.connect_session` can be deleted."""
    new, unrequested = asyncio.run(reconnect_during_run(WebsocketSessionManager, script, noticed))
    assert unrequested > 0


async def count_watched_modules(
    manager: type[SessionManager], script: Path, monkeypatch: pytest.MonkeyPatch
) -> int:
    """The number of modules that are looked up on the disk after a reconnection."""
    modules: list[object] = []

    def record_module(module: object) -> set[str]:
        modules.append(module)
        return set()

    monkeypatch.setattr(local_sources_watcher, "get_module_paths", record_module)
    assert config.get_option("server.fileWatcherType") == "none"
    middle.passed.set()
    async with streamlit_with(manager, script) as runtime:
        old, new = Connection(), Connection()
        session_id = runtime.connect_session(old, {})
        assert runtime.connect_session(new, {}, existing_session_id=session_id) == session_id
        runtime.handle_backmsg(session_id, RERUN_REQUEST, client=new)
        await wait_until(lambda: "script_finished" in new.kinds)
    return len(modules)


def test_no_files_are_watched_after_a_reconnection(
    script: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asyncio.run(count_watched_modules(Sessions, script, monkeypatch)) == 0


def test_streamlit_alone_would_watch_every_module(
    script: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If this fails after an upgrade, `Sessions` need not stop the file watchers."""
    assert asyncio.run(count_watched_modules(WebsocketSessionManager, script, monkeypatch)) > 100


async def files_after_a_break(script: Path, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether files wait for their tab: when connected, broken, reconnected, and closed."""
    tabs = TabFiles()
    monkeypatch.setattr(sessions, "tab_files", lambda: tabs)
    async with streamlit_with(Sessions, script) as runtime:
        old, new = Connection(), Connection()
        session_id = runtime.connect_session(old, {})
        secret = tabs.save("", session_id, "", {}, 1)

        def is_waiting() -> bool:
            """Whether a claim gets the same secret; during a connection it gets another one."""
            claim = tabs.claim(secret, "another", "")
            assert claim is not None
            if claim[1] == secret:  # restore the former state
                tabs.remove(secret, "another")
                assert tabs.save(secret, session_id, "", {}, 1) == secret
                tabs.disconnect(session_id)
            return claim[1] == secret

        states = [is_waiting()]
        runtime.disconnect_session(session_id, client=old)
        states.append(is_waiting())
        assert runtime.connect_session(new, {}, existing_session_id=session_id) == session_id
        states.append(is_waiting())
        runtime.disconnect_session(session_id, client=new)
        states.append(is_waiting())
        return states


def test_files_wait_for_their_tab_while_its_connection_is_broken(
    script: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    states = asyncio.run(files_after_a_break(script, monkeypatch))
    assert states == [False, True, False, True]


async def sweeps_after_breaks(script: Path, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The number of timers after five broken connections, and after the files have expired."""
    seconds = 0.0
    tabs = TabFiles(lambda: seconds)
    monkeypatch.setattr(sessions, "tab_files", lambda: tabs)
    monkeypatch.setattr(sessions, "SWEEP", 0.01)

    def count() -> int:
        handles = asyncio.get_running_loop()._scheduled  # type: ignore[attr-defined]
        return sum("_sweep_now" in repr(handle) and not handle.cancelled() for handle in handles)

    async with streamlit_with(Sessions, script) as runtime:
        for _ in range(5):
            line = Connection()
            session_id = runtime.connect_session(line, {})
            tabs.save("", session_id, "", {}, 1)
            runtime.disconnect_session(session_id, client=line)
        counts = [count()]
        seconds = 3 * MINUTES * 60
        await wait_until(lambda: not tabs.has_waiting())
        await wait_until(lambda: count() == 0)
        return [*counts, count()]


def test_one_timer_drops_the_files_of_all_closed_tabs(
    script: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asyncio.run(sweeps_after_breaks(script, monkeypatch)) == [1, 0]
