"""A long day: memory does not grow, and no thread, handle or session remains.

`make short-day` runs the short day; the long one is in the group `long`, which `make soak` and CI
run. No result depends on time: a slow machine has a longer day.
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

from tests.soak.day import Day, Sample, plot, run_visits, write
from tests.soak.process import ROOT, Process, Usage, running
from tests.soak.visits import open_all_pages, visit

CURVES = ROOT / "build" / "soak"
SHORT = Day(sessions=40, reruns=1_000, concurrent=8, morning=20, session_ttl=5)
LONG = Day(
    sessions=200,
    reruns=int(os.environ.get("RERUNS", 3_000)),
    concurrent=20,
    morning=40,
    session_ttl=10,
)
MAX_GROWTH = 1.03
"""The maximum ratio of memory in use in the evening to that at noon."""
NAME_TABLE_BYTES = 4.5 * 2**20
"""Bytes by which Python's table of names may grow once in a day, when it doubles."""
MAX_TOTAL_GROWTH = 1.15
"""The maximum ratio for all memory of the process: fragmentation differs from day to day."""
ROUNDS = 20


@dataclass(frozen=True)
class IdleState:
    """The server without readers and with empty shared caches."""

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
def test_memory_threads_handles_and_sessions_do_not_grow(day: Day, tmp_path: Path) -> None:
    settings = {"STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": str(day.session_ttl)}
    samples: list[Sample] = []
    losses: list[str] = []
    with running(tmp_path, **settings) as process:
        # The first visit to each kind of page loads what the process then keeps.
        asyncio.run(open_all_pages(process.address))
        dawn = _idle_state(process, day)
        losses += asyncio.run(run_visits(process, day, range(day.morning), samples))
        noon = _idle_state(process, day)
        losses += asyncio.run(run_visits(process, day, range(day.morning, day.sessions), samples))
        evening = _idle_state(process, day)
        process.assert_no_errors()
    write(samples, CURVES / f"{day.reruns}.csv")
    growth = {
        what: evening.counts[what] / noon.counts[what]
        for what in ("allocated", "blocks")
        if noon.counts[what]
    }
    total_growth = evening.usage.memory / noon.usage.memory
    print(f"\n{plot(samples, day)}\nat dawn {dawn}; at noon {noon}; in the evening {evening}")
    print(f"evening over noon: {growth}, total {total_growth:.3f}; new: {evening.counts['grown']}")
    assert not losses, losses[:5]
    assert samples[-1].reruns == day.reruns_each * day.sessions
    assert growth["blocks"] <= MAX_GROWTH, growth
    if "allocated" in growth:
        assert (
            evening.counts["allocated"] <= MAX_GROWTH * noon.counts["allocated"] + NAME_TABLE_BYTES
        ), growth
    assert total_growth <= MAX_TOTAL_GROWTH
    assert evening.usage.threads <= dawn.usage.threads + 1
    assert evening.usage.handles <= dawn.usage.handles + 3
    counts = evening.counts
    assert counts["connected"] == 0 and counts["AppSession"] <= 1, counts
    assert counts["ScriptRunner"] == 0 and counts["files"] == 0, counts
    # If every session leaked an object, some type would have one more for each session.
    assert max(counts["grown"].values(), default=0) < day.sessions - day.morning, counts["grown"]


async def _one_visit(process: Process, seed: int) -> None:
    await visit(process.address, Random(seed).getrandbits(32), 2)


def _idle_state(process: Process, day: Day) -> IdleState:
    """The server after every session has expired; a visit makes it remove expired sessions.

    If sessions remain after `ROUNDS` visits, the state at that time.
    """
    for _ in range(ROUNDS):
        time.sleep(day.session_ttl + 1)
        asyncio.run(_one_visit(process, 1))
        counts = process.count_objects()
        for _ in range(ROUNDS):
            # The calls of a connection end some time after its reader has disconnected.
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
    return IdleState(process.measure_usage(), counts)
