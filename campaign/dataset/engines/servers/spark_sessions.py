"""Sessions on a Spark server by Spark Connect, with a time limit for each statement."""

from __future__ import annotations

import logging
import threading
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache

import grpc
import pyarrow as pa
from pyspark.errors import PySparkException
from pyspark.sql.connect.client import DefaultChannelBuilder
from pyspark.sql.connect.session import SparkSession

from campaign.dataset.engines.engine import EngineError
from campaign.dataset.engines.servers.named_servers import Service, read_service
from campaign.dataset.engines.servers.server_sessions import ServerSessions
from campaign.dataset.engines.servers.spark_deadline import INTERRUPT_S, Deadline
from campaign.dataset.engines.servers.spark_errors import explain

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
        self._deadline = Deadline()
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
                explanation = explain(error)
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
            with self._deadline.of(time.monotonic() + INTERRUPT_S):
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


def _channel_of(service: Service, deadline: Deadline) -> DefaultChannelBuilder:
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
