"""Work that begins when the server starts, and that requests wait for."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import Generic, TypeVar

from campaign.browser.module_process import SECONDS

T = TypeVar("T")
_log = logging.getLogger("campaign")
FIRST_PAUSE, LONGEST_PAUSE = 60.0, 3600.0
"""Seconds before a failed work is tried again; each pause is twice as long as the one before."""


class BackgroundWork(Generic[T]):
    """A work in a thread, without a limit of time; after a failure it is tried again.

    Each failure is logged with its cause, after the words `otherwise_means`.
    """

    def __init__(self, work: Callable[[], T], otherwise: T, otherwise_means: str) -> None:
        self._work, self._meaning = work, otherwise_means
        self.value = otherwise
        self.is_done = False
        self._start = time.monotonic()
        self._first_attempt: Future[None] = Future()
        self._first_attempt.set_running_or_notify_cancel()  # a cancelled request does not cancel it
        # As a daemon it does not delay the end of the server.
        threading.Thread(target=self._run, name=work.__module__, daemon=True).start()

    async def wait(self, seconds: float = SECONDS) -> T:
        """Return the result; `otherwise` if the last attempt failed, or `seconds` have passed.

        These are counted from the start of the work.
        """
        rest = self._start + seconds - time.monotonic()
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.wrap_future(self._first_attempt), max(rest, 0))
        return self.value

    def _run(self) -> None:
        pause = FIRST_PAUSE
        while not self.is_done:
            try:
                self.value = self._work()
                self.is_done = True
            except Exception as failure:
                cause = str(failure) or type(failure).__name__
                _log.warning("%s, for %d s until the next attempt: %s", self._meaning, pause, cause)
            if not self._first_attempt.done():
                self._first_attempt.set_result(None)
            if not self.is_done:
                time.sleep(pause)
                pause = min(2 * pause, LONGEST_PAUSE)
