"""The server of `python -m campaign serve`: uvicorn with its public settings."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass

import uvicorn
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from campaign.web.security_headers import InvalidSettingError
from campaign.web.uvicorn_compat import CompressedWebSocket

CLOSING_SECONDS = 10
"""The time in seconds that downloads have to finish after a signal to stop."""
_BACKLOG = 2048


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
