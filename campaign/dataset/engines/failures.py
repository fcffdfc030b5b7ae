"""The failures of engines; caches use them to recognize pages without an answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from campaign.domain.register import RegisterAwayError

RETRY_S = 60.0
"""Seconds for which pages without an answer are cached, because a new try may take a minute."""


class Failures:
    """The failures of this process: their `count`, and the `epoch`, which changes after a failure.

    A page may state that a register cannot be read, or lack a sentence, and its data version stays
    the same when the register answers again. Caches therefore drop everything when the epoch
    changes, `RETRY_S` seconds after a failure.
    """

    def __init__(self) -> None:
        self.count = 0
        self._epoch, self._end = 0, float("inf")
        self._lock = threading.Lock()

    def add(self) -> None:
        """Count a failure."""
        with self._lock:
            self.count += 1
            self._end = min(self._end, time.monotonic() + RETRY_S)

    @property
    def epoch(self) -> int:
        """The number of the epoch."""
        with self._lock:
            if time.monotonic() >= self._end:
                self._epoch, self._end = self._epoch + 1, float("inf")
            return self._epoch


FAILURES = Failures()


@contextmanager
def every_answer() -> Iterator[None]:
    """Raise `RegisterAwayError` after the block if an engine has failed in it."""
    count = FAILURES.count
    yield
    if FAILURES.count != count:
        raise RegisterAwayError
