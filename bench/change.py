"""The cost of a filter change on the server, for one viewer who pauses between changes."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack, ExitStack
from itertools import combinations
from typing import Any

from bench.served import serving
from bench.spread import median_or_none
from bench.subject import SUBJECTS, Subject
from bench.viewer import PAUSE, Run, Viewer, viewing

ROUNDS = 3
NEW_VIEWS = 8
"""New views in each round."""
SEED = 2017
ROUND_SECONDS = 20.0
"""Seconds after which a round ends on a slow server."""
LEAST_CHANGES = 5
"""The least number of changes in a round, even on a slow server."""
CHANGE_SECONDS = 180.0
"""Timeout of one change."""


def measure() -> dict[str, Any]:
    """Measure changes on fresh servers with the shipped data: {subject: results}."""
    with ExitStack() as stack:
        addresses = {subject: stack.enter_context(serving(subject)).address for subject in SUBJECTS}
        return asyncio.run(by_turns(addresses))


async def by_turns(addresses: Mapping[Subject, str]) -> dict[str, Any]:
    """Seconds and bytes of changes to views drawn before, and to views never drawn before.

    A view drawn before is one oblast that this viewer has already chosen. A view never drawn before
    is a combination of three oblasts, each chosen once. The subjects take turns, so that other
    programs on the machine affect both alike.
    """
    changes_by_subject = {subject: _Changes() for subject in addresses}
    async with AsyncExitStack() as stack:
        for subject, address in addresses.items():
            viewer = await stack.enter_async_context(
                viewing(address, subject.page, timeout=CHANGE_SECONDS)
            )
            changes_by_subject[subject].arrival = await viewer.arrive()
            changes_by_subject[subject].viewer = viewer
        for turn in range(1 + ROUNDS):
            for subject, subject_changes in changes_by_subject.items():
                runs = await _changes(
                    subject_changes.viewer, subject, _singles(subject_changes.viewer, subject)
                )
                subject_changes.repeated += runs if turn else []  # the first round fills caches
        for turn in range(ROUNDS):
            for subject, subject_changes in changes_by_subject.items():
                subject_changes.new += await _changes(
                    subject_changes.viewer, subject, _threes(subject_changes.viewer, subject, turn)
                )
    return {
        subject.name: subject_changes.summary
        for subject, subject_changes in changes_by_subject.items()
    }


class _Changes:
    """The runs of one subject's viewer."""

    viewer: Viewer
    arrival: Run

    def __init__(self) -> None:
        self.repeated: list[Run] = []
        self.new: list[Run] = []

    @property
    def summary(self) -> dict[str, Any]:
        return {
            "arrival_s": self.arrival.seconds,
            "known_s": [run.seconds for run in self.repeated],
            "known_median_s": median_or_none([run.seconds for run in self.repeated]),
            "known_wire_median": median_or_none([run.wire for run in self.repeated]),
            "known_size_median": median_or_none([run.size for run in self.repeated]),
            "new_s": [run.seconds for run in self.new],
            "new_median_s": median_or_none([run.seconds for run in self.new]),
        }


async def _changes(viewer: Viewer, subject: Subject, selections: Sequence[list[str]]) -> list[Run]:
    runs: list[Run] = []
    end = time.monotonic() + ROUND_SECONDS
    for selection in selections:
        if time.monotonic() > end and len(runs) >= LEAST_CHANGES:
            break
        await asyncio.sleep(PAUSE)
        runs.append(await viewer.choose(subject.widget, selection))
    return runs


def _singles(viewer: Viewer, subject: Subject) -> list[list[str]]:
    return [[option] for option in viewer.widget(subject.widget).options]


def _threes(viewer: Viewer, subject: Subject, turn: int) -> list[list[str]]:
    combinations_of_three = list(combinations(viewer.widget(subject.widget).options, 3))
    sample = random.Random(SEED).sample(combinations_of_three, len(combinations_of_three))
    return [list(three) for three in sample[turn * NEW_VIEWS : (turn + 1) * NEW_VIEWS]]
