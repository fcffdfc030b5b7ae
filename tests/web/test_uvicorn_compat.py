"""The undocumented parts of uvicorn that we use still exist."""

from __future__ import annotations

import asyncio

from uvicorn import Config
from uvicorn.server import ServerState
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory
from websockets.server import ServerProtocol

from campaign.web.uvicorn_compat import LEVEL, MEMORY_LEVEL, WINDOW_BITS, CompressedWebSocket

MOVED = "uvicorn has moved it: see docs/upgrading.md"


async def app(scope: object, receive: object, send: object) -> None:
    """An app that does not answer."""


def make_socket(compress: bool) -> CompressedWebSocket:
    async def make() -> CompressedWebSocket:
        config = Config(app, ws_per_message_deflate=compress, ws_max_size=77, log_config=None)
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
    config = Config(app, ws=CompressedWebSocket, log_config=None)
    config.load()
    assert config.ws_protocol_class is CompressedWebSocket, MOVED
