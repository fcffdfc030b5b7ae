"""Work that begins when the server starts, and that requests wait for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")


def in_background(work: Callable[[], T], otherwise: T) -> Future[T]:
    """Start `work` in a thread; the result is `otherwise` if it raises an error."""
    future: Future[T] = Future()
    future.set_running_or_notify_cancel()  # a cancelled request does not cancel it for the others

    def run() -> None:
        result = otherwise
        try:
            result = work()
        finally:
            future.set_result(result)  # in any case: requests wait for it

    # As a daemon it does not delay the end of the server.
    threading.Thread(target=run, name=work.__module__, daemon=True).start()
    return future
