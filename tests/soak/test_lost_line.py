"""A reader whose connection breaks at any moment gets the whole page again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bench.viewer import Viewer, viewing
from tests.soak.process import TIMEOUT, Process, busy_processors, running
from tests.soak.visits import abort_connection

LINK = "lang=ru&oblast=KG-N&classes=4"
VIEWER_OPTIONS = {"timeout": TIMEOUT}
# Streamlit sends to one session after another and pauses after each message. In the first pass
# after the file exists, that pause lasts until the session that the file names has an answer.
HOLD_SENDING = """
import asyncio, types
from streamlit.runtime import runtime

def answered(session):
    client = runtime.Runtime.instance()._session_mgr.get_active_session_info(session)
    messages = client.session._browser_queue._queue if client else ()
    return any(message.WhichOneof("type") == "script_finished" for message in messages)

async def rest(seconds):
    await asyncio.sleep(seconds)
    if seconds == 0 and os.path.exists({file!r}):
        with open({file!r}) as named:
            session = named.read()
        os.remove({file!r})
        while not answered(session):
            await asyncio.sleep(0.01)

runtime.asyncio = types.SimpleNamespace(**(vars(asyncio) | {{"sleep": rest}}))
"""


@pytest.mark.parametrize("page", ["", "map"])
def test_a_page_that_never_arrived_is_not_an_error(page: str, tmp_path: Path) -> None:
    with running(tmp_path) as process:
        viewer = asyncio.run(_reconnect_without_messages(process, page))
        process.assert_no_errors()
    assert "lang=ru" in viewer.query and "classes=4" in viewer.query


async def _reconnect_without_messages(process: Process, page: str) -> Viewer:
    async with viewing(process.address, page, LINK, **VIEWER_OPTIONS) as first:
        await first.arrive()
        session = first.session
        abort_connection(first)
    # The server assumes that the browser has the messages of the run before.
    async with viewing(process.address, page, LINK, session=session, **VIEWER_OPTIONS) as second:
        for _ in range(4):
            await second.rerun()
        return second


@pytest.fixture(scope="module")
def slow_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Process, Path]]:
    """An app on busy processors, and the file that pauses its sending."""
    folder = tmp_path_factory.mktemp("held")
    hold = folder / "hold"
    inside = HOLD_SENDING.format(file=str(hold))
    with busy_processors(), running(folder, inside=inside) as process:
        yield process, hold


@pytest.mark.parametrize("when", ["before", "while", "after"])
def test_a_reconnected_reader_is_answered_whenever_the_server_notices(
    when: str, slow_app: tuple[Process, Path]
) -> None:
    """Before the server notices the broken connection, while it still sends to it, and after."""
    process, hold = slow_app
    asyncio.run(_reconnect(process, hold, when))
    process.assert_no_errors()


async def _reconnect(process: Process, hold: Path, when: str) -> None:
    async with (
        viewing(process.address, "map", LINK, **VIEWER_OPTIONS) as other,
        viewing(process.address, "", LINK, **VIEWER_OPTIONS) as first,
    ):
        await other.arrive()
        await first.arrive()
        before = first.widgets.keys()
        sending = None
        if when == "after":
            abort_connection(first)
            await _wait_until(lambda: process.count_objects()["connected"] == 1)
        else:
            draft = hold.with_suffix(".new")
            draft.write_text(first.session)
            draft.rename(hold)
            sending = asyncio.create_task(other.rerun())
            await _wait_until(lambda: not hold.exists())
        if when == "while":
            abort_connection(first)
            await _wait_until(lambda: process.count_objects()["connected"] == 1)
        async with viewing(process.address, session=first.session, **VIEWER_OPTIONS) as second:
            second.remember(first)
            await second.rerun()
            assert second.session == first.session and second.widgets.keys() == before
            if sending is not None:
                await sending
            abort_connection(first)  # a server that has not noticed it before notices it now
            await other.rerun()
            await second.rerun()
            assert second.widgets.keys() == before


async def _wait_until(condition: Callable[[], Any]) -> None:
    async with asyncio.timeout(TIMEOUT):
        while not condition():
            await asyncio.sleep(0.05)
