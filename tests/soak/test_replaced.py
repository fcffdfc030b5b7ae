"""A register is replaced during twenty visits: no visit fails, and no page mixes both registers.

It is a CSV file, or a Parquet file that DuckDB reads for each list.
"""

from __future__ import annotations

import asyncio
import csv
import os
import re
import shutil
import time
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from campaign.dataset.engines.convert import convert_to_parquet
from campaign.dataset.engines.engine import ignore_share
from campaign.schema.rules import RULES
from campaign.site.page_list import PAGES
from tests.soak.process import ROOT, TIMEOUT, Process, running
from tests.soak.reader import Page, Reader, reading

VIEWERS = 20
PATHS = [page.path for page in PAGES.values() if page.has_filters]
# Registers with different numbers of rows, so that all numbers change; None is a broken file.
STATES: tuple[int | None, ...] = (1, 2, None, 3, 1)


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


@dataclass(frozen=True)
class Register:
    """A register with its state in every title."""

    path: Path
    write: Callable[[Path, int], None]
    """Writes a file in one state of the register."""
    kept_notice: str
    """The notice while the register is broken."""
    broken_log: str = ""
    """The pattern of a line in the log about the broken file."""

    def replace(self, state: int | None) -> None:
        """Replace it as `publish` does: the new file is complete before it has the name."""
        fresh = self.path.with_name(f".{self.path.name}.new")
        if state is None:
            fresh.write_bytes(b"\x00\x01broken")
        else:
            self.write(fresh, state)
        os.replace(fresh, self.path)


@pytest.fixture(params=["csv", "parquet"])
def register(tmp_path: Path, request: pytest.FixtureRequest) -> Register:
    """The register in a copy of `data/`."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    year = tmp_path / "data" / "2017"
    if request.param == "csv":
        notice = RULES["earlier_data_shown"].message
        register = Register(year / "activities.csv", _write_csv, notice)
    else:
        (year / "activities.csv").unlink()
        settings = 'engine = "duckdb"\npath = "register.parquet"\n'
        (year / "register.toml").write_text(settings, encoding="utf-8")
        notice = RULES["earlier_register_shown"].message
        path = year / "register.parquet"
        register = Register(path, _write_parquet, notice, r"DuckDB: \w+Exception\n")
    register.replace(STATES[0])
    return register


def test_a_register_is_replaced_under_twenty_viewers(register: Register, tmp_path: Path) -> None:
    with running(tmp_path, CAMPAIGN_DATA=str(tmp_path / "data")) as process:
        asyncio.run(_watch_replacements(process, register))
        counts = process.count_objects()
        process.assert_no_errors(register.broken_log)
    # All sessions and shared caches have the current register.
    assert counts["Campaign"] == 1, counts
    assert len(counts["of"]) == 1, counts


async def _watch_replacements(process: Process, register: Register) -> None:
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
            register.replace(state)
            since = time.monotonic()
            await _wait_until_all_reran(runs, viewing, since)
            expected_state = before if state is None else state
            for run in runs:
                assert len(run.page.fingerprints) == 1, run.page.fingerprints
                assert len(run.states) <= 1, f"{run.states} on one page"
                if run.start >= since:
                    assert run.states <= {expected_state}, (state, run.states)
                    assert (register.kept_notice in run.page.words) == (state is None)
            if state is not None:
                assert any("state-" in run.page.words for run in runs if run.start >= since)
            assert {state for run in runs if run.start >= since for state in run.states} == {
                expected_state
            }
            runs.clear()
            before = expected_state
        viewing.cancel()
        await asyncio.gather(viewing, return_exceptions=True)


async def _rerun_repeatedly(at: int, reader: Reader, runs: list[ViewerRun]) -> None:
    await reader.arrive()
    while True:
        start = time.monotonic()
        await reader.rerun()
        runs.append(ViewerRun(at, start, reader.text))


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


def _row_count(state: int) -> int:
    """The number of activities in this state of the register."""
    return 77 - 10 * state


def _write_csv(path: Path, state: int) -> None:
    """Write the shipped register without its last rows and with its state in every title."""
    with (ROOT / "data/2017/activities.csv").open(encoding="utf-8", newline="") as shipped:
        rows = list(csv.DictReader(shipped))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        for row in rows[: _row_count(state)]:
            writer.writerow(row | {"title": f"state-{state} {row['title']}"})


def _write_parquet(path: Path, state: int) -> None:
    source = path.with_name(".rows.csv")
    _write_csv(source, state)
    conversion = convert_to_parquet(source, path, source.name, ignore_share)
    assert conversion.rows == _row_count(state)
    source.unlink()
