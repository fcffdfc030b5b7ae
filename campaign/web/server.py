"""The server of `python -m campaign serve`: uvicorn, the process, and its service manager.

`docs/upgrading.md` lists the parts of uvicorn in use that are not public.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
import os
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import uvicorn
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory
from websockets.server import ServerProtocol

from campaign.web.security import InvalidSettingError

CLOSING_SECONDS = 10
"""The time in seconds that downloads have to finish after a signal to stop."""
_BACKLOG = 2048
_M_ARENA_MAX = -8  # as glibc numbers it, in malloc.h
_SWITCH_SECONDS = 0.02
WINDOW_BITS = 15
LEVEL = 5  # a rerun has 2 % more bytes than at 6, in two thirds of the time
MEMORY_LEVEL = 6  # 160 KB for each connection, with the window


@dataclass(frozen=True)
class ServerSettings:
    """The address of the server and its connections to browsers."""

    address: str | None
    """An IP address or a name of this machine; None for all of them."""
    port: int
    """0 for any free port."""
    certificate: str | None
    key: str | None
    """Files of the certificate and its key; None if a proxy provides HTTPS."""
    ping_seconds: int
    most_bytes: int
    """The longest message that a browser may send."""
    compress: bool
    """Whether messages to browsers are compressed."""

    @property
    def scheme(self) -> str:
        """`http`, or `https` with a certificate."""
        return "https" if self.certificate else "http"


def listen(settings: ServerSettings) -> socket.socket:
    """Return a listening socket; without an address, at all addresses of both families.

    Raises OSError: EADDRINUSE for a port in use, EACCES for one without permission,
    `socket.gaierror` or EADDRNOTAVAIL for an address that is not this machine's.
    """
    if settings.address is None and socket.has_dualstack_ipv6():
        return socket.create_server(
            ("", settings.port), family=socket.AF_INET6, backlog=_BACKLOG, dualstack_ipv6=True
        )
    address_infos = socket.getaddrinfo(
        settings.address, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )
    family, _, _, _, address = address_infos[0]
    return socket.create_server(address, family=family, backlog=_BACKLOG)


def addresses(settings: ServerSettings, listener: socket.socket) -> tuple[str, ...]:
    """Return the addresses of the dashboard: first for this machine, then for its network."""
    port = listener.getsockname()[1]
    hosts = ["localhost", network_address()] if settings.address is None else [settings.address]
    return tuple(
        f"{settings.scheme}://{f'[{host}]' if ':' in host else host}:{port}"
        for host in hosts
        if host
    )


def network_address() -> str | None:
    """Return the address of this machine in its network, None without one; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address that nobody has (RFC 5737)
        except OSError:
            return None
        return str(probe.getsockname()[0])


class StartupNotifier:
    """An app that calls `announce` once it has started and its server handles signals."""

    def __init__(self, app: ASGIApp, announce: Callable[[], None]) -> None:
        self.app = app
        self.announce = announce

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_and_announce(message: Message) -> None:
            await send(message)
            if message["type"] == "lifespan.startup.complete":
                self.announce()

        await self.app(scope, receive, send_and_announce if scope["type"] == "lifespan" else send)


class CompressedWebSocket(WebSocketsSansIOProtocol):
    """A websocket that compresses with a window of 32 KB instead of uvicorn's 4 KB.

    A filter change sends the HTML of a page, whose drawings repeat one another: it has two thirds
    of the size. uvicorn accepts a protocol class (`ws=`), but has no setting for the window.
    """

    def __init__(self, config: uvicorn.Config, *args: Any, **kwargs: Any) -> None:
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


def build_server(app: ASGIApp, settings: ServerSettings) -> uvicorn.Server:
    """Return the server, which runs with listening sockets until SIGTERM or SIGINT.

    Then connections are closed, and downloads have `CLOSING_SECONDS`; a second SIGINT ends at once.
    Raises InvalidSettingError for an unusable certificate.
    """
    config = uvicorn.Config(
        app,
        ws=CompressedWebSocket,
        ws_ping_interval=settings.ping_seconds,
        ws_ping_timeout=settings.ping_seconds,
        ws_max_size=settings.most_bytes,
        ws_per_message_deflate=settings.compress,
        ssl_certfile=settings.certificate,
        ssl_keyfile=settings.key,
        lifespan="on",
        # The name of the server would help attackers.
        server_header=False,
        # At its default level uvicorn logs the address of each reader.
        log_level="warning",
        access_log=False,
        use_colors=False,
        timeout_graceful_shutdown=CLOSING_SECONDS,
    )
    try:
        config.load()
    except OSError as error:
        raise InvalidSettingError(f"server.sslCertFile, server.sslKeyFile: {error}") from error
    return uvicorn.Server(config)


# The service manager and the process ------------------------------------------------------------


def report_start() -> None:
    """Report to a service manager that the server answers, then regularly that its loop runs.

    The manager, such as systemd with `Type=notify`, names its socket in NOTIFY_SOCKET, and in
    WATCHDOG_USEC the microseconds after which it ends a silent process: in that time the second
    message is sent twice. Call it in the event loop.
    """
    _send("READY=1")
    interval = _watchdog_seconds() / 2
    if interval:
        _report_again(interval)


def _report_again(interval: float) -> None:
    _send("WATCHDOG=1")
    asyncio.get_running_loop().call_later(interval, _report_again, interval)


def _watchdog_seconds() -> float:
    """Return the seconds after which a silent process is ended; 0.0 if not set for this process."""
    microseconds, process = os.environ.get("WATCHDOG_USEC", ""), os.environ.get("WATCHDOG_PID")
    if not microseconds.isdecimal() or process not in (None, str(os.getpid())):
        return 0.0
    return int(microseconds) / 1_000_000


def _send(state: str) -> None:
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")):
        return
    # The server must not stop because the manager is restarting.
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as messages:
        messages.setblocking(False)
        # "@" stands for the byte 0 of an abstract socket name, which is not a file.
        messages.sendto(state.encode(), address.replace("@", "\0", 1))


def use_one_heap() -> bool:
    """Let all threads use one heap; return False if the C library has no such setting.

    Each run has a thread of its own. glibc gives threads up to eight heaps per processor, and free
    memory in one heap is of no use to a thread of another: after 10,000 runs 43 of 144 MiB were
    free in several heaps, in one heap 8 of 109. Threads that share the interpreter do not wait for
    a shared heap either.
    """
    try:
        set_option = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):  # not glibc, or not a Unix at all
        return False
    return bool(set_option(_M_ARENA_MAX, 1))


def tune_interpreter() -> None:
    """Exclude imported objects from garbage collection and lengthen the switch interval.

    A run takes about 15 ms. At Python's default of 5 ms, threads of twenty viewers kept taking the
    interpreter from each other, a third more work per run.
    """
    sys.setswitchinterval(_SWITCH_SECONDS)
    gc.freeze()
