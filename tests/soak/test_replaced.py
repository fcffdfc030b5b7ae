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
from tests.soak.process import ROOT, TIMEOUT, Process, running
from tests.soak.reader import Page, Reader, reading

VIEWERS = 20
PATHS = [page.path for page in PAGES.values() if page.has_filters]
# Registers with different numbers of rows, so that all numbers change; None is a broken file.
STATES: tuple[int | None, ...] = (1, 2, None, 3, 1)
KEPT_NOTICE = "The earlier data are shown until the file is corrected."


@dataclass(frozen=True)
class ViewerRun:
    """The page of one run of one viewer, and the time of its request."""

    viewer: int
    start: float
    page: Page

    @property
    def states(self) -> set[int]:
        """The states of the register from which the titles and numbers on the page are."""
        marks = {int(mark) for mark in re.findall(r"state-(\d)", self.page.words)}
        if "activities" in self.page.numbers:
            marks.add(
                {_row_count(state): state for state in (1, 2, 3)}[self.page.numbers["activities"]]
            )
        return marks


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of `data/` whose register has its state in every title."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    _replace(tmp_path / "data", _register_in_state(1))
    return tmp_path / "data"


def test_a_register_is_replaced_under_twenty_viewers(data: Path, tmp_path: Path) -> None:
    with running(tmp_path, CAMPAIGN_DATA=str(data)) as process:
        asyncio.run(_watch_replacements(process, data))
        counts = process.count_objects()
        process.assert_no_errors()
    # All sessions and shared caches have the current register.
    assert counts["Campaign"] == 1, counts
    assert len(counts["of"]) == 1, counts


async def _watch_replacements(process: Process, data: Path) -> None:
    async with AsyncExitStack() as stack:
        readers = [
            await stack.enter_async_context(
                reading(process.address, PATHS[at % len(PATHS)], "lang=en")
            )
            for at in range(VIEWERS)
        ]
        runs: list[ViewerRun] = []
        viewing = asyncio.gather(
            *(_rerun_repeatedly(at, reader, runs) for at, reader in enumerate(readers))
        )
        await _wait_until_all_reran(runs, viewing, time.monotonic())
        before = STATES[0]
        for state in STATES[1:]:
            _replace(data, b"\x00\x01broken" if state is None else _register_in_state(state))
            since = time.monotonic()
            await _wait_until_all_reran(runs, viewing, since)
            expected_state = before if state is None else state
            for run in runs:
                assert len(run.page.fingerprints) == 1, run.page.fingerprints
                assert len(run.states) <= 1, f"{run.states} on one page"
                if run.start >= since:
                    assert run.states <= {expected_state}, (state, run.states)
                    assert (KEPT_NOTICE in run.page.words) == (state is None)
            assert {state for run in runs if run.start >= since for state in run.states} == {
                expected_state
            }
            _request_geometry(process)
            runs.clear()
            before = expected_state
        viewing.cancel()
        await asyncio.gather(viewing, return_exceptions=True)


async def _rerun_repeatedly(at: int, reader: Reader, runs: list[ViewerRun]) -> None:
    await reader.arrive()
    while True:
        start = time.monotonic()
        await reader.rerun()
        runs.append(ViewerRun(at, start, reader.page))


async def _wait_until_all_reran(
    runs: list[ViewerRun], viewing: asyncio.Future[list[None]], since: float
) -> None:
    """Wait until every viewer had a run that was requested after this time."""
    end = time.monotonic() + TIMEOUT
    while len({run.viewer for run in runs if run.start >= since}) < VIEWERS:
        if viewing.done():
            viewing.result()  # raises the error of a viewer
        assert time.monotonic() < end, "a viewer got no answer"
        await asyncio.sleep(0.05)


def _request_geometry(process: Process) -> None:
    """Request the geometry, as a browser does for its first map."""
    urllib.request.urlopen(f"{process.address}/geo/oblasts.geojson", timeout=TIMEOUT).close()


def _row_count(state: int) -> int:
    """The number of activities in this state of the register."""
    return 77 - 10 * state


def _register_in_state(state: int) -> bytes:
    """The shipped register without its last rows and with its state in every title."""
    with (ROOT / "data/2017/activities.csv").open(encoding="utf-8", newline="") as shipped:
        rows = list(csv.DictReader(shipped))
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys())
    writer.writeheader()
    for row in rows[: _row_count(state)]:
        writer.writerow(row | {"title": f"state-{state} {row['title']}"})
    return out.getvalue().encode()


def _replace(data: Path, content: bytes) -> None:
    """Replace the register as `publish` does: the new file is complete before it has the name."""
    path = data / "2017" / "activities.csv"
    fresh = path.with_name("activities.csv.new")
    fresh.write_bytes(content)
    os.replace(fresh, path)
