"""The failures of engines; caches use them to recognize pages without an answer."""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager

from campaign.domain.register import RegisterAwayError

RETRY_S = 60.0
"""Seconds for which pages without an answer are cached, because a new try may take a minute."""


class Failures:
    """The failures of this process: their `count`, and the `epoch`, which changes after a failure.

    An engine that has failed is known by `has_failed`.

    A page may state that a register cannot be read, or lack a sentence, and its data version stays
    the same when the register answers again. Caches therefore drop everything when the epoch
    changes, `RETRY_S` seconds after a failure.
    """

    def __init__(self) -> None:
        self.count = 0
        self._engines: weakref.WeakSet[object] = weakref.WeakSet()
        self._epoch, self._end = 0, float("inf")
        self._lock = threading.Lock()

    def add(self, engine: object | None = None) -> None:
        """Count a failure, of an engine if it is known."""
        with self._lock:
            self.count += 1
            if engine is not None:
                self._engines.add(engine)
            self._end = min(self._end, time.monotonic() + RETRY_S)

    @contextmanager
    def counted(self, engine: object) -> Iterator[None]:
        """Count a failure of the engine in the block."""
        try:
            yield
        except RegisterAwayError:
            self.add(engine)
            raise

    def has_failed(self, engine: object) -> bool:
        """Return True if a failure of this engine was counted."""
        with self._lock:
            return engine in self._engines

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
