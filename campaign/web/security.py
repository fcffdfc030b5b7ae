"""Who may use the server: security headers of each response, accepted hosts and their settings."""

from __future__ import annotations

import base64
import hashlib
import ipaddress
import logging
import os
import re
import socket
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import SplitResult, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from campaign.i18n.translator import N_, Text, preferred_language

_log = logging.getLogger("campaign")

# An origin in a content policy: `https://portal.example.kg`, `https://*.example.kg:8443`.
_ORIGIN = re.compile(
    r"https?://(?:\*\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*"
    r"(?::[0-9]{1,5})?"
)
_INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
# Browser features that the dashboard does not use; it uses full screen, clipboard and wake lock.
_UNUSED_FEATURES = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
)
COMMON_HEADERS: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# A script, an image or a table opened by its own address shows nothing and runs nothing.
NO_PAGE_POLICY = "default-src 'none'; frame-ancestors 'none'"


class InvalidSettingError(ValueError):
    """An invalid setting; the message says which, and which values are valid."""


def frame_ancestors() -> tuple[str, ...]:
    """Return the sites that may frame the dashboard, from the setting CAMPAIGN_EMBED.

    Raises InvalidSettingError as `read_frame_ancestors` does.
    """
    return read_frame_ancestors(os.environ.get("CAMPAIGN_EMBED", ""))


def read_frame_ancestors(setting: str) -> tuple[str, ...]:
    """Return the origins that may frame the dashboard, in their order; () for an empty setting.

    Raises InvalidSettingError if a word is not an origin: with a typing error the frame would stay
    empty without a message.
    """
    origins = tuple(dict.fromkeys(word.lower().rstrip("/") for word in setting.split()))
    for origin in origins:
        if not _ORIGIN.fullmatch(origin):
            raise InvalidSettingError(
                f"CAMPAIGN_EMBED: {origin!r} is not an address of a site. Name the sites that may "
                "show the dashboard in a frame, with a space between them, each as "
                "https://portal.example.kg, without a path."
            )
    return origins


def page_headers(index: bytes, ancestors: Sequence[str] = ()) -> dict[str, str]:
    """Return the headers of a page with the HTML `index`, which allow only its inline scripts.

    `style-src` needs 'unsafe-inline': Streamlit makes styles while the page runs. `blob:` is for
    scripts that Streamlit creates for components at run time. Streamlit reads its messages with
    WebAssembly.
    """
    hashes = [
        f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'"
        for script in _INLINE_SCRIPT.findall(index)
    ]
    policy = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", "blob:", "'wasm-unsafe-eval'", *hashes]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "base-uri": "'self'",
        "form-action": "'self'",
        "frame-ancestors": " ".join(ancestors) or "'none'",
    }
    headers = {
        "Content-Security-Policy": "; ".join(
            f"{name} {sources}" for name, sources in policy.items()
        ),
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _UNUSED_FEATURES),
    }
    if not ancestors:
        # In a frame of another site, the second header would disconnect the speaker's window.
        headers |= {"X-Frame-Options": "DENY", "Cross-Origin-Opener-Policy": "same-origin"}
    return {**COMMON_HEADERS, **headers}


class SecurityHeaders:
    """Middleware that sets the security headers and removes those that admit other sites.

    The whole dashboard has one origin, so it never needs an `Access-Control-*` header; Streamlit
    sends some for `localhost`.
    """

    def __init__(self, app: ASGIApp, page: Mapping[str, str]) -> None:
        self.app = app
        self.page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                set_security_headers(MutableHeaders(scope=message), self.page, message["status"])
            await send(message)

        await self.app(scope, receive, send_with_headers)


def set_security_headers(headers: MutableHeaders, page: Mapping[str, str], status: int) -> None:
    """Change the headers of a response: a page gets `page`, anything else the common headers."""
    for name in [name for name in headers if name.lower().startswith("access-control-")]:
        del headers[name]
    kind = headers.get("content-type", "")
    if kind.startswith("text/html"):
        headers.update(page)
        return
    headers.update(COMMON_HEADERS)
    # "Not modified" has no content type, and a browser applies its headers to its cached page.
    if status != 304:
        headers["Content-Security-Policy"] = NO_PAGE_POLICY


# Hosts -------------------------------------------------------------------------------------------

_NAME = re.compile(
    r"(?:\*\.)?[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*"
)
# Nobody can register these on the internet (RFC 6761, 6762, 8375; .internal by ICANN; .lan).
_LOCAL_SUFFIXES = (".localhost", ".local", ".lan", ".internal", ".home.arpa")
_READING_METHODS = ("GET", "HEAD", "OPTIONS")
_MOST_LOGGED = 20
ANY = "*"
UNKNOWN_HOST_MESSAGE = N_(
    "This address is not allowed on the server. The administrator can add it to CAMPAIGN_HOSTS."
)
FOREIGN_PAGE_MESSAGE = N_("Requests from other sites are not accepted.")


def read_allowed_hosts(setting: str) -> tuple[str, ...]:
    """Return the names that the setting allows, in lower case; () for an empty one.

    `*`, `dashboard.example.kg`, `*.example.kg` and numeric addresses are valid; any other word
    raises InvalidSettingError.
    """
    names = tuple(dict.fromkeys(word.lower().rstrip(".") for word in setting.split()))
    for name in names:
        if name != ANY and not _NAME.fullmatch(name) and not _is_numeric(name):
            raise InvalidSettingError(
                f"CAMPAIGN_HOSTS: {name!r} is not a name of a host. Name the hosts that the "
                "dashboard is opened by, with a space between them, each as dashboard.example.kg, "
                "without https:// and without a port; * allows all."
            )
    return names


class AllowedHosts:
    """Middleware that rejects requests for foreign host names and data from foreign pages.

    A page on the internet may point its own name at this machine and then read the answers (DNS
    rebinding), or open a connection to it under the reader's address. Without a setting the server
    answers only at hosts that no such page can have: a numeric address, a name without a dot, a
    name of a local network, and the machine's own name. Names in the setting are allowed as well.

    A page may send data or open a connection if it came from the same host and port, or from a
    host in the setting, for example behind a proxy that sends requests under its own name.
    Programs other than browsers send no origin and are accepted.
    """

    def __init__(self, app: ASGIApp, names: Iterable[str] = ()) -> None:
        self.app = app
        self.names = tuple(names)
        self.machine_name = socket.gethostname().lower()
        self._logged_names: set[str] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host, origin = headers.get("host"), headers.get("origin")
        if not self.is_allowed(host):
            self._log_once(str(host), "CAMPAIGN_HOSTS does not name the host %r: refused")
            await _refuse(scope, receive, send, 421, UNKNOWN_HOST_MESSAGE)
            return
        sends = scope["type"] == "websocket" or scope["method"] not in _READING_METHODS
        if sends and origin is not None and not self.is_own(origin, host):
            self._log_once(origin, "a page of %r is not one of the dashboard's: refused")
            await _refuse(scope, receive, send, 403, FOREIGN_PAGE_MESSAGE)
            return
        if scope["type"] == "websocket" and origin is not None:
            # Streamlit compares the two as strings, and if they differ it asks a server on the
            # internet for this machine's address.
            others = [entry for entry in scope["headers"] if entry[0] != b"host"]
            named = urlsplit(origin).netloc.encode("latin-1", "replace")
            scope = {**scope, "headers": [*others, (b"host", named)]}
        await self.app(scope, receive, send)

    def is_allowed(self, host: str | None) -> bool:
        """Return whether the host of a request is a name of this server, whatever the port."""
        parts = _parts(f"//{host}")
        if parts is None or parts.hostname is None or parts.path or parts.query:
            return False
        name = parts.hostname.rstrip(".")
        return (
            ANY in self.names
            or self._is_configured(name)
            or _is_numeric(name)
            or "." not in name
            or name.endswith(_LOCAL_SUFFIXES)
            or name == self.machine_name
        )

    def is_own(self, origin: str, host: str | None) -> bool:
        """Return whether a page of this origin comes from this server or its proxy."""
        page, host_parts = _parts(origin), _parts(f"//{host}")
        if page is None or host_parts is None or page.scheme not in ("http", "https"):
            return False
        if not page.hostname:
            return False
        default_ports = (None, 443 if page.scheme == "https" else 80)
        same_port = page.port == host_parts.port or (
            page.port in default_ports and host_parts.port in default_ports
        )
        return (page.hostname == host_parts.hostname and same_port) or self._is_configured(
            page.hostname
        )

    def _is_configured(self, name: str) -> bool:
        return any(
            name.endswith(allowed[1:]) if allowed.startswith("*.") else name == allowed
            for allowed in self.names
        )

    def _log_once(self, name: str, line: str) -> None:
        # Once for each name, so that repeated requests do not fill the log.
        if name not in self._logged_names and len(self._logged_names) < _MOST_LOGGED:
            self._logged_names.add(name)
            _log.warning(line, name[:200])


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


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int, words: str) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    text = Text.of(preferred_language(Headers(scope=scope).get("accept-language")))
    await PlainTextResponse(text(words) + "\n", status)(scope, receive, send)
