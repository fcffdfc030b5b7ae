"""A few read-only connections to a PostgreSQL server, each with a time limit.

Only the code of a server's error is passed on or logged, because the message may contain names of
hosts and users, or cells of the register.
"""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Mapping
from functools import lru_cache
from types import TracebackType
from typing import Any

import psycopg

from campaign.dataset.engines.engine import EngineError, Reason
from campaign.dataset.engines.servers.server_sessions import Answer, Kind, ServerSessions

CONNECT_S = 3
LOCK_MS = 3_000
"""The time for which a statement waits for a locked table."""
GRACE_S = 2
"""Seconds after the server's own limit before the connection is closed."""
_REASONS: Mapping[str, Reason] = {
    "42501": "engine_denied",
    "28000": "engine_denied",
    "28P01": "engine_denied",
    "42P01": "engine_table",
    "3F000": "engine_table",
    "57014": "engine_late",
    "55P03": "engine_late",
}
"""The reason of a failure, by the code of PostgreSQL."""

_KINDS: Mapping[int, Kind] = {
    1082: "day",
    **dict.fromkeys((20, 21, 23), "whole"),
    **dict.fromkeys((700, 701, 1700), "number"),
}
"""The kind of a column of an answer, by the code of its type."""

_Connection = psycopg.Connection[tuple[Any, ...]]


class PostgresSessions(ServerSessions[Answer]):
    """The connections to the database of a `service`.

    Server, user and password are only in the service file and the password file of PostgreSQL.
    """

    name = "PostgreSQL"
    grace_s = GRACE_S

    def __init__(self, service: str, limit_s: float) -> None:
        super().__init__(service, limit_s)
        self._idle: list[_Connection] = []

    def _run(self, sql: str, values: Mapping[str, object] | None, seconds: float) -> Answer:
        while self._idle:
            # Another thread has taken the connection: open a new one.
            try:
                connection = self._idle.pop()
            except IndexError:
                break
            try:
                return self._ask(connection, sql, values, seconds)
            except psycopg.Error as error:
                # If the server has restarted or closed a connection, all others are lost too.
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
        """Return the answer of a connection; unless it is broken, later statements reuse it."""
        try:
            with _Deadline(connection, seconds):
                # The text is from `postgres_sql.translate`; values are bound.
                cursor = connection.execute(sql.encode(), values)
                columns = cursor.description or ()
                names = tuple(column.name for column in columns)
                kinds = tuple(_KINDS.get(column.type_code, "text") for column in columns)
                answer = Answer(names, kinds, cursor.fetchall())
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
            # Firewalls drop silent connections after some minutes without a notice.
            keepalives_idle=60,
            client_encoding="utf8",
            autocommit=True,
            # A connection pooler may send prepared statements to another session.
            prepare_threshold=None,
        )
        settings = {
            "default_transaction_read_only": "on",
            "statement_timeout": str(int(self.limit_s * 1_000)),
            "lock_timeout": str(LOCK_MS),
            # PostgreSQL expects short lists of values, and would search a list for every activity:
            # this takes a minute for a million activities, otherwise seconds.
            "enable_nestloop": "off",
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
    """Return the connections of this process to a service, shared by all callers."""
    return PostgresSessions(service, limit_s)


class _LateError(psycopg.OperationalError):
    """A server has not answered by the deadline."""


class _Deadline:
    """Closes the socket of a connection without an answer in time, if the server hangs."""

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
            # After that, the file number of the socket may belong to another connection.
            if self._is_over:
                return
            self._is_shut = True
            try:
                with socket.socket(fileno=os.dup(self._connection.fileno())) as end:
                    end.shutdown(socket.SHUT_RDWR)
            except (OSError, psycopg.Error):
                return


def _explain(error: psycopg.Error) -> EngineError:
    """Return the error with its code only."""
    if isinstance(error, _LateError):
        return EngineError("no answer in time", "engine_late")
    state = error.sqlstate
    if state is None:
        # The server cannot be reached, or has stopped; the message of psycopg has host and user.
        is_away = isinstance(error, psycopg.OperationalError)
        return EngineError(type(error).__name__, "engine_away" if is_away else "engine_failed")
    is_away = state.startswith(("08", "57P", "53"))
    return EngineError(state, "engine_away" if is_away else _REASONS.get(state, "engine_failed"))
