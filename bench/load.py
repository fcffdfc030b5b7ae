"""Many viewers at once, each changing the filter without pause; runs in a process of its own.

    python -m bench.load --address http://127.0.0.1:8501 --page map --widget oblasts:page:en \\
        --viewers 20 --seconds 10

prints what it measured as one JSON object.
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

from bench.memory import resident
from bench.processor import spent
from bench.served import Served, served
from bench.spread import middle, percentile
from bench.subject import ROOT, Subject
from bench.viewer import Lost, Viewer, viewing

AT_THE_DOOR = 4
"""Viewers who may be making their first run at the same time."""


@dataclass
class Tally:
    """What the viewers of one load went through."""

    lasted: list[float] = field(default_factory=list)
    """Seconds of every rerun begun in the time measured."""
    ended: float = 0.0
    """When the last of them ended."""
    wire: int = 0
    lost: list[str] = field(default_factory=list)


async def press(
    address: str, page: str, widget: str, viewers: int, seconds: float
) -> dict[str, Any]:
    """Let `viewers` arrive, then change the filter again and again for `seconds`.

    Gives reruns, reruns per second, p50 and p95 in seconds, lost sessions with their reasons, and
    the share of a core that this driver took: near 1 it, not the server, would be what is measured.
    """
    tally, door = Tally(), asyncio.Semaphore(AT_THE_DOOR)
    async with AsyncExitStack() as open_ones:

        async def come() -> Viewer | None:
            async with door:
                try:
                    viewer = await open_ones.enter_async_context(viewing(address, page))
                    await viewer.arrive()
                    return viewer
                except Lost as fault:
                    tally.lost.append(str(fault))
                    return None

        came = await asyncio.gather(*(come() for _ in range(viewers)))
        gc.collect()
        gc.freeze()
        busy, began = time.process_time(), time.perf_counter()
        end = began + seconds
        await asyncio.gather(
            *(_stay(viewer, widget, at, end, tally) for at, viewer in enumerate(came) if viewer)
        )
        driver = (time.process_time() - busy) / (time.perf_counter() - began)
    return {
        "viewers": viewers,
        "seconds": seconds,
        "reruns": len(tally.lasted),
        # Those under way when the time was up are waited for: a slow server may end none before.
        "reruns_per_s": len(tally.lasted) / (tally.ended - began) if tally.lasted else 0.0,
        "p50_s": percentile(tally.lasted, 0.5),
        "p95_s": percentile(tally.lasted, 0.95),
        "longest_s": max(tally.lasted, default=None),
        "lost": len(tally.lost),
        "reasons": sorted(set(tally.lost)),
        "wire_per_rerun": tally.wire / len(tally.lasted) if tally.lasted else None,
        "driver_share_of_core": driver,
    }


async def _stay(viewer: Viewer, widget: str, at: int, end: float, tally: Tally) -> None:
    while time.perf_counter() < end:
        try:
            options = viewer.widget(widget).options
            run = await viewer.choose(widget, [options[at % len(options)]])
        except (Lost, KeyError) as fault:
            tally.lost.append(repr(fault))
            return
        tally.lasted.append(run.seconds)
        tally.wire += run.wire
        tally.ended = time.perf_counter()
        at += 1


async def go_round(viewer: Viewer, widget: str, most: int | None = None) -> None:
    """Choose every oblast once, or the first `most` of them."""
    for option in viewer.widget(widget).options[:most]:
        await viewer.choose(widget, [option])


async def settle(address: str, subject: Subject) -> None:
    """One viewer comes, chooses every oblast once, and goes."""
    async with viewing(address, subject.page) as viewer:
        await viewer.arrive()
        await go_round(viewer, subject.widget)


def measure(subject: Subject, viewers: int, seconds: float) -> dict[str, Any]:
    """The load on a fresh server, driven from another process; with its memory and work."""
    with served(subject) as server:
        asyncio.run(settle(server.address, subject))
        before, began = resident(server.pid), spent(server.pid)
        told = drive(server, subject, viewers, seconds)
        runs = told["reruns"] + viewers  # each has arrived too
        return told | {
            "rss_before": before,
            "rss_after": resident(server.pid),
            # Hardly touched by what else the machine does, unlike seconds on the clock.
            "processor_s_per_run": (spent(server.pid) - began) / runs,
        }


def middling(rounds: list[dict[str, Any]]) -> dict[str, Any]:
    """The median of each figure over the rounds; of the sessions lost, all. `rounds` holds them."""
    told: dict[str, Any] = {
        name: middle([told[name] for told in rounds if told[name] is not None])
        for name in rounds[0]
        if name not in ("lost", "reasons")
    }
    reasons = sorted({reason for told in rounds for reason in told["reasons"]})
    lost = sum(told["lost"] for told in rounds)
    return told | {"lost": lost, "reasons": reasons, "rounds": rounds}


def drive(server: Served, subject: Subject, viewers: int, seconds: float) -> dict[str, Any]:
    """`press` in a process of its own."""
    command = [
        *(sys.executable, "-m", "bench.load", "--address", server.address),
        *("--page", subject.page, "--widget", subject.widget),
        *("--viewers", str(viewers), "--seconds", str(seconds)),
    ]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@dataclass(frozen=True)
class Held:
    """Memory of a server with few and with many sessions open, all of them used."""

    few: int
    many: int
    rss_few: int
    rss_many: int

    @property
    def per_session(self) -> float:
        """Bytes for each session between the few and the many."""
        return (self.rss_many - self.rss_few) / (self.many - self.few)


def hold(subject: Subject, few: int = 20, many: int = 100) -> dict[str, Any]:
    """Memory per further session: a fresh server, sessions opened one by one and kept open.

    Each session has chosen three oblasts. The first ones pay for libraries, caches and the
    allocator's arenas, so the figure is the growth from `few` to `many` sessions.
    """
    with served(subject) as server:
        held = asyncio.run(_hold(server, subject, few, many))
    return asdict(held) | {"per_session": held.per_session}


async def _hold(server: Served, subject: Subject, few: int, many: int) -> Held:
    await settle(server.address, subject)
    sizes = {}
    async with AsyncExitStack() as open_ones:
        for count in range(1, many + 1):
            viewer = await open_ones.enter_async_context(viewing(server.address, subject.page))
            await viewer.arrive()
            await go_round(viewer, subject.widget, 3)
            if count in (few, many):
                await asyncio.sleep(1)
                sizes[count] = resident(server.pid)
    return Held(few, many, sizes[few], sizes[many])


def main() -> None:
    """Drive one load and print it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--address", required=True)
    parser.add_argument("--page", default="")
    parser.add_argument("--widget", required=True)
    parser.add_argument("--viewers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=10)
    asked = parser.parse_args()
    told = press(asked.address, asked.page, asked.widget, asked.viewers, asked.seconds)
    print(json.dumps(asyncio.run(told)))


if __name__ == "__main__":
    main()
