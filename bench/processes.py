"""One and two processes of the app behind nginx, with the configuration of `deploy/nginx`."""

from __future__ import annotations

import asyncio
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from bench import load
from bench.balancer import Nginx, running
from bench.served import serving
from bench.subject import APP

COUNTS = (1, 2)
VIEWERS = 20


def measure(seconds: float, rounds: int) -> dict[str, Any]:
    """Return {number of processes: medians of `load.apply_load` over alternating rounds}."""
    results: dict[int, list[dict[str, Any]]] = {count: [] for count in COUNTS}
    for _ in range(rounds):
        for count in COUNTS:
            results[count].append(_measure_round(count, seconds))
    return {str(count): load.median_round(values) for count, values in results.items()}


def _measure_round(count: int, seconds: float) -> dict[str, Any]:
    with ExitStack() as stack:
        servers = [stack.enter_context(serving(APP)) for _ in range(count)]
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        addresses = [f"127.0.0.1:{server.port}" for server in servers]
        nginx = stack.enter_context(running(Nginx(folder, addresses)))
        for server in servers:
            asyncio.run(load.warm_up(server.address, APP))
        return load.drive(nginx.address, APP, VIEWERS, seconds)
