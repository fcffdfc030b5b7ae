"""A long day: memory stays flat, and no thread, handle or session is left behind.

`make short-day` has the short day; the long one is in the group `long`, which `make soak` and CI
run. Nothing is judged by the clock: a slow machine has a longer day.
"""

from __future__ import annotations

import asyncio
import os
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.soak.day import Day, Look, live, plot, write
from tests.soak.process import ROOT, Process, Usage, running
from tests.soak.visits import look_round, visit

CURVES = ROOT / "build" / "soak"
SHORT = Day(sessions=40, reruns=1_000, at_once=8, morning=20, keeps=5)
LONG = Day(
    sessions=200, reruns=int(os.environ.get("RERUNS", 3_000)), at_once=20, morning=40, keeps=10
)
FLAT = 1.03
"""The most that memory in use may grow from noon to evening: nothing that is allowed to."""
NAMES = 4.5 * 2**20
"""Bytes: once in a day the names in use pass a power of two, and Python's table of them doubles."""
WITH_HOLES = 1.15
"""The same of all memory of the process: how the heap falls into holes differs from day to day."""
ROUNDS = 20


@dataclass(frozen=True)
class Rest:
    """The server when every reader is gone and nothing is kept for others."""

    usage: Usage
    counts: dict[str, Any]

    def __str__(self) -> str:
        usage = self.usage
        return f"{usage.memory / 2**20:.1f} MiB, {usage.threads} threads, {usage.handles} handles"


@pytest.mark.parametrize(
    "day",
    [
        pytest.param(SHORT, id="short"),
        pytest.param(LONG, id="long", marks=pytest.mark.long),
    ],
)
def test_a_day_leaves_nothing_behind(day: Day, tmp_path: Path) -> None:
    settings = {"STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": str(day.keeps)}
    looks: list[Look] = []
    losses: list[str] = []
    with running(tmp_path, **settings) as process:
        # What each kind of page needs for the first time is there from then on.
        asyncio.run(look_round(process.address))
        dawn = _at_rest(process, day)
        losses += asyncio.run(live(process, day, range(day.morning), looks))
        noon = _at_rest(process, day)
        losses += asyncio.run(live(process, day, range(day.morning, day.sessions), looks))
        evening = _at_rest(process, day)
        process.assert_no_fault()
    write(looks, CURVES / f"{day.reruns}.csv")
    grown = {
        what: evening.counts[what] / noon.counts[what]
        for what in ("allocated", "blocks")
        if noon.counts[what]
    }
    holes = evening.usage.memory / noon.usage.memory
    print(f"\n{plot(looks, day)}\nat dawn {dawn}; at noon {noon}; in the evening {evening}")
    print(f"evening over noon: {grown}, with holes {holes:.3f}; new: {evening.counts['grown']}")
    assert not losses, losses[:5]
    assert looks[-1].reruns == day.each * day.sessions
    assert grown["blocks"] <= FLAT, grown
    if "allocated" in grown:
        assert evening.counts["allocated"] <= FLAT * noon.counts["allocated"] + NAMES, grown
    assert holes <= WITH_HOLES
    assert evening.usage.threads <= dawn.usage.threads + 1
    assert evening.usage.handles <= dawn.usage.handles + 3
    counts = evening.counts
    assert counts["connected"] == 0 and counts["AppSession"] <= 1, counts
    assert counts["ScriptRunner"] == 0 and counts["files"] == 0, counts
    # Where each session leaves something behind, there is one more of some kind for each.
    assert max(counts["grown"].values(), default=0) < day.sessions - day.morning, counts["grown"]


async def _one_visit(process: Process, seed: int) -> None:
    await visit(process.address, Random(seed).getrandbits(32), 2)


def _at_rest(process: Process, day: Day) -> Rest:
    """The server once every session has expired; the last visitor sweeps them out.

    Where it does not come to rest, as it is after so many visits.
    """
    for _ in range(ROUNDS):
        time.sleep(day.keeps + 1)
        asyncio.run(_one_visit(process, 1))
        counts = process.count_objects()
        for _ in range(ROUNDS):
            # The calls of a connection end some time after its reader has gone.
            if not counts["WebSocket"]:
                break
            time.sleep(0.5)
            counts = process.count_objects()
        is_empty = (
            counts["connected"] == 0 and counts["AppSession"] <= 1 and counts["ScriptRunner"] == 0
        )
        if is_empty and "ScriptRunner.scriptThread" not in counts["threads"]:
            break
    counts = process.count_objects(bare=True)
    return Rest(process.measure_usage(), counts)
