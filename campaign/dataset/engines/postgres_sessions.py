"""Connections to a PostgreSQL server: few, read-only, and each with a time limit.

Of a server's error message, only the code is passed on or logged: the message may contain names of
hosts and users, or cells of the register.
"""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import TracebackType
from typing import Any

import psycopg

from campaign.dataset.engines.engine import EngineError, Reason

MOST_CONNECTIONS = 4
CONNECT_S = 3
LOCK_MS = 3_000
"""How long a statement waits for a table that another has locked."""
GRACE_S = 2
"""Seconds that a server has beyond its own limit before the connection is shut."""
PROBE_S = 5
_REASONS: Mapping[str, Reason] = {
    "42501": "engine_denied",
    "28000": "engine_denied",
    "28P01": "engine_denied",
    "42P01": "engine_table",
    "3F000": "engine_table",
    "57014": "engine_late",
    "55P03": "engine_late",
}
"""Why a statement fails, by the code of PostgreSQL."""

_Connection = psycopg.Connection[tuple[Any, ...]]

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Answer:
    """The rows of a statement, with the names and the type codes of its columns."""

    names: tuple[str, ...]
    types: tuple[int, ...]
    rows: list[tuple[Any, ...]]


class PostgresSessions:
    """The connections to the database of a `service`: `MOST_CONNECTIONS`, and one for a probe.

    A statement may take `limit_s` seconds. Server, user and password are only in the service
    file and the password file of PostgreSQL.
    """

    def __init__(self, service: str, limit_s: float) -> None:
        self.service, self.limit_s = service, limit_s
        self._trouble: Reason | None = None
        self._words = ""
        self._idle: list[_Connection] = []
        self._places = threading.Semaphore(MOST_CONNECTIONS)

    def run(self, sql: str, values: Mapping[str, object] | None = None) -> Answer:
        """The answer to one statement; `values` are bound to `%(names)s`. Raises `EngineError`.

        It is raised at once if the last `probe` had no answer: nobody waits for a hung server.
        """
        self._check_trouble()
        if not self._places.acquire(timeout=self.limit_s):
            raise self._log(EngineError("no connection is free", "engine_late"))
        try:
            # It may have come while this one waited.
            self._check_trouble()
            answer = self._run(sql, values, self.limit_s + GRACE_S)
        except EngineError as error:
            raise self._log(error) from None
        finally:
            self._places.release()
        self._words = ""
        return answer

    def probe(self, sql: str) -> Answer:
        """The answer to a statement that a working server gives within `PROBE_S` seconds.

        Raises `EngineError`.
        """
        try:
            answer = self._run(sql, None, PROBE_S)
        except EngineError as error:
            self._trouble = error.reason
            raise self._log(error) from None
        self._trouble = None
        return answer

    def _check_trouble(self) -> None:
        if self._trouble is not None:
            raise EngineError("the server did not answer the last time", self._trouble)

    def _log(self, error: EngineError) -> EngineError:
        """Log an error, but not again while it stays the same; return it."""
        if str(error) != self._words:
            _log.error("PostgreSQL: %s", error)
        self._words = str(error)
        return error

    def _run(self, sql: str, values: Mapping[str, object] | None, seconds: float) -> Answer:
        while self._idle:
            # Taken by another thread in between: a new one is opened.
            try:
                connection = self._idle.pop()
            except IndexError:
                break
            try:
                return self._ask(connection, sql, values, seconds)
            except psycopg.Error as error:
                # Where the server was started again or has ended a connection, others are as old.
                explanation = _explain(error)
                if explanation.reason != "engine_away":
                    raise explanation from None
        try:
            return self._ask(self._connect(), sql, values, seconds)
        except psycopg.Error as error:
            raise _explain(error) from None

    def _ask(
        self,
        connection: _Connection,
        sql: str,
        values: Mapping[str, object] | None,
        seconds: float,
    ) -> Answer:
        """The answer of a connection, which is kept for the next statement unless it is broken."""
        try:
            with _Deadline(connection, seconds):
                # Checked text of ours (`postgres_sql.translate`); values are bound.
                cursor = connection.execute(sql.encode(), values)
                columns = cursor.description or ()
                names = tuple(column.name for column in columns)
                answer = Answer(names, tuple(c.type_code for c in columns), cursor.fetchall())
        except BaseException:
            connection.close()
            raise
        self._idle.append(connection)
        return answer

    def _connect(self) -> _Connection:
        connection = psycopg.connect(
            service=self.service,
            connect_timeout=CONNECT_S,
            application_name="campaign",
            # A firewall drops connections that are silent for minutes, and says nothing.
            keepalives_idle=60,
            client_encoding="utf8",
            autocommit=True,
            # A pooler in between may hand prepared statements to other sessions.
            prepare_threshold=None,
        )
        settings = {
            "default_transaction_read_only": "on",
            "statement_timeout": str(int(self.limit_s * 1_000)),
            "lock_timeout": str(LOCK_MS),
            "TimeZone": "UTC",
            "DateStyle": "ISO",
        }
        try:
            with _Deadline(connection, CONNECT_S + GRACE_S):
                for name, value in settings.items():
                    connection.execute("SELECT set_config(%s, %s, false)", (name, value))
        except BaseException:
            connection.close()
            raise
        return connection


@lru_cache(maxsize=16)
def sessions_of(service: str, limit_s: float) -> PostgresSessions:
    """The connections of this process to a service, shared by all callers."""
    return PostgresSessions(service, limit_s)


class _LateError(psycopg.OperationalError):
    """A server has not answered by the deadline."""


class _Deadline:
    """Shuts the socket of a connection without an answer in time: a hung server never shuts it."""

    def __init__(self, connection: _Connection, seconds: float) -> None:
        self._connection = connection
        self._lock = threading.Lock()
        self._is_over = self._is_shut = False
        self._timer = threading.Timer(seconds, self._shut)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        with self._lock:
            self._is_over = True
        self._timer.cancel()
        if self._is_shut and error is not None:
            raise _LateError from None

    def _shut(self) -> None:
        with self._lock:
            # Afterwards the number of the socket may be that of another connection.
            if self._is_over:
                return
            self._is_shut = True
            try:
                with socket.socket(fileno=os.dup(self._connection.fileno())) as end:
                    end.shutdown(socket.SHUT_RDWR)
            except (OSError, psycopg.Error):
                return


def _explain(error: psycopg.Error) -> EngineError:
    """The error with its code only."""
    if isinstance(error, _LateError):
        return EngineError("no answer in time", "engine_late")
    state = error.sqlstate
    if state is None:
        # No server, or none that went on: psycopg's words name host and user.
        is_away = isinstance(error, psycopg.OperationalError)
        return EngineError(type(error).__name__, "engine_away" if is_away else "engine_failed")
    is_away = state.startswith(("08", "57P", "53"))
    return EngineError(state, "engine_away" if is_away else _REASONS.get(state, "engine_failed"))
