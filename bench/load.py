"""Many viewers at once, each changing the filter without pause; runs in a separate process.

    python -m bench.load --address http://127.0.0.1:8501 --page map --widget regions \\
        --viewers 20 --seconds 10

prints the measured values as one JSON object.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import subprocess
import sys
import time
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass, field
from typing import Any

from bench.memory import resident_bytes
from bench.processor import processor_seconds
from bench.served import Server, serving
from bench.spread import median_or_none, percentile
from bench.subject import ROOT, Subject
from bench.viewer import SessionLost, Viewer, viewing

ARRIVALS_AT_ONCE = 4
"""The most viewers whose first run is at the same time."""


@dataclass
class Tally:
    """The reruns and lost sessions of one load."""

    durations: list[float] = field(default_factory=list)
    """Seconds of every rerun that began in the measured time."""
    end: float = 0.0
    """The end of the last of them."""
    wire: int = 0
    lost_sessions: list[str] = field(default_factory=list)


async def apply_load(
    address: str, page: str, widget: str, viewers: int, seconds: float
) -> dict[str, Any]:
    """Open the page for `viewers`, then change the filter of each without pause for `seconds`.

    Returns reruns, reruns per second, p50 and p95 in seconds, lost sessions with their reasons, and
    the share of a core that this driver took: near 1, the driver and not the server is the limit.
    """
    tally, arrivals = Tally(), asyncio.Semaphore(ARRIVALS_AT_ONCE)
    async with AsyncExitStack() as stack:

        async def open_viewer() -> Viewer | None:
            async with arrivals:
                try:
                    viewer = await stack.enter_async_context(viewing(address, page))
                    await viewer.arrive()
                    return viewer
                except SessionLost as error:
                    tally.lost_sessions.append(str(error))
                    return None

        open_viewers = await asyncio.gather(*(open_viewer() for _ in range(viewers)))
        gc.collect()
        gc.freeze()
        processor_start, start = time.process_time(), time.perf_counter()
        end = start + seconds
        await asyncio.gather(
            *(
                _change_until(viewer, widget, at, end, tally)
                for at, viewer in enumerate(open_viewers)
                if viewer
            )
        )
        driver = (time.process_time() - processor_start) / (time.perf_counter() - start)
    return {
        "viewers": viewers,
        "seconds": seconds,
        "reruns": len(tally.durations),
        # Includes reruns that end after the time is up: a slow server may finish none before.
        "reruns_per_s": len(tally.durations) / (tally.end - start) if tally.durations else 0.0,
        "p50_s": percentile(tally.durations, 0.5),
        "p95_s": percentile(tally.durations, 0.95),
        "longest_s": max(tally.durations, default=None),
        "lost": len(tally.lost_sessions),
        "reasons": sorted(set(tally.lost_sessions)),
        "wire_per_rerun": tally.wire / len(tally.durations) if tally.durations else None,
        "driver_share_of_core": driver,
    }


async def _change_until(viewer: Viewer, widget: str, at: int, end: float, tally: Tally) -> None:
    while time.perf_counter() < end:
        try:
            options = viewer.widget(widget).options
            run = await viewer.choose(widget, [options[at % len(options)]])
        except (SessionLost, KeyError) as error:
            tally.lost_sessions.append(repr(error))
            return
        tally.durations.append(run.seconds)
        tally.wire += run.wire
        tally.end = time.perf_counter()
        at += 1


async def choose_each(viewer: Viewer, widget: str, most: int | None = None) -> None:
    """Choose every oblast once, or the first `most` of them."""
    for option in viewer.widget(widget).options[:most]:
        await viewer.choose(widget, [option])


async def warm_up(address: str, subject: Subject) -> None:
    """Let one viewer open the page, choose every oblast once, and leave."""
    async with viewing(address, subject.page) as viewer:
        await viewer.arrive()
        await choose_each(viewer, subject.widget)


def measure(subject: Subject, viewers: int, seconds: float) -> dict[str, Any]:
    """Measure a load on a fresh server from another process, with its memory and processor time."""
    with serving(subject) as server:
        asyncio.run(warm_up(server.address, subject))
        memory_before, processor_before = resident_bytes(server.pid), processor_seconds(server.pid)
        result = drive(server.address, subject, viewers, seconds)
        runs = result["reruns"] + viewers  # the first run of each viewer counts too
        return result | {
            "rss_before": memory_before,
            "rss_after": resident_bytes(server.pid),
            # Other programs hardly affect it, unlike the elapsed time.
            "processor_s_per_run": (processor_seconds(server.pid) - processor_before) / runs,
        }


def median_round(rounds: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the median of each value over the rounds, the sum of lost sessions, and the rounds."""
    result: dict[str, Any] = {
        name: median_or_none([result[name] for result in rounds if result[name] is not None])
        for name in rounds[0]
        if name not in ("lost", "reasons")
    }
    reasons = sorted({reason for result in rounds for reason in result["reasons"]})
    lost_sessions = sum(result["lost"] for result in rounds)
    return result | {"lost": lost_sessions, "reasons": reasons, "rounds": rounds}


def drive(address: str, subject: Subject, viewers: int, seconds: float) -> dict[str, Any]:
    """Run `apply_load` in a separate process."""
    command = [
        *(sys.executable, "-m", "bench.load", "--address", address),
        *("--page", subject.page, "--widget", subject.widget),
        *("--viewers", str(viewers), "--seconds", str(seconds)),
    ]
    process = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    result: dict[str, Any] = json.loads(process.stdout)
    return result


@dataclass(frozen=True)
class SessionMemory:
    """Memory of a server with few and with many open sessions, all of them used."""

    few: int
    many: int
    rss_few: int
    rss_many: int

    @property
    def per_session(self) -> float:
        """Bytes for each session between the few and the many."""
        return (self.rss_many - self.rss_few) / (self.many - self.few)


def measure_memory(subject: Subject, few: int = 20, many: int = 100) -> dict[str, Any]:
    """Measure memory per further session on a fresh server, with sessions opened one by one.

    Each session has chosen three oblasts. The first ones load libraries, caches and the
    allocator's arenas, so the value is the growth from `few` to `many` sessions.
    """
    with serving(subject) as server:
        memory = asyncio.run(_open_sessions(server, subject, few, many))
    return asdict(memory) | {"per_session": memory.per_session}


async def _open_sessions(server: Server, subject: Subject, few: int, many: int) -> SessionMemory:
    await warm_up(server.address, subject)
    sizes = {}
    async with AsyncExitStack() as stack:
        for count in range(1, many + 1):
            viewer = await stack.enter_async_context(viewing(server.address, subject.page))
            await viewer.arrive()
            await choose_each(viewer, subject.widget, 3)
            if count in (few, many):
                await asyncio.sleep(1)
                sizes[count] = resident_bytes(server.pid)
    return SessionMemory(few, many, sizes[few], sizes[many])


def main() -> None:
    """Measure one load and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", required=True)
    parser.add_argument("--page", default="")
    parser.add_argument("--widget", required=True)
    parser.add_argument("--viewers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=10)
    arguments = parser.parse_args()
    result = apply_load(
        arguments.address, arguments.page, arguments.widget, arguments.viewers, arguments.seconds
    )
    print(json.dumps(asyncio.run(result)))


if __name__ == "__main__":
    main()
