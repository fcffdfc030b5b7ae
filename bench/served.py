"""A server under test, started with its usual command and stopped at the end."""

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

from bench.process import free_port, is_answering, stopping, wait_until_up
from bench.subject import Subject

START_SECONDS = 600.0


@dataclass(frozen=True)
class Server:
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
def serving(subject: Subject, **environment: str) -> Iterator[Server]:
    """The subject on a free port until the end of the block. RuntimeError if it does not start."""
    port = free_port()
    with tempfile.TemporaryDirectory() as home, open(Path(home) / "printed.txt", "w+b") as output:
        # Ignore the user's own settings, in environment variables and in the home folder.
        settings = {k: v for k, v in os.environ.items() if not k.startswith("STREAMLIT_")}
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *subject.command, str(port)],
            cwd=subject.folder,
            env=settings | {"HOME": home} | environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        health = f"http://127.0.0.1:{port}/_stcore/health"
        with stopping(process):
            if not wait_until_up(process, START_SECONDS, lambda: is_answering(health)):
                output.seek(0)
                raise RuntimeError(f"{subject.name} did not start: {output.read().decode()}")
            yield Server(port, process.pid, time.perf_counter() - start)
