"""The processor time of processes, from `/proc` on Linux."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from bench.process_tree import process_tree

USER, SYSTEM, USER_OF_CHILDREN, SYSTEM_OF_CHILDREN = 11, 12, 13, 14
"""Positions of the times in `/proc/PID/stat`, from the state of the process on."""


def processor_seconds(pid: int) -> float:
    """Return the seconds, in user and system mode, of all threads since the process started."""
    return _seconds(pid, USER, SYSTEM)


def tree_processor_seconds(pids: Iterable[int]) -> float:
    """Return the seconds of these processes and of all that they have started, ended ones too."""
    seconds = 0.0
    for pid in pids:
        for member in process_tree(pid):
            with suppress(OSError):
                seconds += _seconds(member, USER, SYSTEM, USER_OF_CHILDREN, SYSTEM_OF_CHILDREN)
    return seconds


def _seconds(pid: int, *positions: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(int(fields[position]) for position in positions) / os.sysconf("SC_CLK_TCK")
