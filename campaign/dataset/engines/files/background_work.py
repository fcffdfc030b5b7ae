"""Work in a thread that ends with the process."""

from __future__ import annotations

import atexit
import threading
from collections.abc import Callable

_ROUND = 0.1
"""Seconds between two requests to stop."""


def run_until_exit(work: Callable[[], None], stop: Callable[[], None]) -> None:
    """Run `work` in a thread; at the exit of the process call `stop` until the work has ended."""

    def end() -> None:
        # Repeated, because a request before a statement starts does not stop it.
        while thread.is_alive():
            stop()
            thread.join(_ROUND)

    def run() -> None:
        try:
            work()
        finally:
            atexit.unregister(end)

    thread = threading.Thread(target=run, name="register copy", daemon=True)
    atexit.register(end)
    thread.start()
