"""Work that a server begins at its start, and that requests wait for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


def in_background(work: Callable[[], T], otherwise: T) -> Future[T]:
    """Start `work` in a thread; the result is `otherwise` where it raises an error."""
    future: Future[T] = Future()
    future.set_running_or_notify_cancel()  # a request that breaks off leaves it to the others

    def run() -> None:
        result = otherwise
        try:
            result = work()
        finally:
            future.set_result(result)  # in any case: requests wait for it

    # As a daemon it does not delay the end of the server.
    threading.Thread(target=run, name=work.__module__, daemon=True).start()
    return future
