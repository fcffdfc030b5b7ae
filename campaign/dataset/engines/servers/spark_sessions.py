"""Sessions on a Spark server by Spark Connect, with a time limit for each statement."""

from __future__ import annotations

import logging
import re
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import grpc
import pyarrow as pa
from pyspark.errors import PySparkException
from pyspark.sql.connect.client import DefaultChannelBuilder
from pyspark.sql.connect.session import SparkSession

from campaign.dataset.engines.engine import EngineError, Reason
from campaign.dataset.engines.servers.named_servers import Service, read_service
from campaign.dataset.engines.servers.server_sessions import ServerSessions

_STATUSES: Mapping[grpc.StatusCode, Reason] = {
    grpc.StatusCode.UNAVAILABLE: "engine_away",
    grpc.StatusCode.DEADLINE_EXCEEDED: "engine_late",
    grpc.StatusCode.CANCELLED: "engine_late",
    grpc.StatusCode.UNAUTHENTICATED: "engine_denied",
    grpc.StatusCode.PERMISSION_DENIED: "engine_denied",
}
_CONDITIONS: Mapping[str, Reason] = {
    "TABLE_OR_VIEW_NOT_FOUND": "engine_table",
    "SCHEMA_NOT_FOUND": "engine_table",
    "NO_SUCH_CATALOG_EXCEPTION": "engine_table",
    "PATH_NOT_FOUND": "engine_table",
    "INSUFFICIENT_PERMISSIONS": "engine_denied",
    "OPERATION_CANCELED": "engine_late",
    # The server has restarted, or has ended an unused session.
    "INVALID_HANDLE": "engine_away",
}
"""The reason of a failure, by the first part of Spark's error condition."""

_INTERRUPT_S = 3
"""Seconds in which a server must stop a statement that takes too long."""

PORT = 15002
MOST_BYTES = 1 << 30
"""The largest message of an answer, in bytes."""
# Silenced, because the driver logs whole statements and server messages with cells of the register.
_LOGGERS = ("SQLQueryContextLogger", "DataFrameQueryContextLogger", "pyspark.sql.connect.logging")
_FAILURES = (PySparkException, grpc.RpcError, pa.ArrowException, ValueError, AssertionError)
"""The errors that the driver raises; an answer may have a type that Arrow does not know."""


class SparkSessions(ServerSessions[pa.Table]):
    """The session on the server of a `service`, which all threads share.

    Server, user and token are only in the file of services.
    """

    name = "Spark"
    probe_s = 15

    def __init__(self, service: str, limit_s: float) -> None:
        super().__init__(service, limit_s)
        self._session: SparkSession | None = None
        self._lock = threading.Lock()
        self._deadline = _Deadline()
        self._users: Counter[SparkSession] = Counter()

    def attempt(self, sql: str) -> None:
        """Run a statement that a working server may refuse; raises other `EngineError`s.

        Sail, for example, has no `REFRESH TABLE`, because it lists the files of a table each time.
        """
        try:
            self._run(sql, None, self.limit_s)
        except EngineError as error:
            if error.reason in ("engine_away", "engine_late"):
                raise self._log(error) from None

    def _run(self, sql: str, values: Mapping[str, object] | None, seconds: float) -> pa.Table:
        end = time.monotonic() + seconds
        session = self._session
        if session is not None:
            try:
                return self._ask(session, sql, values, end)
            except EngineError as error:
                # A server that has restarted does not know the session.
                if error.reason != "engine_away":
                    raise
        return self._ask(self._connect(), sql, values, end)

    def _ask(
        self, session: SparkSession, sql: str, values: Mapping[str, object] | None, end: float
    ) -> pa.Table:
        tag = f"campaign-{uuid.uuid4()}"
        with self._use(session):
            try:
                with self._deadline.of(end):
                    session.addTag(tag)
                    return session.sql(sql, args=dict(values or {})).toArrow()
            except _FAILURES as error:
                explanation = _explain(error)
            finally:
                session.removeTag(tag)
            self._judge(session, tag, explanation)
        raise explanation

    def _judge(self, session: SparkSession, tag: str, explanation: EngineError) -> None:
        """Drop a session that no longer answers."""
        if explanation.reason == "engine_away" or (
            explanation.reason == "engine_late" and not self._interrupt(session, tag)
        ):
            self._drop(session)

    @contextmanager
    def _use(self, session: SparkSession) -> Iterator[None]:
        """Count the users of a session; close a replaced one after its last statement.

        Raises `EngineError` for a closed session.
        """
        with self._lock:
            if session.client.is_closed:
                raise EngineError("the session was replaced", "engine_away")
            self._users[session] += 1
        try:
            yield
        finally:
            with self._lock:
                self._users[session] -= 1
                if not self._users[session]:
                    del self._users[session]
                    if session is not self._session:
                        session.client.close()

    def _interrupt(self, session: SparkSession, tag: str) -> bool:
        """Stop a statement on the server; return False if the server does not answer this call."""
        try:
            with self._deadline.of(time.monotonic() + _INTERRUPT_S):
                session.interruptTag(tag)
        except _FAILURES:
            return False
        return True

    def _connect(self) -> SparkSession:
        service = read_service(self.service)
        with self._lock:
            if self._session is None:
                session = SparkSession(connection=_channel_of(service, self._deadline))
                # A statement without an answer in time is not repeated.
                session.client.set_retry_policies([])
                session.client.disable_reattachable_execute()
                _silence_driver()
                self._session = session
            return self._session

    def _drop(self, session: SparkSession) -> None:
        """Let the next statement connect again; other threads keep their time limits."""
        with self._lock:
            if self._session is session:
                self._session = None


@lru_cache(maxsize=16)
def sessions_of(service: str, limit_s: float) -> SparkSessions:
    """Return the sessions of this process on a service, shared by all callers."""
    return SparkSessions(service, limit_s)


def _channel_of(service: Service, deadline: _Deadline) -> DefaultChannelBuilder:
    """Return the channel to a server, whose user and token are not part of an address."""
    builder = DefaultChannelBuilder(f"sc://{service.host}:{service.port or PORT}")
    builder.set("user_id", service.user)
    builder.set("user_agent", "campaign")
    if service.is_encrypted:
        builder.set("use_ssl", "true")
    if service.token:
        builder.set("token", service.token)
    options = {
        "grpc.max_receive_message_length": MOST_BYTES,
        # A server that has restarted is then found at once and not after minutes.
        "grpc.use_local_subchannel_pool": 1,
        "grpc.max_reconnect_backoff_ms": 1_000,
    }
    for name, value in options.items():
        builder.setChannelOption(name, value)
    builder.add_interceptor(deadline)
    return builder


def _silence_driver() -> None:
    for name in _LOGGERS:
        logging.getLogger(name).disabled = True


class _Deadline(grpc.UnaryStreamClientInterceptor, grpc.UnaryUnaryClientInterceptor):
    """Limits each call to a server by the remaining time of the statement in the same thread."""

    def __init__(self) -> None:
        self._local = threading.local()

    def of(self, end: float) -> _Deadline:
        """Set the deadline to a time of the monotonic clock, for the body of a `with`."""
        self._local.end = end
        return self

    def __enter__(self) -> None:
        pass

    def __exit__(self, *error: object) -> None:
        del self._local.end

    def intercept_unary_stream(self, continuation: Any, details: Any, request: Any) -> Any:
        return continuation(self._limited(details), request)

    def intercept_unary_unary(self, continuation: Any, details: Any, request: Any) -> Any:
        return continuation(self._limited(details), request)

    def _limited(self, details: Any) -> Any:
        end = getattr(self._local, "end", None)
        seconds = _INTERRUPT_S if end is None else max(0.001, end - time.monotonic())
        return _CallDetails(details, seconds)


class _CallDetails(grpc.ClientCallDetails):
    """The details of a call, with another time limit."""

    def __init__(self, details: Any, timeout: float) -> None:
        self.method, self.timeout = details.method, timeout
        self.metadata, self.credentials = details.metadata, details.credentials
        self.wait_for_ready = getattr(details, "wait_for_ready", None)
        self.compression = getattr(details, "compression", None)


def _explain(error: Exception) -> EngineError:
    """Return the error with its code only."""
    status = _status_of(error)
    if status is not None and status in _STATUSES:
        return EngineError(status.name, _STATUSES[status])
    condition = _condition_of(error)
    words = condition or type(error).__name__
    if isinstance(error, PySparkException) and "session" in str(error).lower() and not condition:
        # The driver's check of the answer fails, because the server has restarted.
        return EngineError(words, "engine_away")
    return EngineError(words, _CONDITIONS.get(condition.split(".")[0], "engine_failed"))


def _status_of(error: BaseException) -> grpc.StatusCode | None:
    """Return the status of the call that raised an error, which is in the context of the error."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, grpc.RpcError):
        cause = cause.__context__
    return None if cause is None else cause.code()


def _condition_of(error: Exception) -> str:
    """Return Spark's name of an error, "" without one."""
    condition = error.getCondition() if isinstance(error, PySparkException) else None
    # Sail writes the name into the message.
    match = re.search(r"\[([A-Z_]+(?:\.[A-Z_]+)*)\]", str(error)[:200])
    name = condition or (match[1] if match else "")
    return name if re.fullmatch(r"[A-Z_.]+", name) else ""
