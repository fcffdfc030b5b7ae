"""The server sends its messages to a service manager such as systemd."""

from __future__ import annotations

import asyncio
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from campaign.web.service_manager import report_start

TIMEOUT = 600.0  # seconds; reached only if a test fails


@pytest.fixture(params=["path", "abstract"])
def manager(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[socket.socket]:
    """The socket of the manager, with a file name or an abstract name."""
    name = f"@{tmp_path}" if request.param == "abstract" else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as messages:
        messages.bind(name.replace("@", "\0"))
        messages.settimeout(TIMEOUT)
        monkeypatch.setenv("NOTIFY_SOCKET", name)
        for variable in ("WATCHDOG_USEC", "WATCHDOG_PID"):
            monkeypatch.delenv(variable, raising=False)
        yield messages


def report(seconds: float = 0.0) -> None:
    async def start() -> None:
        report_start()
        await asyncio.sleep(seconds)

    asyncio.run(start())


def receive_all(manager: socket.socket) -> list[bytes]:
    manager.setblocking(False)
    messages = []
    while True:
        try:
            messages.append(manager.recv(100))
        except BlockingIOError:
            return messages


def test_the_server_reports_that_it_is_ready(manager: socket.socket) -> None:
    report()
    assert receive_all(manager) == [b"READY=1"]


def test_the_server_sends_watchdog_messages(
    manager: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WATCHDOG_USEC", "20000")
    monkeypatch.setenv("WATCHDOG_PID", str(os.getpid()))

    async def start() -> list[bytes]:
        report_start()
        return [await asyncio.to_thread(manager.recv, 100) for _ in range(4)]

    assert asyncio.run(start()) == [b"READY=1", *3 * [b"WATCHDOG=1"]]


@pytest.mark.parametrize(
    ("microseconds", "process"), [("20000", "1"), ("soon", "ours"), ("0", None)]
)
def test_no_watchdog_messages_are_sent_without_an_interval_for_this_process(
    manager: socket.socket,
    monkeypatch: pytest.MonkeyPatch,
    microseconds: str,
    process: str | None,
) -> None:
    monkeypatch.setenv("WATCHDOG_USEC", microseconds)
    if process:
        monkeypatch.setenv("WATCHDOG_PID", str(os.getpid()) if process == "ours" else process)
    report(0.1)
    assert receive_all(manager) == [b"READY=1"]


@pytest.mark.parametrize("name", ["", "relative", "/nowhere/notify", "@nobody"])
def test_a_server_without_a_manager_starts(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOTIFY_SOCKET", name)
    monkeypatch.setenv("WATCHDOG_USEC", "20000")
    report()
