"""One viewer who pauses between changes: what a filter change costs on the server."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack, ExitStack
from itertools import combinations
from typing import Any

from bench.served import served
from bench.spread import middle
from bench.subject import SUBJECTS, Subject
from bench.viewer import PAUSE, Run, Viewer, viewing

ROUNDS = 3
NEW_VIEWS = 8
"""Views never drawn before in each round."""
SEED = 2017
ENOUGH = 20.0
"""Seconds after which a slow server is not asked for more changes of one round."""
LEAST = 5
"""Changes of a round that are made however slow they are."""
PATIENCE = 180.0
"""Seconds to wait for one change."""


def measure() -> dict[str, Any]:
    """Changes on fresh servers with the shipped data, by the name of the subject."""
    with ExitStack() as running:
        addresses = {
            subject: running.enter_context(served(subject)).address for subject in SUBJECTS
        }
        return asyncio.run(by_turns(addresses))


async def by_turns(addresses: Mapping[Subject, str]) -> dict[str, Any]:
    """Seconds and bytes of changes to views drawn before, and to views never drawn before.

    A view drawn before is one oblast, chosen once by this viewer already; one never drawn before
    is three oblasts at a time, each three once. The subjects take turns, so that what else the
    machine does falls on both.
    """
    seen = {subject: _Seen() for subject in addresses}
    async with AsyncExitStack() as connected:
        for subject, address in addresses.items():
            viewer = await connected.enter_async_context(
                viewing(address, subject.page, patience=PATIENCE)
            )
            seen[subject].arrival = await viewer.arrive()
            seen[subject].viewer = viewer
        for turn in range(1 + ROUNDS):
            for subject, one in seen.items():
                runs = await _changes(one.viewer, subject, _singles(one.viewer, subject))
                one.known += runs if turn else []  # the first round draws
        for turn in range(ROUNDS):
            for subject, one in seen.items():
                one.new += await _changes(one.viewer, subject, _threes(one.viewer, subject, turn))
    return {subject.name: one.told for subject, one in seen.items()}


class _Seen:
    """What one subject's viewer went through."""

    viewer: Viewer
    arrival: Run

    def __init__(self) -> None:
        self.known: list[Run] = []
        self.new: list[Run] = []

    @property
    def told(self) -> dict[str, Any]:
        return {
            "arrival_s": self.arrival.seconds,
            "known_s": [run.seconds for run in self.known],
            "known_median_s": middle([run.seconds for run in self.known]),
            "known_wire_median": middle([run.wire for run in self.known]),
            "known_size_median": middle([run.size for run in self.known]),
            "new_s": [run.seconds for run in self.new],
            "new_median_s": middle([run.seconds for run in self.new]),
        }


async def _changes(viewer: Viewer, subject: Subject, all_chosen: Sequence[list[str]]) -> list[Run]:
    runs: list[Run] = []
    end = time.monotonic() + ENOUGH
    for chosen in all_chosen:
        if time.monotonic() > end and len(runs) >= LEAST:
            break
        await asyncio.sleep(PAUSE)
        runs.append(await viewer.choose(subject.widget, chosen))
    return runs


def _singles(viewer: Viewer, subject: Subject) -> list[list[str]]:
    return [[option] for option in viewer.widget(subject.widget).options]


def _threes(viewer: Viewer, subject: Subject, turn: int) -> list[list[str]]:
    every = list(combinations(viewer.widget(subject.widget).options, 3))
    mixed = random.Random(SEED).sample(every, len(every))
    return [list(three) for three in mixed[turn * NEW_VIEWS : (turn + 1) * NEW_VIEWS]]
