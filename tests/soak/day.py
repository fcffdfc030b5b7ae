"""A long day: many visits, several at a time, with measurements of the server."""

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

SAMPLE_SECONDS = 0.5
MIB = 2**20


@dataclass(frozen=True)
class Day:
    """The size of a simulated day."""

    sessions: int
    reruns: int
    concurrent: int
    """Sessions open at the same time."""
    morning: int
    """Sessions after which the memory of the process should not grow any more."""
    session_ttl: int
    """Seconds for which the server keeps a disconnected session. With the shipped two minutes,
    sessions would accumulate for most of the day and none would be freed before its end."""

    @property
    def reruns_each(self) -> int:
        return self.reruns // self.sessions


@dataclass(frozen=True)
class Sample:
    """A measurement of the server at one moment of the day."""

    seconds: float
    reruns: int
    sessions: int
    usage: Usage


async def run_visits(
    process: Process, day: Day, visits: range, samples: list[Sample], seed: int = 2017
) -> list[str]:
    """Run these visits of the day, append to `samples`, and return the lost sessions."""
    last = samples[-1] if samples else None
    began = time.monotonic() - (last.seconds if last else 0)
    done, sessions = (last.reruns, last.sessions) if last else (0, 0)
    losses: list[str] = []
    numbers = iter(visits)

    def rerun() -> None:
        nonlocal done
        done += 1

    async def run_one_after_another() -> None:
        nonlocal sessions
        for number in numbers:
            try:
                await visit(process.address, seed + number, day.reruns_each, rerun)
            except SessionLost as error:
                losses.append(f"visit {number}: {error}")
            sessions += 1

    def take_sample() -> None:
        samples.append(Sample(time.monotonic() - began, done, sessions, process.measure_usage()))

    async def take_samples() -> None:
        while True:
            take_sample()
            await asyncio.sleep(SAMPLE_SECONDS)

    sampling = asyncio.create_task(take_samples())
    await asyncio.gather(*(run_one_after_another() for _ in range(day.concurrent)))
    sampling.cancel()
    take_sample()
    return losses


def write(samples: Sequence[Sample], file: Path) -> None:
    """Write the samples as CSV: seconds, reruns, ended sessions, bytes, threads, handles."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(("seconds", "reruns", "sessions", "memory", "rss", "threads", "handles"))
        for k in samples:
            usage = k.usage
            rows.writerow(
                (
                    *(f"{k.seconds:.2f}", k.reruns, k.sessions),
                    *(usage.memory, usage.resident, usage.threads, usage.handles),
                )
            )


def plot(samples: Sequence[Sample], day: Day, lines: int = 20, width: int = 50) -> str:
    """Memory by number of reruns, as text with one bar for each part of the day."""
    most = max(k.usage.memory for k in samples)
    bars = []
    for line in range(lines):
        low, high = (day.reruns * at / lines for at in (line, line + 1))
        part = [k for k in samples if low <= k.reruns < high]
        if not part:
            continue
        memory = median(k.usage.memory for k in part)
        threads, handles = (max(getattr(k.usage, n) for k in part) for n in ("threads", "handles"))
        bars.append(
            f"{int(low):6} {memory / MIB:6.1f} MiB {threads:4} threads {handles:4} handles "
            + "#" * round(memory / most * width)
        )
    return "\n".join(bars)
