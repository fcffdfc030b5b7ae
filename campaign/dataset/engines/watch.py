"""The watch of registers on database servers, which reports changes.

One thread starts the checks that are due. Each check has its own thread, so that a hung server does
not delay the checks of others.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import get_args

from campaign.dataset.engines.drivers import connect
from campaign.dataset.engines.engine import Engine, EngineError, Reason
from campaign.dataset.engines.settings import RegisterSettings

ROUND_S = 0.5
"""Seconds between two searches for due checks."""
LONGEST_S = 600
"""The longest wait, in seconds, before a register that answers but cannot be read is read again."""
WAITS_PER_CHECK = 3
"""The shortest wait after a check, as a multiple of its duration: it may read the whole table."""

_FAILURES = get_args(Reason)
_log = logging.getLogger(__name__)


@dataclass(eq=False)
class _Entry:
    """A watched register: its version when it was read, and the time of the next check.

    `failures` counts consecutive readings that failed although there was a version.
    """

    engine: Engine
    state: str
    due: float
    failures: int = 0
    check: _Check | None = None


class _Check(threading.Thread):
    """A check of the version of a register; `state` is None until it ends."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(name="register version", daemon=True)
        self._engine = engine
        self.state: str | None = None
        self.seconds = 0.0

    def run(self) -> None:
        start = time.monotonic()
        try:
            state = read_state(self._engine)
        except Exception as error:
            # The message may contain cells of the register.
            _log.error("registers: %s", type(error).__name__)
            state = "engine_failed"
        self.seconds = time.monotonic() - start
        self.state = state


class RegisterWatch:
    """Calls `on_change` when the version of a register differs from the one that was read.

    A server that does not answer counts as a change, and so does its first answer after that. If a
    register has a version but its reading fails, the wait for the next check doubles each time.
    After every check the wait is at least `WAITS_PER_CHECK` times its duration. Files are not
    checked here: `Folders.stamp` changes with them.
    """

    def __init__(self, on_change: Callable[[], None]) -> None:
        self._on_change = on_change
        self._entries: dict[RegisterSettings, _Entry] = {}
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def follow(self, versions: dict[RegisterSettings, str]) -> None:
        """Watch only these registers from now on; the first call starts the thread."""
        with self._lock:
            self._entries = {
                settings: self._entry(settings, state) for settings, state in versions.items()
            }
            if self._entries and self._thread is None:
                self._thread = threading.Thread(target=self._run, name="registers", daemon=True)
                self._thread.start()

    @property
    def is_active(self) -> bool:
        """True if there is a register to watch."""
        return bool(self._entries)

    def look(self) -> None:
        """Start the check of each register that is due, and evaluate finished checks."""
        is_changed = False
        with self._lock:
            entries = list(self._entries.items())
        for _, entry in entries:
            if entry.check is None and entry.due <= time.monotonic():
                entry.check = _Check(entry.engine)
                entry.check.start()
        for settings, entry in entries:
            check = entry.check
            if check is None:
                continue
            check.join(ROUND_S)
            if check.state is None:
                continue
            is_changed |= check.state != entry.state
            wait = max(settings.poll_s, WAITS_PER_CHECK * check.seconds)
            entry.state, entry.due = check.state, time.monotonic() + wait
            entry.check = None
        if is_changed:
            self._on_change()

    def _entry(self, settings: RegisterSettings, state: str) -> _Entry:
        former = self._entries.get(settings)
        now = time.monotonic()
        if former is None:
            return _Entry(connect(settings), state, now + settings.poll_s)
        is_unreadable = state in _FAILURES and former.state not in _FAILURES
        failures = former.failures + 1 if is_unreadable else 0
        wait = max(settings.poll_s, min(settings.poll_s * 2**failures, LONGEST_S))
        return _Entry(former.engine, state, now + wait, failures)

    def _run(self) -> None:
        while True:
            time.sleep(ROUND_S)
            try:
                self.look()
            except Exception as error:
                # The message may contain cells of the register.
                _log.error("registers: %s", type(error).__name__)
                self.follow(dict.fromkeys(self._entries, "engine_failed"))


def read_state(engine: Engine) -> str:
    """Return the version of a register, or the rule of the failure."""
    try:
        return engine.version()
    except EngineError as error:
        return error.reason
