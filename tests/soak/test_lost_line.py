"""A reader whose connection breaks at any moment gets the whole page again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bench.viewer import Viewer, viewing
from tests.soak.process import PATIENCE, Process, busy_processors, running
from tests.soak.visits import break_off

LINK = "lang=ru&oblast=KG-N&classes=4"
LONGEST = {"patience": PATIENCE}
# Streamlit sends to one session after another, and rests a moment after each message. In the pass
# that begins after the file is there, that rest lasts until the session named in it has an answer.
HOLD = """
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
def test_a_page_that_never_arrived_is_no_fault(page: str, tmp_path: Path) -> None:
    with running(tmp_path) as process:
        viewer = asyncio.run(_come_back_knowing_nothing(process, page))
        process.assert_no_fault()
    assert "lang=ru" in viewer.query and "classes=4" in viewer.query


async def _come_back_knowing_nothing(process: Process, page: str) -> Viewer:
    async with viewing(process.address, page, LINK, **LONGEST) as first:
        await first.arrive()
        session = first.session
        break_off(first)
    # The server takes it that the browser holds what the run before has sent.
    async with viewing(process.address, page, LINK, session=session, **LONGEST) as second:
        for _ in range(4):
            await second.rerun()
        return second


@pytest.fixture(scope="module")
def slow_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Process, Path]]:
    """An app that others leave little of the machine, and the file that holds up its sending."""
    folder = tmp_path_factory.mktemp("held")
    hold = folder / "hold"
    inside = HOLD.format(file=str(hold))
    with busy_processors(), running(folder, inside=inside) as process:
        yield process, hold


@pytest.mark.parametrize("when", ["before", "while", "after"])
def test_who_comes_back_is_answered_whenever_the_server_notices(
    when: str, slow_app: tuple[Process, Path]
) -> None:
    """Before the server notices that the line is broken, while it still sends there, and after."""
    process, hold = slow_app
    asyncio.run(_come_back(process, hold, when))
    process.assert_no_fault()


async def _come_back(process: Process, hold: Path, when: str) -> None:
    async with (
        viewing(process.address, "map", LINK, **LONGEST) as other,
        viewing(process.address, "", LINK, **LONGEST) as first,
    ):
        await other.arrive()
        await first.arrive()
        before = first.widgets.keys()
        sending = None
        if when == "after":
            break_off(first)
            await _until(lambda: process.count_objects()["connected"] == 1)
        else:
            draft = hold.with_suffix(".new")
            draft.write_text(first.session)
            draft.rename(hold)
            sending = asyncio.create_task(other.rerun())
            await _until(lambda: not hold.exists())
        if when == "while":
            break_off(first)
            await _until(lambda: process.count_objects()["connected"] == 1)
        async with viewing(process.address, session=first.session, **LONGEST) as second:
            second.remember(first)
            await second.rerun()
            assert second.session == first.session and second.widgets.keys() == before
            if sending is not None:
                await sending
            break_off(first)  # a server that had not noticed does so now
            await other.rerun()
            await second.rerun()
            assert second.widgets.keys() == before


async def _until(true: Callable[[], Any]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not true():
            await asyncio.sleep(0.05)
