"""The app as `make run` serves it, on a free port."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.process import free_port, is_answering, stopping, wait_until_up

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 600.0


@dataclass(frozen=True)
class Server:
    """A running app: its port, and the file with its output."""

    port: int
    output_path: Path

    @property
    def address(self) -> str:
        """The address without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def log(self) -> str:
        """The output so far."""
        return self.output_path.read_text(encoding="utf-8", errors="replace")


SERVE = ("-m", "campaign", "serve", "--port")
STREAMLIT_RUN = ("-m", "streamlit", "run", "dashboard.py", "--server.port")


@contextmanager
def serving(
    limit: Callable[[], None] | None = None,
    command: tuple[str, ...] = SERVE,
    **environment: str,
) -> Iterator[Server]:
    """Run the app within the block, once it answers. Raises RuntimeError if it does not start.

    `limit` runs in the new process before the app does; the port follows the command.
    """
    with tempfile.TemporaryDirectory() as folder:
        server = Server(free_port(), Path(folder) / "printed.txt")
        with server.output_path.open("wb") as output_path:
            process = subprocess.Popen(
                [sys.executable, *command, str(server.port)],
                cwd=ROOT,
                env=os.environ | environment,
                stdout=output_path,
                stderr=subprocess.STDOUT,
                preexec_fn=limit,
            )
            with stopping(process):
                # The app answers even if the data cannot be read.
                if not wait_until_up(
                    process, START_SECONDS, lambda: is_answering(f"{server.address}/health")
                ):
                    raise RuntimeError(f"the app did not start:\n{server.log()}")
                yield server
