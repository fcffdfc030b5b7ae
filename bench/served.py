"""A server under test: started as anyone would start it, watched, and stopped."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.process import answers, came_up, ended, free_port
from bench.subject import Subject

START_SECONDS = 600.0


@dataclass(frozen=True)
class Served:
    """A running server."""

    port: int
    pid: int
    ready: float
    """Seconds from its start to its first answer."""

    @property
    def address(self) -> str:
        """The address without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def served(subject: Subject, **environment: str) -> Iterator[Served]:
    """The subject on a free port until the end of the block. RuntimeError if it does not start."""
    port = free_port()
    with tempfile.TemporaryDirectory() as home, open(Path(home) / "printed.txt", "w+b") as printed:
        # No settings of the person who runs this, neither from variables nor from a home folder.
        settings = {k: v for k, v in os.environ.items() if not k.startswith("STREAMLIT_")}
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *subject.command, str(port)],
            cwd=subject.folder,
            env=settings | {"HOME": home} | environment,
            stdout=printed,
            stderr=subprocess.STDOUT,
        )
        health = f"http://127.0.0.1:{port}/_stcore/health"
        with ended(process):
            if not came_up(process, START_SECONDS, lambda: answers(health)):
                printed.seek(0)
                raise RuntimeError(f"{subject.name} did not start: {printed.read().decode()}")
            yield Served(port, process.pid, time.perf_counter() - began)
