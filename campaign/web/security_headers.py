"""The security headers of every response: what a page may load and run, and who may frame it."""

from __future__ import annotations

import base64
import hashlib
import os
import re
from collections.abc import Mapping, Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

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
