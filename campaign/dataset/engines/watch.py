"""One thread that checks the registers on database servers and reports when one has changed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from campaign.dataset.engines.engine import Engine, EngineError
from campaign.dataset.engines.open_register import connect
from campaign.dataset.engines.settings import RegisterSettings

ROUND_S = 0.5
"""Seconds between two looks at what is due."""


@dataclass(eq=False)
class _Entry:
    """A watched register: its version when it was read, and the time of the next check."""

    engine: Engine
    state: str
    due: float


class RegisterWatch:
    """Calls `on_change` when the version of a register differs from the one that was read.

    A server that does not answer counts as a change, and so does its first answer after that.
    Files are not checked here: `Folders.stamp` knows when they change.
    """

    def __init__(self, on_change: Callable[[], None]) -> None:
        self._on_change = on_change
        self._entries: dict[RegisterSettings, _Entry] = {}
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None

    def follow(self, versions: dict[RegisterSettings, str]) -> None:
        """Watch these registers, and no others, from now on; the first call starts the thread."""
        now = time.monotonic()
        with self._lock:
            self._entries = {
                settings: _Entry(self._engine(settings), state, now + settings.poll_s)
                for settings, state in versions.items()
            }
            if self._entries and self._thread is None:
                self._thread = threading.Thread(target=self._run, name="registers", daemon=True)
                self._thread.start()

    def look(self) -> None:
        """Check once each register that is due."""
        now, is_changed = time.monotonic(), False
        with self._lock:
            due = [(s, entry) for s, entry in self._entries.items() if entry.due <= now]
        for settings, entry in due:
            state = read_state(entry.engine)
            is_changed |= state != entry.state
            entry.state, entry.due = state, time.monotonic() + settings.poll_s
        if is_changed:
            self._on_change()

    def _engine(self, settings: RegisterSettings) -> Engine:
        entry = self._entries.get(settings)
        return connect(settings) if entry is None else entry.engine

    def _run(self) -> None:
        while True:
            time.sleep(ROUND_S)
            self.look()


def read_state(engine: Engine) -> str:
    """The version of a register, or the rule that says why there is none."""
    try:
        return engine.version()
    except EngineError as error:
        return error.reason
