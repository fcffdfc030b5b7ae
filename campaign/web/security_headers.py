"""The safety headers of every answer: what a page may load and run, and who may frame it."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# An origin, as a content policy names it: `https://portal.example.kg`, `https://*.example.kg:8443`.
_ORIGIN = re.compile(
    r"https?://(?:\*\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*"
    r"(?::[0-9]{1,5})?"
)
_INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
# What the dashboard has no use for. The full screen, the clipboard and the wake lock stay its own.
_UNUSED = (
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
EVERYWHERE: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# A script, a figure or a table that is opened by its own address shows nothing and runs nothing.
NO_PAGE = "default-src 'none'; frame-ancestors 'none'"


class InvalidSetting(ValueError):
    """A setting that cannot be followed; the message says which, and what it may hold."""


def frame_ancestors(setting: str) -> tuple[str, ...]:
    """The origins that may frame the dashboard, in the order given; none for an empty setting.

    Raises UnfitSetting where a word is not an origin: with a typing error taken as it stands, the
    frame would stay empty and nobody would know why.
    """
    origins = tuple(dict.fromkeys(word.lower().rstrip("/") for word in setting.split()))
    for origin in origins:
        if not _ORIGIN.fullmatch(origin):
            raise InvalidSetting(
                f"CAMPAIGN_EMBED: {origin!r} is not an address of a site. Name the sites that may "
                "show the dashboard in a frame, with a space between them, each as "
                "https://portal.example.kg, without a path."
            )
    return origins


def page_headers(index: bytes, ancestors: Sequence[str] = ()) -> dict[str, str]:
    """The headers of a page whose HTML is `index`, with its inline scripts and no others allowed.

    `style-src` needs 'unsafe-inline': Streamlit's styles are made while the page runs. `blob:` is
    for scripts that a running script has made itself, as Streamlit does for components.
    """
    hashes = [
        f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'"
        for script in _INLINE_SCRIPT.findall(index)
    ]
    policy = {
        "default-src": "'none'",
        "script-src": " ".join(["'self'", "blob:", *hashes]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": "'self'",
        "base-uri": "'self'",
        "form-action": "'none'",
        "frame-ancestors": " ".join(ancestors) or "'none'",
    }
    found = {
        "Content-Security-Policy": "; ".join(f"{name} {of}" for name, of in policy.items()),
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _UNUSED),
    }
    if not ancestors:
        # In a frame of another site, the speaker's window would lose its projector by the second.
        found |= {"X-Frame-Options": "DENY", "Cross-Origin-Opener-Policy": "same-origin"}
    return {**EVERYWHERE, **found}


class SafetyHeaders:
    """Puts the safety headers on every answer, and takes away what invites other sites.

    All of the dashboard comes from one origin, so no `Access-Control-*` header is ever needed;
    Streamlit sends some that name `localhost`.
    """

    def __init__(self, app: ASGIApp, page: Mapping[str, str]) -> None:
        self.app = app
        self.page = page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def safe(message: Message) -> None:
            if message["type"] == "http.response.start":
                make_safe(MutableHeaders(scope=message), self.page, message["status"])
            await send(message)

        await self.app(scope, receive, safe)


def make_safe(headers: MutableHeaders, page: Mapping[str, str], status: int = 200) -> None:
    """Change the headers of one answer: a page gets `page`, anything else the least."""
    for name in [n for n in headers if n.lower().startswith("access-control-")]:
        del headers[name]
    kind = headers.get("content-type", "")
    if kind.startswith("text/html"):
        headers.update(page)
        return
    headers.update(EVERYWHERE)
    # "Not modified" names no kind, and a browser keeps its headers for the page it has.
    if status != 304:
        headers["Content-Security-Policy"] = NO_PAGE
