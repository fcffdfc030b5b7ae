"""The parts of uvicorn that it does not promise: a test for each, named after it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from uvicorn import Config
from uvicorn.server import ServerState
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory
from websockets.server import ServerProtocol

from campaign.web.uvicorn_compat import (
    MOST_JOINED,
    WINDOW_BITS,
    CompressedWebSocket,
    JoinedWrites,
)

MOVED = "uvicorn has moved it: see docs/upgrading.md"


async def app(scope: object, receive: object, send: object) -> None:
    """Answers nothing."""


def make_socket(compress: bool) -> CompressedWebSocket:
    async def make() -> CompressedWebSocket:
        config = Config(app, ws_per_message_deflate=compress, ws_max_size=77, log_config=None)
        config.load()
        return CompressedWebSocket(config=config, server_state=ServerState(), app_state={})

    return asyncio.run(make())


def test_conn_is_what_speaks_the_protocol() -> None:
    conn = make_socket(compress=True).conn
    assert isinstance(conn, ServerProtocol), MOVED
    assert conn.max_message_size == 77, MOVED


def test_conn_s_extension_is_ours() -> None:
    (extension,) = make_socket(compress=True).conn.available_extensions or ()
    assert isinstance(extension, ServerPerMessageDeflateFactory), MOVED
    assert extension.server_max_window_bits == WINDOW_BITS
    assert not make_socket(compress=False).conn.available_extensions


def test_ws_takes_a_protocol_of_one_s_own() -> None:
    config = Config(app, ws=CompressedWebSocket, log_config=None)
    config.load()
    assert config.ws_protocol_class is CompressedWebSocket, MOVED


class Transport(asyncio.Transport):
    """Keeps what is written to it until it is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.writes: list[bytes] = []
        self.closed = False

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.writes.append(bytes(data))

    def close(self) -> None:
        self.closed = True

    def is_closing(self) -> bool:
        return self.closed


def writes_of(act: Callable[[JoinedWrites], None]) -> tuple[list[bytes], list[bytes]]:
    """What is written while `act` is under way, and with what the next round of the loop adds."""

    async def write() -> tuple[list[bytes], list[bytes]]:
        transport = Transport()
        act(JoinedWrites(transport, asyncio.get_running_loop()))
        at_once = list(transport.writes)
        await asyncio.sleep(0)
        return at_once, transport.writes

    return asyncio.run(write())


def test_writes_of_one_round_are_joined() -> None:
    def write(transport: JoinedWrites) -> None:
        transport.write(b"a")
        transport.write(b"b")
        assert transport.is_closing() is False

    assert writes_of(write) == ([], [b"ab"])


def test_no_more_is_joined_than_the_transport_would_hold() -> None:
    def write(transport: JoinedWrites) -> None:
        transport.write(b"a")
        transport.write(bytes(MOST_JOINED))
        transport.write(b"b")

    assert writes_of(write) == ([b"a" + bytes(MOST_JOINED)], [b"a" + bytes(MOST_JOINED), b"b"])


def test_all_is_written_before_the_end() -> None:
    def write(transport: JoinedWrites) -> None:
        transport.write(b"a")
        transport.close()
        transport.write(b"b")

    assert writes_of(write) == ([b"a"], [b"a"])


def test_the_socket_writes_to_joined_writes() -> None:
    async def connect() -> CompressedWebSocket:
        config = Config(app, log_config=None)
        config.load()
        socket = CompressedWebSocket(config=config, server_state=ServerState(), app_state={})
        socket.connection_made(Transport())
        return socket

    assert isinstance(asyncio.run(connect()).transport, JoinedWrites), MOVED
