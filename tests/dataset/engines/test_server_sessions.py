"""Connections to a server that hangs, is replaced, or sends an unreadable answer."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Mapping
from typing import Any, cast

import pyarrow as pa
import pytest
from pyspark.sql.connect.session import SparkSession

from campaign.dataset.engines.engine import EngineError
from campaign.dataset.engines.servers import postgres_engine
from campaign.dataset.engines.servers.postgres_engine import PostgresEngine
from campaign.dataset.engines.servers.postgres_sessions import PostgresSessions
from campaign.dataset.engines.servers.server_sessions import MOST_CONNECTIONS, ROUND_S, Answer
from campaign.dataset.engines.servers.spark_sessions import SparkSessions
from campaign.dataset.engines.settings import RegisterSettings

TIMEOUT = 600.0  # seconds, reached only if a test fails


class HungInDigest(PostgresSessions):
    """A server that hangs when the digest of a table is queried."""

    is_hung = False

    def _run(self, sql: str, values: Mapping[str, object] | None, seconds: float) -> Answer:
        self.is_hung |= "hashtextextended" in sql
        if self.is_hung:
            raise EngineError("no answer in time", "engine_late")
        return Answer(("name", "kind"), ("text", "text"), [("date", "date")])


def test_no_caller_waits_for_a_server_that_hung_in_a_digest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sessions = HungInDigest("campaign", 60)
    monkeypatch.setattr(postgres_engine, "sessions_of", lambda service, limit_s: sessions)
    engine = PostgresEngine(RegisterSettings("postgresql", table="activities", service="campaign"))
    with pytest.raises(EngineError, match="no answer in time"):
        engine.version()
    with pytest.raises(EngineError, match="last time"):
        sessions.run("SELECT 1")


class Failing(PostgresSessions):
    """A server that answers each statement with the error it names."""

    def _run(self, sql: str, values: Mapping[str, object] | None, seconds: float) -> Answer:
        if sql:
            raise EngineError(sql, "engine_failed")
        return Answer((), (), [])


def test_an_error_is_logged_again_only_after_another_or_an_answer(
    caplog: pytest.LogCaptureFixture,
) -> None:
    sessions = Failing("campaign", 60)
    for sql in ("a", "a", "b", "a", "", "a"):
        with contextlib.suppress(EngineError):
            sessions.run(sql)
    assert [str(record.args[-1]) for record in caplog.records if record.args] == [*"abaa"]


class BusyPlaces:
    """Places that are all taken by statements of a server, which hangs from the first try on."""

    def __init__(self, sessions: Failing) -> None:
        self.sessions = sessions
        self.waits: list[float] = []

    def acquire(self, timeout: float) -> bool:
        self.waits.append(timeout)
        with contextlib.suppress(EngineError):
            self.sessions.probe("no answer in time")
        return False


def test_a_caller_that_waits_for_a_place_learns_that_the_server_hangs() -> None:
    sessions = Failing("campaign", 60)
    places = BusyPlaces(sessions)
    cast(Any, sessions)._places = places
    with pytest.raises(EngineError, match="last time"):
        sessions.run("SELECT 1")
    assert places.waits == [ROUND_S]


def test_a_caller_waits_no_longer_than_the_time_limit_for_a_place() -> None:
    sessions = Failing("campaign", 0.01)
    for _ in range(MOST_CONNECTIONS):
        assert sessions._places.acquire(timeout=0)
    with pytest.raises(EngineError, match="no connection is free"):
        sessions.run("")
    sessions._places.release()
    sessions.run("")


class Session:
    """A session whose statements raise an error, or wait for another one to end."""

    def __init__(self, error: Exception, wait: threading.Event | None = None) -> None:
        self.error, self.wait, self.client = error, wait, self
        self.is_closed = False
        self.started = threading.Event()

    def close(self) -> None:
        self.is_closed = True

    def addTag(self, tag: str) -> None:
        pass

    removeTag = addTag

    def sql(self, sql: str, args: object) -> Session:
        return self

    def toArrow(self) -> pa.Table:
        self.started.set()
        if self.wait is not None and threading.current_thread() is not threading.main_thread():
            self.wait.wait(TIMEOUT)
            return pa.table({"n": [1]})
        raise self.error


def sessions_with(*sessions: Session) -> SparkSessions:
    spark = SparkSessions("campaign", 60)
    replacements = iter(sessions)

    def connect() -> SparkSession:
        if spark._session is None:
            spark._session = cast(SparkSession, next(replacements))
        return spark._session

    cast(Any, spark)._connect = connect
    return spark


def test_a_type_that_arrow_does_not_know_is_a_failure_of_the_engine() -> None:
    spark = sessions_with(Session(pa.ArrowNotImplementedError("a cell of the register")))
    with pytest.raises(EngineError, match="^ArrowNotImplementedError$") as error:
        spark.run("SELECT 1")
    assert error.value.reason == "engine_failed"


def test_a_session_that_is_replaced_is_closed_after_its_last_statement() -> None:
    end = threading.Event()
    away = [Session(_session_error(), end), Session(_session_error())]
    spark = sessions_with(*away)
    answers: list[pa.Table] = []
    thread = threading.Thread(target=lambda: answers.append(spark.run("SELECT 1")))
    thread.start()
    assert away[0].started.wait(TIMEOUT)
    with pytest.raises(EngineError):
        spark.run("SELECT 2")
    assert not away[0].is_closed and away[1].is_closed
    end.set()
    thread.join(TIMEOUT)
    assert away[0].is_closed and len(answers) == 1 and not spark._users


def _session_error() -> Exception:
    from pyspark.errors import PySparkException

    return PySparkException("[INVALID_HANDLE.SESSION_CHANGED] started again")
