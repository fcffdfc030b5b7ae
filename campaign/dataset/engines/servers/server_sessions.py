"""Connections to a database server, limited in number; no caller waits for a hung server."""

from __future__ import annotations

import logging
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

import pandas as pd

from campaign.dataset.engines.engine import EngineError, Reason

Kind = Literal["day", "whole", "number", "text"]

MOST_CONNECTIONS = 4
ROUND_S = 0.5
"""Seconds between two looks at the state of the server while a statement waits for a connection."""
AnswerT = TypeVar("AnswerT")

_log = logging.getLogger(__name__)


class ServerSessions(ABC, Generic[AnswerT]):
    """The connections to the server of a `service`: `MOST_CONNECTIONS`, and one for a probe.

    A statement may take `limit_s` seconds. Only an error's code is logged or passed on.
    """

    name: str
    """The name of the engine in the log."""
    grace_s: float = 0
    """Seconds after the server's own limit before its connection is closed."""
    probe_s: float = 5
    """Seconds in which a working server answers a `probe`."""

    def __init__(self, service: str, limit_s: float) -> None:
        self.service, self.limit_s = service, limit_s
        self._trouble: Reason | None = None
        self._words = ""
        self._places = threading.Semaphore(MOST_CONNECTIONS)

    @abstractmethod
    def _run(self, sql: str, values: Mapping[str, object] | None, seconds: float) -> AnswerT:
        """Return the answer to a statement within `seconds`. Raises `EngineError`."""

    def run(self, sql: str, values: Mapping[str, object] | None = None) -> AnswerT:
        """Return the answer to a statement with these bound values. Raises `EngineError`.

        The error is raised at once if the last `probe` had no answer.
        """
        self._check_trouble()
        self._take_place()
        try:
            # A probe may have failed while this call waited.
            self._check_trouble()
            answer = self._run(sql, values, self.limit_s + self.grace_s)
        except EngineError as error:
            raise self._log(error) from None
        finally:
            self._places.release()
        self._words = ""
        return answer

    def probe(self, sql: str) -> AnswerT:
        """Return the answer to a statement that a working server answers within `probe_s` seconds.

        Raises `EngineError`.
        """
        try:
            answer = self._run(sql, None, self.probe_s)
        except EngineError as error:
            self._trouble = error.reason
            raise self._log(error) from None
        self._trouble = None
        return answer

    @contextmanager
    def probed(self, sql: str) -> Iterator[AnswerT]:
        """Yield the answer to a probe; probe the server again after a late statement in the block.

        After a failed second probe later statements fail at once.

        Without the second probe every caller would wait for a server that has stopped during the
        block.
        """
        answer = self.probe(sql)
        try:
            yield answer
        except EngineError as error:
            if error.reason == "engine_late":
                self.probe(sql)
            raise

    def _take_place(self) -> None:
        """Wait for a free connection. Raises `EngineError` at once if a `probe` has no answer."""
        end = time.monotonic() + self.limit_s
        while not self._places.acquire(timeout=min(ROUND_S, self.limit_s)):
            self._check_trouble()
            if time.monotonic() >= end:
                raise self._log(EngineError("no connection is free", "engine_late"))

    def _check_trouble(self) -> None:
        if self._trouble is not None:
            raise EngineError("the server did not answer the last time", self._trouble)

    def _log(self, error: EngineError) -> EngineError:
        """Log an error unless it is the same as the last one; return it."""
        if str(error) != self._words:
            _log.error("%s: %s", self.name, error)
        self._words = str(error)
        return error


@dataclass(frozen=True)
class Answer:
    """The rows of a statement, with the names and the kinds of its columns."""

    names: tuple[str, ...]
    kinds: tuple[Kind, ...]
    rows: Sequence[Sequence[Any]]


def to_frame(answer: Answer) -> pd.DataFrame:
    """Return the answer with DuckDB's types: numbers, days, texts; missing as NaN and NaT."""
    columns: dict[str, Any] = {}
    cells = zip(*answer.rows, strict=True) if answer.rows else ((),) * len(answer.names)
    for name, kind, entries in zip(answer.names, answer.kinds, cells, strict=True):
        if kind == "day":
            columns[name] = pd.Series(entries, dtype="object").astype("datetime64[us]")
        elif kind == "whole" and None not in entries:
            columns[name] = pd.Series(entries, dtype="int64")
        elif kind in ("whole", "number"):
            columns[name] = pd.Series(entries, dtype="float64")
        else:
            columns[name] = pd.Series(entries, dtype="object")
    return pd.DataFrame(columns, columns=list(answer.names))
