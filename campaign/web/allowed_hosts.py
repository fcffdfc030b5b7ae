"""Whom the server answers: names it is known by, and pages of its own."""

from __future__ import annotations

import ipaddress
import logging
import re
import socket
from collections.abc import Iterable
from urllib.parse import SplitResult, urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from campaign.i18n.accept_language import preferred_language
from campaign.i18n.translator import N_, Text
from campaign.web.security_headers import InvalidSetting

_log = logging.getLogger("campaign")
_NAME = re.compile(
    r"(?:\*\.)?[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*"
)
# Nobody can register these on the internet (RFC 6761, 6762, 8375; .internal by ICANN; .lan).
_HOME = (".localhost", ".local", ".lan", ".internal", ".home.arpa")
_READING = ("GET", "HEAD", "OPTIONS")
_MOST_TOLD = 20
ANY = "*"
UNKNOWN = N_(
    "The dashboard does not answer at this address. Whoever runs it can add the address to "
    "CAMPAIGN_HOSTS."
)
FOREIGN = N_("Another site may not send anything here.")


def known_hosts(setting: str) -> tuple[str, ...]:
    """The names that the setting allows, lower case; none for an empty one.

    Raises UnfitSetting where a word is no name of a host: `*`, `dashboard.example.kg`,
    `*.example.kg` and addresses in numbers are.
    """
    names = tuple(dict.fromkeys(word.lower().rstrip(".") for word in setting.split()))
    for name in names:
        if name != ANY and not _NAME.fullmatch(name) and not _is_numeric(name):
            raise InvalidSetting(
                f"CAMPAIGN_HOSTS: {name!r} is not a name of a host. Name the hosts that the "
                "dashboard is opened by, with a space between them, each as dashboard.example.kg, "
                "without https:// and without a port; * allows all."
            )
    return names


class KnownHosts:
    """Refuses requests for a name that is not the server's, and what foreign pages send.

    A page on the internet may point its own name at this machine and then read what it answers
    (DNS rebinding), or open a connection to it under the reader's address. Where no names are set,
    the server answers only where no such page can be: at an address in numbers, at a name without
    a dot, at a name of a local network, and at the machine's own. Names that are set are allowed
    beside these.

    A page sends something, or opens a connection, only if it came from the same host and port,
    or from a host that is named in the setting, as behind a proxy that asks under its own name.
    Programs that are no browser send no origin and are let in.
    """

    def __init__(self, app: ASGIApp, names: Iterable[str] = ()) -> None:
        self.app = app
        self.names = tuple(names)
        self.own = socket.gethostname().lower()
        self._told: set[str] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host, origin = headers.get("host"), headers.get("origin")
        if not self.knows(host):
            self._tell(str(host), "CAMPAIGN_HOSTS does not name the host %r: refused")
            await _refuse(scope, receive, send, 421, UNKNOWN)
            return
        sends = scope["type"] == "websocket" or scope["method"] not in _READING
        if sends and origin is not None and not self.is_own(origin, host):
            self._tell(origin, "a page of %r is not one of the dashboard's: refused")
            await _refuse(scope, receive, send, 403, FOREIGN)
            return
        if scope["type"] == "websocket" and origin is not None:
            # Streamlit compares the two letter by letter, and where they differ looks up this
            # machine's address on the internet.
            scope = {**scope, "headers": _under(scope["headers"], urlsplit(origin).netloc)}
        await self.app(scope, receive, send)

    def knows(self, host: str | None) -> bool:
        """True where the host of a request is a name of this server; the port does not count."""
        parts = _parts(f"//{host}")
        if parts is None or parts.hostname is None or parts.path or parts.query:
            return False
        name = parts.hostname.rstrip(".")
        return (
            ANY in self.names
            or self._is_named(name)
            or _is_numeric(name)
            or "." not in name
            or name.endswith(_HOME)
            or name == self.own
        )

    def is_own(self, origin: str, host: str | None) -> bool:
        """True where a page of this origin is one that this server, or its proxy, has sent."""
        page, asked = _parts(origin), _parts(f"//{host}")
        if page is None or asked is None or page.scheme not in ("http", "https"):
            return False
        if not page.hostname:
            return False
        usual = (None, 443 if page.scheme == "https" else 80)
        same_port = page.port == asked.port or (page.port in usual and asked.port in usual)
        return (page.hostname == asked.hostname and same_port) or self._is_named(page.hostname)

    def _is_named(self, name: str) -> bool:
        return any(
            name.endswith(allowed[1:]) if allowed.startswith("*.") else name == allowed
            for allowed in self.names
        )

    def _tell(self, named: str, line: str) -> None:
        # Once for each name: whoever knocks a thousand times does not fill the log.
        if named not in self._told and len(self._told) < _MOST_TOLD:
            self._told.add(named)
            _log.warning(line, named[:200])


def _parts(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        _ = parts.port  # raises where it is no number
    except ValueError:
        return None
    return None if "@" in parts.netloc else parts


def _is_numeric(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _under(headers: Iterable[tuple[bytes, bytes]], host: str) -> list[tuple[bytes, bytes]]:
    kept = [(name, value) for name, value in headers if name.lower() != b"host"]
    return [*kept, (b"host", host.encode("latin-1", "replace"))]


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int, words: str) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    text = Text.of(preferred_language(Headers(scope=scope).get("accept-language")))
    await PlainTextResponse(text(words) + "\n", status)(scope, receive, send)
