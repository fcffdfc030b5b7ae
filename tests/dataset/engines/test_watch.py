"""The thread that checks registers on a server, and the times at which it requests a reading."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from campaign.dataset.engines import watch
from campaign.dataset.engines.engine import EngineError
from campaign.dataset.engines.settings import RegisterSettings
from campaign.dataset.engines.watch import LONGEST_S, RegisterWatch

SETTINGS = RegisterSettings("postgresql", table="activities", service="campaign", poll_s=10)


class Server:
    """An engine with only a version; None means that it does not answer."""

    answer: str | None = "1"

    def version(self) -> str:
        if self.answer is None:
            raise EngineError("no answer", "engine_away")
        return self.answer


TIMEOUT = 600.0  # seconds, reached only if a test fails


class Clock:
    """A clock that moves only by `sleep`."""

    now = 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(watch, "time", clock)
    return clock


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    server = Server()
    monkeypatch.setattr(watch, "connect", lambda settings: server)
    return server


def new_watch(on_change: Callable[[], None]) -> RegisterWatch:
    """A watch without its thread."""
    register_watch = RegisterWatch(on_change)
    register_watch._thread = watch.threading.current_thread()
    return register_watch


def test_an_unreadable_register_with_a_version_is_read_at_growing_intervals(
    clock: Clock, server: Server
) -> None:
    readings: list[float] = []

    def read() -> None:
        readings.append(clock.now)
        register_watch.follow({SETTINGS: "engine_late"})

    register_watch = new_watch(read)
    register_watch.follow({SETTINGS: "engine_late"})
    while clock.now < 3_000:
        clock.sleep(1)
        register_watch.look()
    waits = [after - before for before, after in zip(readings, readings[1:], strict=False)]
    assert readings[0] == SETTINGS.poll_s and waits[:3] == [20, 40, 80]
    assert set(waits[6:]) == {LONGEST_S}


def test_a_watch_is_active_with_a_register(clock: Clock, server: Server) -> None:
    register_watch = new_watch(lambda: None)
    assert not register_watch.is_active
    register_watch.follow({SETTINGS: "engine_late"})
    assert register_watch.is_active
    register_watch.follow({})
    assert not register_watch.is_active


def test_a_server_that_answers_again_is_read_at_the_next_check(
    clock: Clock, server: Server
) -> None:
    states: list[str] = []

    def read() -> None:
        states.append(server.answer or "engine_away")
        register_watch.follow({SETTINGS: states[-1]})

    register_watch = new_watch(read)
    register_watch.follow({SETTINGS: "1"})
    for answer in ("1", None, "1", None, None, "2", "2"):
        server.answer = answer
        clock.sleep(SETTINGS.poll_s)
        register_watch.look()
    assert states == ["engine_away", "1", "engine_away", "2"]


@pytest.mark.parametrize("answer", ["1", None])
def test_slow_checks_run_less_often(
    clock: Clock, server: Server, answer: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks: list[float] = []

    def read(_: Server) -> str:
        checks.append(clock.now)
        clock.sleep(60)
        return answer or "engine_late"

    monkeypatch.setattr(watch, "read_state", read)
    register_watch = new_watch(lambda: None)
    register_watch.follow({SETTINGS: answer or "engine_late"})
    while clock.now < 1_000:
        clock.sleep(1)
        register_watch.look()
    assert checks == [10, 250, 490, 730, 970]


def test_a_server_that_hangs_does_not_delay_the_check_of_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class HungServer(Server):
        end = threading.Event()
        checks = 0

        def version(self) -> str:
            self.checks += 1
            self.end.wait(TIMEOUT)
            return "1"

    hung, other, changes = HungServer(), Server(), list[str]()
    hung_settings = replace(SETTINGS, table="hung", poll_s=1)
    servers = {hung_settings: hung, SETTINGS: other}
    monkeypatch.setattr(watch, "connect", servers.__getitem__)
    monkeypatch.setattr(watch, "ROUND_S", 0.05)
    clock = Clock()
    monkeypatch.setattr(watch, "time", clock)
    register_watch = new_watch(lambda: changes.append(str(other.answer)))
    register_watch.follow({hung_settings: "1", SETTINGS: "1"})
    for answer in ("1", "2", "3"):
        other.answer = answer
        clock.now += SETTINGS.poll_s
        register_watch.look()
        # On a busy machine the other server may answer after the first wait.
        for _ in range(10_000):
            if answer == "1" or changes[-1:] == [answer]:
                break
            register_watch.look()
    assert changes == ["2", "3"] and hung.checks == 1
    hung.end.set()


@pytest.mark.long
def test_without_a_register_in_an_engine_there_is_no_thread_and_no_driver() -> None:
    process = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, threading; from campaign.dataset import campaign_cache\n"
            "campaign_cache.current()\n"
            "print(campaign_cache.reads_server())\n"
            "print({'duckdb', 'psycopg', 'sqlglot'} & set(sys.modules))\n"
            "print([thread.name for thread in threading.enumerate()])",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert process.stdout.split() == ["False", "set()", "['MainThread']"]


def test_the_thread_outlives_an_error_and_reads_again(
    clock: Clock, server: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    readings: list[float] = []

    def fail() -> None:
        readings.append(clock.now)
        raise ValueError("a cell of the register")

    def sleep(seconds: float) -> None:
        clock.now += seconds
        if clock.now > 100:
            raise SystemExit

    monkeypatch.setattr(clock, "sleep", sleep)
    register_watch = new_watch(fail)
    register_watch.follow({SETTINGS: "0"})
    with pytest.raises(SystemExit):
        register_watch._run()
    assert readings == [10, 30, 70]
    assert "ValueError" in caplog.text and "cell" not in caplog.text
