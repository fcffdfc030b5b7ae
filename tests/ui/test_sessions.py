"""A reader whose connection breaks is answered on the new one, at whatever moment it breaks."""

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

PATIENCE = 600.0
SCRIPT = f"""
import streamlit as st
from {__name__} import middle

st.write("first half")
middle.reached.set()
middle.passed.wait()
st.write("second half")
"""


ASKED = BackMsg()
ASKED.rerun_script.query_string = ""


class Middle:
    """The middle of the script, where a run waits to be let on."""

    def __init__(self) -> None:
        self.reached, self.passed = threading.Event(), threading.Event()


middle = Middle()


class Line(SessionClient):
    """A connection: the messages that went down it; `after_one` is done once, after the first."""

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
    """Streamlit's runtime with this manager of its sessions."""
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


async def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        await asyncio.sleep(0.01)


async def back_during_a_pass(manager: type[SessionManager], script: Path) -> tuple[Line, Line]:
    """The old and the new line of a reader who comes back while another one is being sent to."""
    async with streamlit_with(manager, script) as runtime:
        other, old, new = Line(), Line(), Line()
        first = runtime.connect_session(other, {})
        reader = runtime.connect_session(old, {})

        def come_back() -> None:
            runtime.disconnect_session(reader, client=old)
            assert runtime.connect_session(new, {}, existing_session_id=reader) == reader
            say(reader)

        def say(session: str) -> None:
            app_session = runtime.get_app_session(session)
            assert app_session is not None
            app_session._enqueue_forward_msg(
                ForwardMsg(script_finished=ForwardMsg.FINISHED_SUCCESSFULLY)
            )

        other.after_one = come_back
        say(first)
        await until(lambda: bool(old.messages or new.messages))
        return old, new


def test_who_comes_back_while_others_are_served_is_answered(script: Path) -> None:
    old, new = asyncio.run(back_during_a_pass(Sessions, script))
    assert (old.kinds, new.kinds) == ([], ["script_finished"])


def test_streamlit_alone_would_answer_the_broken_line(script: Path) -> None:
    """Where this fails after an upgrade, `Sessions.list_active_sessions` can go."""
    old, new = asyncio.run(back_during_a_pass(WebsocketSessionManager, script))
    assert (old.kinds, new.kinds) == (["script_finished"], [])


async def back_during_a_run(
    manager: type[SessionManager], script: Path, noticed: bool
) -> tuple[Line, int]:
    """The new line of a reader who comes back in mid-run, and how much came before being asked."""
    async with streamlit_with(manager, script) as runtime:
        old, new = Line(), Line()
        reader = runtime.connect_session(old, {})
        runtime.handle_backmsg(reader, ASKED, client=old)
        await until(middle.reached.is_set)
        session = runtime.get_app_session(reader)
        assert session is not None and session._scriptrunner is not None
        run = session._scriptrunner._script_thread
        assert run is not None
        if noticed:
            runtime.disconnect_session(reader, client=old)
        assert runtime.connect_session(new, {}, existing_session_id=reader) == reader
        middle.passed.set()
        await until(lambda: not run.is_alive())
        # All that the run has left is handled before this, and the pass after it.
        await asyncio.sleep(0)
        say = session._enqueue_forward_msg
        say(ForwardMsg(git_info_changed={}))
        await until(lambda: "git_info_changed" in new.kinds)
        unasked = len(new.messages) - 1
        runtime.handle_backmsg(reader, ASKED, client=new)
        await until(lambda: "script_finished" in new.kinds[unasked:])
        return new, unasked


@pytest.mark.parametrize("noticed", [False, True], ids=["still connected", "noticed"])
def test_what_an_interrupted_run_left_is_not_sent_to_who_comes_back(
    noticed: bool, script: Path
) -> None:
    new, unasked = asyncio.run(back_during_a_run(Sessions, script, noticed))
    assert unasked == 0, new.kinds
    assert new.kinds[1] == "new_session"
    assert new.kinds.count("delta") == 2 and new.kinds.count("script_finished") == 1


@pytest.mark.parametrize("noticed", [False, True], ids=["still connected", "noticed"])
def test_streamlit_alone_would_send_it(noticed: bool, script: Path) -> None:
    """Where this fails after an upgrade, `Sessions.connect_session` can go."""
    new, unasked = asyncio.run(back_during_a_run(WebsocketSessionManager, script, noticed))
    assert unasked > 0


async def modules_looked_at(
    manager: type[SessionManager], script: Path, monkeypatch: pytest.MonkeyPatch
) -> int:
    """How many modules are looked up on the disk after the first run of who comes back."""
    looked_at: list[object] = []

    def look(module: object) -> set[str]:
        looked_at.append(module)
        return set()

    monkeypatch.setattr(local_sources_watcher, "get_module_paths", look)
    assert config.get_option("server.fileWatcherType") == "none"
    middle.passed.set()
    async with streamlit_with(manager, script) as runtime:
        old, new = Line(), Line()
        reader = runtime.connect_session(old, {})
        assert runtime.connect_session(new, {}, existing_session_id=reader) == reader
        runtime.handle_backmsg(reader, ASKED, client=new)
        await until(lambda: "script_finished" in new.kinds)
    return len(looked_at)


def test_who_comes_back_has_no_files_watched(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert asyncio.run(modules_looked_at(Sessions, script, monkeypatch)) == 0


def test_streamlit_alone_would_watch_every_module(
    script: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where this fails after an upgrade, `Sessions` need not stop the watching."""
    assert asyncio.run(modules_looked_at(WebsocketSessionManager, script, monkeypatch)) > 100


async def files_after_a_break(script: Path, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether files wait for their tab: connected, broken, back on the same session, closed."""
    tabs = TabFiles()
    monkeypatch.setattr(sessions, "tab_files", lambda: tabs)
    async with streamlit_with(Sessions, script) as runtime:
        old, new = Line(), Line()
        reader = runtime.connect_session(old, {})
        secret = tabs.save("", reader, "", {}, 1)

        def is_waiting() -> bool:
            """A claim while the line holds gets another secret, as a duplicated tab does."""
            claim = tabs.claim(secret, "another", "")
            assert claim is not None
            if claim[1] == secret:  # gives it back
                tabs.remove(secret, "another")
                assert tabs.save(secret, reader, "", {}, 1) == secret
                tabs.break_line(reader)
            return claim[1] == secret

        states = [is_waiting()]
        runtime.disconnect_session(reader, client=old)
        states.append(is_waiting())
        assert runtime.connect_session(new, {}, existing_session_id=reader) == reader
        states.append(is_waiting())
        runtime.disconnect_session(reader, client=new)
        states.append(is_waiting())
        return states


def test_files_wait_for_their_tab_while_its_line_is_broken(
    script: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    states = asyncio.run(files_after_a_break(script, monkeypatch))
    assert states == [False, True, False, True]


async def sweeps_after_breaks(script: Path, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many timers wait: after five broken lines, and after their time without any visit."""
    seconds = 0.0
    tabs = TabFiles(lambda: seconds)
    monkeypatch.setattr(sessions, "tab_files", lambda: tabs)
    monkeypatch.setattr(sessions, "SWEEP", 0.01)

    def count() -> int:
        handles = asyncio.get_running_loop()._scheduled  # type: ignore[attr-defined]
        return sum("_sweep_now" in repr(handle) and not handle.cancelled() for handle in handles)

    async with streamlit_with(Sessions, script) as runtime:
        for _ in range(5):
            line = Line()
            reader = runtime.connect_session(line, {})
            tabs.save("", reader, "", {}, 1)
            runtime.disconnect_session(reader, client=line)
        counts = [count()]
        seconds = 3 * MINUTES * 60
        await until(lambda: not tabs.has_waiting())
        await until(lambda: count() == 0)
        return [*counts, count()]


def test_one_timer_drops_the_files_of_all_closed_tabs(
    script: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asyncio.run(sweeps_after_breaks(script, monkeypatch)) == [1, 0]
