"""A server under test: started as anyone would start it, watched, and stopped."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

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
    port = _free_port()
    with tempfile.TemporaryDirectory() as home, open(Path(home) / "printed.txt", "w+b") as printed:
        # No settings of the person who runs this, neither from variables nor from a home folder.
        settings = {k: v for k, v in os.environ.items() if not k.startswith("STREAMLIT_")}
        began = time.perf_counter()
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "streamlit", "run", subject.script),
                *("--server.headless", "true", "--server.port", str(port)),
            ],
            cwd=subject.folder,
            env=settings | {"HOME": home} | environment,
            stdout=printed,
            stderr=subprocess.STDOUT,
        )
        try:
            if not _answers(port, process):
                printed.seek(0)
                raise RuntimeError(f"{subject.name} did not start: {printed.read().decode()}")
            yield Served(port, process.pid, time.perf_counter() - began)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _answers(port: int, process: subprocess.Popen[bytes]) -> bool:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=5).close()
            return True
        except OSError:
            time.sleep(0.02)
    return False


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
