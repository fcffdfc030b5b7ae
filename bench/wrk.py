"""A bounded load of static pages on this machine by wrk."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.nginx import program

SCRIPT = Path(__file__).with_name("wrk.lua")
THREADS = 2
CONNECTIONS = 32
"""Open connections; each sends the next request as soon as it has a response."""
MARGIN = 30.0
"""Seconds that wrk may take in addition to those of the load."""


def request_pages(address: str, paths: Sequence[str], seconds: int) -> dict[str, Any]:
    """Request the paths in turn for `seconds`. Raises RuntimeError if wrk is missing or fails."""
    with tempfile.TemporaryDirectory() as folder:
        path_list = Path(folder) / "paths.txt"
        path_list.write_text("".join(f"{path}\n" for path in paths), encoding="utf-8")
        command = [
            *(program("wrk"), f"-t{THREADS}", f"-c{CONNECTIONS}", f"-d{seconds}s"),
            *("-s", str(SCRIPT), address, "--", str(path_list)),
        ]
        process = subprocess.run(command, capture_output=True, text=True, timeout=seconds + MARGIN)
    if process.returncode:
        raise RuntimeError(f"wrk failed: {process.stdout}{process.stderr}")
    return read_output(process.stdout)


def read_output(output: str) -> dict[str, Any]:
    """Return pages, pages a second, bytes of one, p99 in seconds, and failed requests."""
    values = json.loads(output.splitlines()[-1])
    count = values["requests"]
    return {
        "pages": count,
        "pages_per_s": count / (values["microseconds"] / 1_000_000),
        "bytes_per_page": values["bytes"] / count if count else None,
        "p99_s": values["p99_microseconds"] / 1_000_000,
        "failed": values["failed"],
    }
