"""The server: addresses, headers, compression, shutdown, its process and its service manager."""

from __future__ import annotations

import asyncio
import errno
import os
import platform
import random
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from uvicorn.server import ServerState
from websockets.exceptions import ConnectionClosed
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory
from websockets.server import ServerProtocol
from websockets.sync.client import connect

from bench.proxy import counting
from campaign.web.security import InvalidSettingError
from campaign.web.server import (
    LEVEL,
    MEMORY_LEVEL,
    WINDOW_BITS,
    CompressedWebSocket,
    ServerSettings,
    addresses,
    build_server,
    listen,
    report_start,
)

TIMEOUT = 600.0  # seconds; reached only if a test fails
SETTINGS = ServerSettings(
    address="127.0.0.1",
    port=0,
    certificate=None,
    key=None,
    ping_seconds=30,
    most_bytes=100_000,
    compress=True,
)


async def echo(line: WebSocket) -> None:
    await line.accept()
    async for message in line.iter_bytes():
        await line.send_bytes(message)


async def greet(_: Request) -> Response:
    return PlainTextResponse("in")


APP = Starlette(routes=[WebSocketRoute("/echo", echo), Route("/", greet)])


@dataclass
class Running:
    """A server in a separate thread."""

    server: uvicorn.Server
    port: int
    end: Callable[[], None]


@contextmanager
def running(settings: ServerSettings = SETTINGS) -> Iterator[Running]:
    with listen(settings) as listening:
        server = build_server(APP, settings)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})

        def end() -> None:
            server.should_exit = True
            thread.join(TIMEOUT)
            assert not thread.is_alive()

        thread.start()
        try:
            yield Running(server, listening.getsockname()[1], end)
        finally:
            end()


# Addresses -----------------------------------------------------------------------------------


def can_connect(listening: socket.socket, host: str) -> bool:
    try:
        socket.create_connection((host, listening.getsockname()[1]), timeout=TIMEOUT).close()
    except OSError:
        return False
    return True


@pytest.mark.skipif(
    not socket.has_dualstack_ipv6(), reason="the machine has only one address family"
)
def test_without_an_address_both_address_families_are_served() -> None:
    with listen(replace(SETTINGS, address=None)) as listening:
        assert can_connect(listening, "127.0.0.1") and can_connect(listening, "::1")


def test_only_the_given_address_is_served() -> None:
    with listen(SETTINGS) as listening:
        assert can_connect(listening, "127.0.0.1") and not can_connect(listening, "127.0.0.2")


def test_a_port_in_use_raises_an_error() -> None:
    with listen(SETTINGS) as first, pytest.raises(OSError) as error:
        listen(replace(SETTINGS, port=first.getsockname()[1]))
    assert error.value.errno == errno.EADDRINUSE


def test_an_address_of_another_machine_raises_an_error() -> None:
    with pytest.raises(OSError) as error:
        listen(replace(SETTINGS, address="203.0.113.7"))
    assert error.value.errno == errno.EADDRNOTAVAIL


@pytest.mark.parametrize(
    ("address", "certificate", "first"),
    [
        (None, None, "http://localhost:{port}"),
        ("127.0.0.1", None, "http://127.0.0.1:{port}"),
        ("127.0.0.1", "cert.pem", "https://127.0.0.1:{port}"),
    ],
)
def test_the_addresses_to_open_have_scheme_and_port(
    address: str | None, certificate: str | None, first: str
) -> None:
    settings = replace(SETTINGS, address=address, certificate=certificate)
    with listen(settings) as listening:
        urls = addresses(settings, listening)
        assert urls[0] == first.format(port=listening.getsockname()[1])
        assert len(urls) <= (1 if address else 2)


# The proxy ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "peer", "scheme"),
    [
        (None, "127.0.0.1", "https"),
        (None, "10.88.0.1", "http"),
        ("10.88.0.1", "10.88.0.1", "https"),
        ("10.88.0.0/16", "10.88.0.1", "https"),
        ("10.88.0.0/16", "10.89.0.1", "http"),
        ("*", "10.89.0.1", "https"),
    ],
)
def test_only_a_named_proxy_says_that_a_page_was_requested_over_https(
    setting: str | None, peer: str, scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FORWARDED_ALLOW_IPS", raising=False)
    if setting is not None:
        monkeypatch.setenv("FORWARDED_ALLOW_IPS", setting)
    schemes: list[str] = []

    async def note_scheme(scope: Scope, receive: Receive, send: Send) -> None:
        schemes.append(scope["scheme"])

    app = build_server(note_scheme, SETTINGS).config.loaded_app
    forwarded = [(b"x-forwarded-proto", b"https")]
    scope = {"type": "http", "scheme": "http", "client": (peer, 9), "headers": forwarded}
    asyncio.run(app(scope, None, None))
    assert schemes == [scheme]


# Responses -----------------------------------------------------------------------------------


def test_a_response_does_not_name_the_server_software() -> None:
    with running() as server, urllib.request.urlopen(f"http://127.0.0.1:{server.port}/") as answer:
        assert answer.read() == b"in"
        assert "Server" not in answer.headers and answer.headers["Date"]


@pytest.mark.parametrize(("compress", "most"), [(True, 3_000), (False, None)])
def test_compression_finds_repetitions_30_kilobytes_apart(compress: bool, most: int | None) -> None:
    message = random.Random(7).randbytes(30_000)
    with (
        running(replace(SETTINGS, compress=compress)) as server,
        counting(server.port) as wire,
        connect(wire.address.replace("http", "ws") + "/echo", max_size=None) as line,
    ):
        sizes = []
        for _ in range(2):
            wire.reset()
            line.send(message)
            assert line.recv(timeout=TIMEOUT) == message
            sizes.append(wire.down)
    assert sizes[0] >= 30_000
    assert sizes[1] >= 30_000 if most is None else sizes[1] < most


def test_a_message_too_long_ends_the_connection() -> None:
    with running() as server, connect(f"ws://127.0.0.1:{server.port}/echo") as line:
        line.send(random.Random(7).randbytes(SETTINGS.most_bytes + 1))
        with pytest.raises(ConnectionClosed) as closed:
            line.recv(timeout=TIMEOUT)
    assert closed.value.rcvd is not None and closed.value.rcvd.code == 1009


def test_connections_are_closed_at_shutdown() -> None:
    with running() as server, connect(f"ws://127.0.0.1:{server.port}/echo") as line:
        line.send(b"here")
        assert line.recv(timeout=TIMEOUT) == b"here"
        server.end()
        with pytest.raises(ConnectionClosed) as closed:
            line.recv(timeout=TIMEOUT)
    assert closed.value.rcvd is not None and closed.value.rcvd.code == 1012


def test_an_unreadable_certificate_raises_an_error() -> None:
    with pytest.raises(InvalidSettingError, match="server.sslCertFile"):
        build_server(APP, replace(SETTINGS, certificate="/nowhere", key="/nowhere"))


# Parts of uvicorn that are not public ------------------------------------------------------------

MOVED = "uvicorn has moved it: see docs/upgrading.md"


def make_socket(compress: bool) -> CompressedWebSocket:
    async def make() -> CompressedWebSocket:
        config = uvicorn.Config(
            APP, ws_per_message_deflate=compress, ws_max_size=77, log_config=None
        )
        config.load()
        return CompressedWebSocket(config=config, server_state=ServerState(), app_state={})

    return asyncio.run(make())


def test_conn_is_the_server_protocol() -> None:
    conn = make_socket(compress=True).conn
    assert isinstance(conn, ServerProtocol), MOVED
    assert conn.max_message_size == 77, MOVED


def test_the_extension_of_conn_has_our_settings() -> None:
    (extension,) = make_socket(compress=True).conn.available_extensions or ()
    assert isinstance(extension, ServerPerMessageDeflateFactory), MOVED
    assert extension.server_max_window_bits == WINDOW_BITS
    assert extension.compress_settings is not None
    assert extension.compress_settings["level"] == LEVEL
    assert extension.compress_settings["memLevel"] == MEMORY_LEVEL
    assert not make_socket(compress=False).conn.available_extensions


def test_ws_takes_our_protocol_class() -> None:
    config = uvicorn.Config(APP, ws=CompressedWebSocket, log_config=None)
    config.load()
    assert config.ws_protocol_class is CompressedWebSocket, MOVED


# The process and its service manager -----------------------------------------------------------

# Many threads allocate memory at once; then glibc prints its heaps.
MANY_THREADS = """
import ctypes, sys, threading
from campaign.web import server

if "one" in sys.argv:
    assert server.use_one_heap()
together = threading.Barrier(6)

def take():
    together.wait()
    blocks = [bytearray(2000) for _ in range(100)]
    together.wait()

threads = [threading.Thread(target=take) for _ in range(6)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
libc = ctypes.CDLL(None)
out = ctypes.c_void_p.in_dll(libc, "stdout")
libc.malloc_info(0, out)
libc.fflush(out)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="a setting of glibc's")
def test_threads_share_one_heap() -> None:
    assert _heaps("each") > 1
    assert _heaps("one") == 1


def _heaps(how: str) -> int:
    command = [sys.executable, "-c", MANY_THREADS, how]
    process = subprocess.run(command, capture_output=True, text=True, check=True)
    return process.stdout.count("<heap nr=")


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
