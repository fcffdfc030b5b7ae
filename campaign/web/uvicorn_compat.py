"""What we need of uvicorn that it does not promise; `docs/upgrading.md` lists it."""

from __future__ import annotations

from typing import Any

from uvicorn import Config
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory
from websockets.server import ServerProtocol

WINDOW_BITS = 15
MEMORY_LEVEL = 5  # 144 KB for each connection, with the window


class PackedWebSocket(WebSocketsSansIOProtocol):
    """A websocket that tells a message in terms of the last 32 KB sent, not of uvicorn's 4 KB.

    A rerun sends nearly the same 30 KB again. With a window that reaches back to the run before,
    a filter change weighs a sixth. uvicorn takes a protocol of one's own (`ws=`), but has no
    setting for the window.
    """

    def __init__(self, config: Config, *given: Any, **named: Any) -> None:
        super().__init__(config, *given, **named)
        if config.ws_per_message_deflate:
            packing = ServerPerMessageDeflateFactory(
                server_max_window_bits=WINDOW_BITS,
                client_max_window_bits=12,
                compress_settings={"memLevel": MEMORY_LEVEL},
            )
            self.conn = ServerProtocol(
                extensions=[packing], max_size=config.ws_max_size, logger=self.conn.logger
            )
