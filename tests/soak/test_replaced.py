"""A register is replaced during twenty visits: no visit fails, and no page mixes both registers."""

from __future__ import annotations

import asyncio
import csv
import io
import os
import re
import shutil
import time
import urllib.request
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from campaign.site.page_list import PAGES
from tests.soak.process import PATIENCE, ROOT, Process, running
from tests.soak.reader import Page, Reader, reading

VIEWERS = 20
PATHS = [page.path for page in PAGES.values() if page.has_filters]
# Each with other rows, so that all numbers change; a broken file between the good ones.
STATES: tuple[int | None, ...] = (1, 2, None, 3, 1)
KEPT = "The earlier data are shown until the file is corrected."


@dataclass(frozen=True)
class ViewerRun:
    """What one run showed to one viewer, and when it was asked for."""

    viewer: int
    start: float
    page: Page

    @property
    def states(self) -> set[int]:
        """The states of the register that its titles and numbers on the page are of."""
        marks = {int(mark) for mark in re.findall(r"state-(\d)", self.page.words)}
        if "activities" in self.page.numbers:
            marks.add({_rows(state): state for state in (1, 2, 3)}[self.page.numbers["activities"]])
        return marks


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of `data/` whose register says in every title which state of it this is."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    _replace(tmp_path / "data", _state(1))
    return tmp_path / "data"


def test_a_register_is_replaced_under_twenty_viewers(data: Path, tmp_path: Path) -> None:
    with running(tmp_path, CAMPAIGN_DATA=str(data)) as process:
        asyncio.run(_look_on(process, data))
        counts = process.count_objects()
        process.assert_no_fault()
    # Whoever looks on now holds the register as it is now, and so does what all share.
    assert counts["Campaign"] == 1, counts
    assert len(counts["of"]) == 1, counts


async def _look_on(process: Process, data: Path) -> None:
    async with AsyncExitStack() as open_ones:
        readers = [
            await open_ones.enter_async_context(
                reading(process.address, PATHS[at % len(PATHS)], "lang=en")
            )
            for at in range(VIEWERS)
        ]
        runs: list[ViewerRun] = []
        looking = asyncio.gather(*(_look(at, reader, runs) for at, reader in enumerate(readers)))
        await _until_all_saw(runs, looking, time.monotonic())
        before = STATES[0]
        for state in STATES[1:]:
            _replace(data, b"\x00\x01broken" if state is None else _state(state))
            since = time.monotonic()
            await _until_all_saw(runs, looking, since)
            expected_state = before if state is None else state
            for run in runs:
                assert len(run.page.fingerprints) == 1, run.page.fingerprints
                assert len(run.states) <= 1, f"{run.states} on one page"
                if run.start >= since:
                    assert run.states <= {expected_state}, (state, run.states)
                    assert (KEPT in run.page.words) == (state is None)
            assert {state for run in runs if run.start >= since for state in run.states} == {
                expected_state
            }
            _ask_for_geometry(process)
            runs.clear()
            before = expected_state
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)


async def _look(at: int, reader: Reader, runs: list[ViewerRun]) -> None:
    await reader.arrive()
    while True:
        start = time.monotonic()
        await reader.rerun()
        runs.append(ViewerRun(at, start, reader.page))


async def _until_all_saw(
    runs: list[ViewerRun], looking: asyncio.Future[list[None]], since: float
) -> None:
    """Wait until every viewer had a run that was asked for after this moment."""
    end = time.monotonic() + PATIENCE
    while len({run.viewer for run in runs if run.start >= since}) < VIEWERS:
        if looking.done():
            looking.result()  # raises what a viewer failed of
        assert time.monotonic() < end, "a viewer got no answer"
        await asyncio.sleep(0.05)


def _ask_for_geometry(process: Process) -> None:
    """As every browser does that draws a map for the first time."""
    urllib.request.urlopen(f"{process.address}/geo/oblasts.geojson", timeout=PATIENCE).close()


def _rows(state: int) -> int:
    """How many activities this state of the register has."""
    return 77 - 10 * state


def _state(state: int) -> bytes:
    """The shipped register with its last rows left out and its state in every title."""
    with (ROOT / "data/2017/activities.csv").open(encoding="utf-8", newline="") as shipped:
        rows = list(csv.DictReader(shipped))
    out = io.StringIO()
    marked = csv.DictWriter(out, rows[0].keys())
    marked.writeheader()
    for row in rows[: _rows(state)]:
        marked.writerow(row | {"title": f"state-{state} {row['title']}"})
    return out.getvalue().encode()


def _replace(data: Path, content: bytes) -> None:
    """As `publish` and careful people do it: the new file is whole before it has the name."""
    path = data / "2017" / "activities.csv"
    fresh = path.with_name("activities.csv.new")
    fresh.write_bytes(content)
    os.replace(fresh, path)
