"""The server around the app: its addresses, headers, compression and end."""

from __future__ import annotations

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
from starlette.websockets import WebSocket
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from bench.proxy import counting
from campaign.web.security_headers import InvalidSettingError
from campaign.web.server import ServerSettings, addresses, build_server, listen

LONGEST = 600.0  # seconds: reached only where a test fails
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
    """A server in a thread of its own."""

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
            thread.join(LONGEST)
            assert not thread.is_alive()

        thread.start()
        try:
            yield Running(server, listening.getsockname()[1], end)
        finally:
            end()


# Where it listens ----------------------------------------------------------------------------


def reached(listening: socket.socket, host: str) -> bool:
    try:
        socket.create_connection((host, listening.getsockname()[1]), timeout=LONGEST).close()
    except OSError:
        return False
    return True


@pytest.mark.skipif(not socket.has_dualstack_ipv6(), reason="the machine has one family only")
def test_without_an_address_both_families_are_served() -> None:
    with listen(replace(SETTINGS, address=None)) as listening:
        assert reached(listening, "127.0.0.1") and reached(listening, "::1")


def test_an_address_is_served_alone() -> None:
    with listen(SETTINGS) as listening:
        assert reached(listening, "127.0.0.1") and not reached(listening, "127.0.0.2")


def test_a_port_is_had_once() -> None:
    with listen(SETTINGS) as first, pytest.raises(OSError) as error:
        listen(replace(SETTINGS, port=first.getsockname()[1]))
    assert error.value.errno == errno.EADDRINUSE


def test_an_address_of_another_machine_is_refused() -> None:
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
def test_addresses_to_open(address: str | None, certificate: str | None, first: str) -> None:
    settings = replace(SETTINGS, address=address, certificate=certificate)
    with listen(settings) as listening:
        urls = addresses(settings, listening)
        assert urls[0] == first.format(port=listening.getsockname()[1])
        assert len(urls) <= (1 if address else 2)


# How it answers ------------------------------------------------------------------------------


def test_it_does_not_say_what_it_is() -> None:
    with running() as server, urllib.request.urlopen(f"http://127.0.0.1:{server.port}/") as answer:
        assert answer.read() == b"in"
        assert "Server" not in answer.headers and answer.headers["Date"]


@pytest.mark.parametrize(("compress", "most"), [(True, 3_000), (False, None)])
def test_what_was_sent_30_kilobytes_before_is_not_sent_again(
    compress: bool, most: int | None
) -> None:
    message = random.Random(7).randbytes(30_000)
    with (
        running(replace(SETTINGS, compress=compress)) as server,
        counting(server.port) as wire,
        connect(wire.address.replace("http", "ws") + "/echo", max_size=None) as line,
    ):
        weights = []
        for _ in range(2):
            wire.reset()
            line.send(message)
            assert line.recv(timeout=LONGEST) == message
            weights.append(wire.down)
    assert weights[0] >= 30_000
    assert weights[1] >= 30_000 if most is None else weights[1] < most


def test_a_message_too_long_ends_the_connection() -> None:
    with running() as server, connect(f"ws://127.0.0.1:{server.port}/echo") as line:
        line.send(random.Random(7).randbytes(SETTINGS.most_bytes + 1))
        with pytest.raises(ConnectionClosed) as closed:
            line.recv(timeout=LONGEST)
    assert closed.value.rcvd is not None and closed.value.rcvd.code == 1009


def test_at_its_end_connections_are_closed() -> None:
    with running() as server, connect(f"ws://127.0.0.1:{server.port}/echo") as line:
        line.send(b"here")
        assert line.recv(timeout=LONGEST) == b"here"
        server.end()
        with pytest.raises(ConnectionClosed) as closed:
            line.recv(timeout=LONGEST)
    assert closed.value.rcvd is not None and closed.value.rcvd.code == 1012


def test_a_certificate_that_cannot_be_read_is_a_wrong_setting() -> None:
    with pytest.raises(InvalidSettingError, match="server.sslCertFile"):
        build_server(APP, replace(SETTINGS, certificate="/nowhere", key="/nowhere"))
