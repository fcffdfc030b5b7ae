"""What was on its way to a browser when its line broke is lost; the page must heal of that."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bench.viewer import Viewer, viewing
from tests.soak.process import Process, standing
from tests.soak.visits import break_off

LINK = "lang=ru&oblast=KG-N&classes=4"


@pytest.mark.parametrize("page", ["", "map"])
def test_a_page_that_never_arrived_is_no_fault(page: str, tmp_path: Path) -> None:
    with standing(tmp_path) as process:
        viewer = asyncio.run(_come_back_knowing_nothing(process, page))
        process.assert_no_fault()
    assert "lang=ru" in viewer.query and "classes=4" in viewer.query


async def _come_back_knowing_nothing(process: Process, page: str) -> Viewer:
    async with viewing(process.address, page, LINK) as first:
        await first.arrive()
        session = first.session
        break_off(first)
    # The server takes it that the browser holds what the run before has sent.
    async with viewing(process.address, page, LINK, session=session) as second:
        for _ in range(4):
            await second.rerun()
        return second
