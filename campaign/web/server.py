"""The server of `python -m campaign serve`: uvicorn, set by its own public settings."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass

import uvicorn
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from campaign.web.security_headers import InvalidSetting
from campaign.web.uvicorn_compat import PackedWebSocket

CLOSING_SECONDS = 10
"""What a download under way has left once the server is asked to stop."""
_BACKLOG = 2048


@dataclass(frozen=True)
class ServerSettings:
    """Where the server listens, and how it talks to browsers."""

    address: str | None
    """An IP address or a name of this machine; None listens at all of them."""
    port: int
    """0 takes any that is free."""
    certificate: str | None
    key: str | None
    """Files of the certificate and its key; None where HTTPS is left to a proxy."""
    ping_seconds: int
    most_bytes: int
    """The longest message that a browser may send."""
    packed: bool
    """Whether messages to browsers are compressed."""

    @property
    def scheme(self) -> str:
        """`http`, or `https` where there is a certificate."""
        return "https" if self.certificate else "http"


def listen(settings: ServerSettings) -> socket.socket:
    """A socket that listens; at all addresses, of both families, where none is named.

    Raises OSError: EADDRINUSE where the port is taken, EACCES where the account may not have it,
    `socket.gaierror` or EADDRNOTAVAIL where the address is not this machine's.
    """
    if settings.address is None and socket.has_dualstack_ipv6():
        return socket.create_server(
            ("", settings.port), family=socket.AF_INET6, backlog=_BACKLOG, dualstack_ipv6=True
        )
    address_infos = socket.getaddrinfo(
        settings.address, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )
    family, _, _, _, place = address_infos[0]
    return socket.create_server(place, family=family, backlog=_BACKLOG)


def addresses(settings: ServerSettings, listening: socket.socket) -> tuple[str, ...]:
    """Where a browser opens the dashboard: on this machine first, then from others near it."""
    port = listening.getsockname()[1]
    hosts = ["localhost", own_address()] if settings.address is None else [settings.address]
    return tuple(
        f"{settings.scheme}://{f'[{host}]' if ':' in host else host}:{port}"
        for host in hosts
        if host
    )


def own_address() -> str | None:
    """The address of this machine in its network, None without a network; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(("192.0.2.1", 9))  # an address that nobody has (RFC 5737)
        except OSError:
            return None
        return str(asking.getsockname()[0])


class Announced:
    """An app that says when it has started and its server listens to signals."""

    def __init__(self, app: ASGIApp, announce: Callable[[], None]) -> None:
        self.app = app
        self.announce = announce

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_and_announce(message: Message) -> None:
            await send(message)
            if message["type"] == "lifespan.startup.complete":
                self.announce()

        await self.app(scope, receive, send_and_announce if scope["type"] == "lifespan" else send)


def build_server(app: ASGIApp, settings: ServerSettings) -> uvicorn.Server:
    """The server, to be run with the sockets that listen, until SIGTERM or SIGINT.

    Connections are closed then, downloads have `CLOSING_SECONDS`; a second SIGINT ends at once.
    Raises InvalidSetting where a certificate cannot be used.
    """
    config = uvicorn.Config(
        app,
        ws=PackedWebSocket,
        ws_ping_interval=settings.ping_seconds,
        ws_ping_timeout=settings.ping_seconds,
        ws_max_size=settings.most_bytes,
        ws_per_message_deflate=settings.packed,
        ssl_certfile=settings.certificate,
        ssl_keyfile=settings.key,
        lifespan="on",
        # Its name would tell strangers what to look for.
        server_header=False,
        # At its usual level it notes the address of each reader.
        log_level="warning",
        access_log=False,
        use_colors=False,
        timeout_graceful_shutdown=CLOSING_SECONDS,
    )
    try:
        config.load()
    except OSError as unusable:
        raise InvalidSetting(f"server.sslCertFile, server.sslKeyFile: {unusable}") from unusable
    return uvicorn.Server(config)
