"""A process and its child processes, from `/proc` on Linux."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path


def process_tree(pid: int) -> list[int]:
    """The process, its children, and theirs; the process alone if it has ended."""
    members = [pid]
    for member in members:  # grows while it is walked
        with suppress(OSError):
            for task in Path(f"/proc/{member}/task").iterdir():
                members += [int(child) for child in (task / "children").read_text().split()]
    return members
