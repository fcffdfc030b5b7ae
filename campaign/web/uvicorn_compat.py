"""The parts of uvicorn that are not public and that we use; `docs/upgrading.md` lists them."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn import Config
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory
from websockets.server import ServerProtocol

WINDOW_BITS = 15
MOST_JOINED = 64 * 2**10
MEMORY_LEVEL = 5  # 144 KB for each connection, with the window


class CompressedWebSocket(WebSocketsSansIOProtocol):
    """A websocket that compresses with a window of 32 KB instead of uvicorn's 4 KB.

    A rerun sends nearly the same 30 KB again. With a window that includes the previous run, a
    filter change has a sixth of the size. uvicorn accepts a protocol class (`ws=`), but has no
    setting for the window.
    """

    def __init__(self, config: Config, *args: Any, **kwargs: Any) -> None:
        super().__init__(config, *args, **kwargs)
        if config.ws_per_message_deflate:
            compression = ServerPerMessageDeflateFactory(
                server_max_window_bits=WINDOW_BITS,
                client_max_window_bits=12,
                compress_settings={"memLevel": MEMORY_LEVEL},
            )
            self.conn = ServerProtocol(
                extensions=[compression], max_size=config.ws_max_size, logger=self.conn.logger
            )

    def connection_made(self, transport: Any) -> None:
        """Write to the socket once for the messages of a run that wait, not once for each."""
        super().connection_made(JoinedWrites(transport, self.loop))  # type: ignore[arg-type]


class JoinedWrites:
    """A transport that joins what is written to it until the loop comes round."""

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._chunks: list[bytes] = []
        self._size = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Write soon, or at once where `MOST_JOINED` bytes wait: the transport limits its own."""
        if not self._chunks:
            self._loop.call_soon(self._flush)
        self._chunks.append(data)
        self._size += len(data)
        if self._size >= MOST_JOINED:
            self._flush()

    def close(self) -> None:
        """Close once all is written."""
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        data = b"".join(self._chunks)
        self._chunks.clear()
        self._size = 0
        if data and not self._transport.is_closing():
            self._transport.write(data)
