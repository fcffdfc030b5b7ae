"""The server of the app: addresses, headers, compression and shutdown."""

from __future__ import annotations

import asyncio
import errno
import random
import socket
import threading
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from bench.proxy import counting
from campaign.web.security_headers import InvalidSettingError
from campaign.web.server import ServerSettings, addresses, build_server, listen

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
