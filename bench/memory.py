"""The memory of a process and its children, from `/proc` on Linux."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bench.process_tree import process_tree

INTERVAL = 0.02
"""Seconds between two samples of the memory of a process tree."""


def resident_bytes(pid: int) -> int:
    """Return the bytes (VmRSS) of the process and all its children; 0 for an ended process."""
    return sum(_line(member, "VmRSS") for member in process_tree(pid))


def peak_bytes(pid: int) -> int:
    """Return the most bytes that this process ever had in memory (VmHWM)."""
    return _line(pid, "VmHWM")


class Peak:
    """The highest memory of a process tree in any sample, in bytes."""

    size = 0


@contextmanager
def watching(pid: int) -> Iterator[Peak]:
    """Sample the memory of the process tree until the end of the block."""
    peak, stop_event = Peak(), threading.Event()

    def sample() -> None:
        while not stop_event.wait(INTERVAL):
            peak.size = max(peak.size, resident_bytes(pid))

    thread = threading.Thread(target=sample, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        stop_event.set()
        thread.join()
        peak.size = max(peak.size, resident_bytes(pid), peak_bytes(pid))


def _line(pid: int, name: str) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1]) * 1024
    return 0
