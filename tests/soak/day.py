"""A long day: many visits, several at a time, while the server is measured."""

from __future__ import annotations

import asyncio
import csv
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.viewer import SessionLost
from tests.soak.process import Process, Usage
from tests.soak.visits import visit

LOOK_SECONDS = 0.5
SOME_MIB = 2**20


@dataclass(frozen=True)
class Day:
    """How much happens."""

    sessions: int
    reruns: int
    at_once: int
    """Sessions open at the same time."""
    morning: int
    """Sessions after which the process should have all that it needs."""
    keeps: int
    """Seconds for which the server keeps a session that lost its line. The shipped two minutes
    would let sessions pile up for most of the day, and none would be freed before its end."""

    @property
    def each(self) -> int:
        return self.reruns // self.sessions


@dataclass(frozen=True)
class Look:
    """The server at one moment of the day."""

    seconds: float
    reruns: int
    sessions: int
    usage: Usage


async def live(
    process: Process, day: Day, visits: range, looks: list[Look], seed: int = 2017
) -> list[str]:
    """Let these visits of the day happen, add to the looks, and say what went wrong with whom."""
    last = looks[-1] if looks else None
    began = time.monotonic() - (last.seconds if last else 0)
    done, sessions = (last.reruns, last.sessions) if last else (0, 0)
    losses: list[str] = []
    coming = iter(visits)

    def rerun() -> None:
        nonlocal done
        done += 1

    async def one_place() -> None:
        nonlocal sessions
        for number in coming:
            try:
                await visit(process.address, seed + number, day.each, rerun)
            except SessionLost as fault:
                losses.append(f"visit {number}: {fault}")
            sessions += 1

    def look() -> None:
        looks.append(Look(time.monotonic() - began, done, sessions, process.measure_usage()))

    async def look_on() -> None:
        while True:
            look()
            await asyncio.sleep(LOOK_SECONDS)

    looking = asyncio.create_task(look_on())
    await asyncio.gather(*(one_place() for _ in range(day.at_once)))
    looking.cancel()
    look()
    return losses


def write(looks: Sequence[Look], file: Path) -> None:
    """The curve as CSV: seconds, reruns, sessions that came and went, bytes, threads, handles."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(("seconds", "reruns", "sessions", "memory", "rss", "threads", "handles"))
        for k in looks:
            usage = k.usage
            rows.writerow(
                (
                    *(f"{k.seconds:.2f}", k.reruns, k.sessions),
                    *(usage.memory, usage.resident, usage.threads, usage.handles),
                )
            )


def plot(looks: Sequence[Look], day: Day, lines: int = 20, width: int = 50) -> str:
    """Memory over reruns, one bar for each stretch of the day."""
    most = max(k.usage.memory for k in looks)
    bars = []
    for line in range(lines):
        low, high = (day.reruns * at / lines for at in (line, line + 1))
        part = [k for k in looks if low <= k.reruns < high]
        if not part:
            continue
        memory = median(k.usage.memory for k in part)
        threads, handles = (max(getattr(k.usage, n) for k in part) for n in ("threads", "handles"))
        bars.append(
            f"{int(low):6} {memory / SOME_MIB:6.1f} MiB {threads:4} threads {handles:4} handles "
            + "#" * round(memory / most * width)
        )
    return "\n".join(bars)
