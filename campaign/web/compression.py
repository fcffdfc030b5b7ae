"""How tightly the connection to the browser is packed."""

from __future__ import annotations

from typing import Any

from uvicorn.protocols.websockets import websockets_sansio_impl
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory

WINDOW_BITS = 15
MEMORY_LEVEL = 5  # 144 KB for each connection, with the window


def pack_tightly() -> None:
    """Let a message be told in terms of the last 32 KB sent instead of uvicorn's 4 KB.

    A rerun sends nearly the same 30 KB again. With a window that reaches back to the run before,
    a filter change weighs a sixth. uvicorn has no setting for it; `tests/e2e/test_weight.py` tells
    when an upgrade takes this away.
    """

    def factory(**_: Any) -> ServerPerMessageDeflateFactory:
        return ServerPerMessageDeflateFactory(
            server_max_window_bits=WINDOW_BITS,
            client_max_window_bits=12,
            compress_settings={"memLevel": MEMORY_LEVEL},
        )

    setattr(websockets_sansio_impl, "ServerPerMessageDeflateFactory", factory)  # noqa: B010
