"""The app as `make run` serves it, on a port of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 60.0


@dataclass(frozen=True)
class Server:
    """A running app: its port, and the file that takes what it prints."""

    port: int
    printed: Path

    @property
    def address(self) -> str:
        """The address without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def log(self) -> str:
        """Everything printed so far."""
        return self.printed.read_text(encoding="utf-8", errors="replace")


@contextmanager
def serving(**environment: str) -> Iterator[Server]:
    """Start the app, wait until it answers, stop it in the end. RuntimeError if it does not."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(_free_port(), Path(folder) / "printed.txt")
        command = ["-m", "streamlit", "run", "dashboard.py", "--server.port", str(server.port)]
        with server.printed.open("wb") as printed:
            process = subprocess.Popen(
                [sys.executable, *command],
                cwd=ROOT,
                env=os.environ | environment,
                stdout=printed,
                stderr=subprocess.STDOUT,
            )
            try:
                _wait_for(server, process)
                yield server
            finally:
                process.terminate()
                try:
                    process.wait(10)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()


def _wait_for(server: Server, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(f"{server.address}/health", timeout=5).close()
            return
        except urllib.error.HTTPError:
            return  # it answers, even if the data cannot be read
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"the app did not start:\n{server.log()}")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
