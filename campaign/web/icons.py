"""The icons of the site: one drawing, and pictures of it in the sizes that programs request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from campaign.browser import ROOT
from campaign.render.png import to_png
from campaign.theme.style import LIGHT

ICON_SVG = (ROOT / "icons" / "icon.svg").read_text(encoding="utf-8")
ICON_LINKS = (
    # Inside the page: a request for it would delay the first paint.
    f'<link rel="icon" href="data:image/svg+xml,{quote(ICON_SVG.strip())}" type="image/svg+xml">'
    '<link rel="icon" href="/favicon.png" sizes="96x96">'
    '<link rel="apple-touch-icon" href="/apple-touch-icon.png">'
)
"""The elements that refer to the icons in the head of a page."""
MANIFEST_LINK = '<link rel="manifest" href="/manifest.webmanifest">'
"""The element that refers to the web app manifest in the head of a page."""
HEADERS = {"Cache-Control": "public, max-age=86400"}


@dataclass(frozen=True)
class Icon:
    """A picture of the drawing: its side in px, and whether colour fills its corners.

    Some systems cut icons to a shape of their own, in which empty corners would be visible.
    """

    size: int
    filled: bool = False


ICONS: Mapping[str, Icon] = {
    # Streamlit's page requests this name.
    "/favicon.png": Icon(96),
    # Browsers request it if a page names no icon; they accept PNG under this name.
    "/favicon.ico": Icon(48),
    "/apple-touch-icon.png": Icon(180, filled=True),
    "/assets/icon-192.png": Icon(192),
    "/assets/icon-512.png": Icon(512),
    "/assets/icon-512-maskable.png": Icon(512, filled=True),
}
"""Every picture by its address."""
SVG_ADDRESS = "/assets/icon.svg"


def routes() -> list[BaseRoute]:
    """Return the routes of the drawing and of its pictures."""
    return [Route(SVG_ADDRESS, _svg), *(Route(address, _picture) for address in ICONS)]


@cache
def icon_png(icon: Icon) -> bytes:
    """Return the picture as PNG, drawn once."""
    return to_png(ICON_SVG, icon.size, LIGHT.accent if icon.filled else None)


async def _svg(request: Request) -> Response:
    return Response(ICON_SVG, media_type="image/svg+xml", headers=HEADERS)


def _picture(request: Request) -> Response:
    content = icon_png(ICONS[request.url.path])
    return Response(content, media_type="image/png", headers=HEADERS)
