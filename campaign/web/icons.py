"""What programs request at the root of a site: its icons, the web app manifest, and robots.txt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from campaign.browser import ROOT
from campaign.i18n.accept_language import preferred_language
from campaign.i18n.translator import LANGUAGES, N_, Text
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
MANIFEST, ROBOTS = "/manifest.webmanifest", "/robots.txt"
MANIFEST_LINK = f'<link rel="manifest" href="{MANIFEST}">'
"""The element that refers to the web app manifest in the head of a page."""
HEADERS = {"Cache-Control": "public, max-age=86400"}
SHORT_NAME = N_("100 Days")
"""The name under an icon, where some twelve letters have room."""

_ROBOTS = """\
User-agent: *
Disallow: /_stcore
Disallow: /data
Disallow: /present?*edit
"""


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
    """Return the routes of the drawing, of its pictures and of both files."""
    pictures = [Route(address, _picture) for address in ICONS]
    files = [Route(SVG_ADDRESS, _svg), Route(MANIFEST, _manifest), Route(ROBOTS, _robots)]
    return [*files, *pictures]


@cache
def icon_png(icon: Icon) -> bytes:
    """Return the picture as PNG, drawn once."""
    return to_png(ICON_SVG, icon.size, LIGHT.accent if icon.filled else None)


async def _svg(request: Request) -> Response:
    return Response(ICON_SVG, media_type="image/svg+xml", headers=HEADERS)


def _picture(request: Request) -> Response:
    content = icon_png(ICONS[request.url.path])
    return Response(content, media_type="image/png", headers=HEADERS)


async def _manifest(request: Request) -> Response:
    """Return the manifest in the language of the parameter `lang`, else in that of the browser."""
    query_lang = request.query_params.get("lang")
    chosen = query_lang in LANGUAGES
    lang = query_lang if chosen else preferred_language(request.headers.get("accept-language"))
    assert lang is not None
    content = manifest(Text.of(lang), f"/?lang={lang}" if chosen else "/")
    headers = {**HEADERS, "Vary": "Accept-Language"}
    return JSONResponse(content, media_type="application/manifest+json", headers=headers)


async def _robots(request: Request) -> Response:
    return PlainTextResponse(_ROBOTS, headers=HEADERS)


def manifest(text: Text, start: str) -> dict[str, Any]:
    """Return the web app manifest in a language; `start` is the address that its icon opens.

    It opens in a tab with an address bar: the address has the selection, and readers copy it.
    """
    return {
        "id": "/",
        "name": text("100 Days Against Human Trafficking"),
        "short_name": text(SHORT_NAME),
        "lang": text.lang,
        "start_url": start,
        "display": "browser",
        "background_color": LIGHT.background,
        "theme_color": LIGHT.accent,
        "icons": [_icon(address) for address in ICONS if address.startswith("/assets/")]
        + [{"src": SVG_ADDRESS, "sizes": "any", "type": "image/svg+xml"}],
    }


def _icon(address: str) -> dict[str, str]:
    icon = ICONS[address]
    return {
        "src": address,
        "sizes": f"{icon.size}x{icon.size}",
        "type": "image/png",
        "purpose": "maskable" if icon.filled else "any",
    }
