"""A long day: memory stays flat, and no thread, handle or session is left behind.

The short day runs with the other tests; the long one (`make soak`) is in the group `long`, which
CI runs after them.
"""

from __future__ import annotations

import asyncio
import time
from pathlib import Path
from random import Random

import pytest

from tests.soak.day import Day, growth, live, plot, write
from tests.soak.process import ROOT, Process, standing
from tests.soak.visits import visit

CURVES = ROOT / "build" / "soak"
SHORT = Day(sessions=40, reruns=1_000, at_once=8, warm=500, keeps=5)
LONG = Day(sessions=200, reruns=10_000, at_once=20, warm=2_000, keeps=10)
FLAT = 1.05
SETTLE_SECONDS = 30.0


@pytest.mark.parametrize(
    "day",
    [
        pytest.param(SHORT, id="short"),
        pytest.param(LONG, id="long", marks=pytest.mark.long),
    ],
)
def test_a_day_leaves_nothing_behind(day: Day, tmp_path: Path) -> None:
    kept = {"STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": str(day.keeps)}
    with standing(tmp_path, **kept) as process:
        asyncio.run(_one_visit(process, 0))
        before = _at_rest(process, day)
        looks, lost = asyncio.run(live(process, day))
        after = _at_rest(process, day)
        told = process.told()
        process.assert_no_fault()
    write(looks, CURVES / f"{day.reruns}.csv")
    drawn = plot(looks, day)
    grown = growth(looks, day)
    print(f"\n{drawn}\nmemory at the end over that after warm-up: {grown:.3f}")
    print(f"{looks[-1].seconds:.0f} s; threads, handles before {before}, after {after}")
    assert not lost, lost[:5]
    assert looks[-1].reruns == day.each * day.sessions
    assert grown <= FLAT, drawn
    assert after[0] <= before[0] + 1 and after[1] <= before[1] + 3, (before, after)
    assert told["connected"] == 0 and told["AppSession"] <= 1, told
    assert told["ScriptRunner"] == 0 and told["files"] == 0, told


async def _one_visit(process: Process, seed: int) -> None:
    await visit(process.address, Random(seed).getrandbits(32), 2)


def _at_rest(process: Process, day: Day) -> tuple[int, int]:
    """Threads and handles once every session has expired; the last visitor sweeps them out."""
    time.sleep(day.keeps + 1)
    asyncio.run(_one_visit(process, 1))
    # Its count collects first: what nobody holds any more is not left behind.
    process.told()
    end = time.monotonic() + SETTLE_SECONDS
    counts: list[tuple[int, int]] = []
    # Threads of a run go a moment after it.
    while len(counts) < 4 or len(set(counts[-4:])) > 1:
        assert time.monotonic() < end, counts
        held = process.held()
        counts.append((held.threads, held.handles))
        time.sleep(0.25)
    return counts[-1]
