"""The parts of uvicorn that are not public and that we use; `docs/upgrading.md` lists them."""

from __future__ import annotations

from typing import Any

from uvicorn import Config
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory
from websockets.server import ServerProtocol

WINDOW_BITS = 15
LEVEL = 5  # a rerun has 2 % more bytes than at 6, in two thirds of the time
MEMORY_LEVEL = 6  # 160 KB for each connection, with the window


class CompressedWebSocket(WebSocketsSansIOProtocol):
    """A websocket that compresses with a window of 32 KB instead of uvicorn's 4 KB.

    A filter change sends the HTML of a page, whose drawings repeat one another: it has two thirds
    of the size. uvicorn accepts a protocol class (`ws=`), but has no setting for the window.
    """

    def __init__(self, config: Config, *args: Any, **kwargs: Any) -> None:
        super().__init__(config, *args, **kwargs)
        if config.ws_per_message_deflate:
            compression = ServerPerMessageDeflateFactory(
                server_max_window_bits=WINDOW_BITS,
                client_max_window_bits=12,
                compress_settings={"level": LEVEL, "memLevel": MEMORY_LEVEL},
            )
            self.conn = ServerProtocol(
                extensions=[compression], max_size=config.ws_max_size, logger=self.conn.logger
            )
