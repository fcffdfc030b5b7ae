"""Files that programs request at the root of a site: the web app manifest and robots.txt."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from campaign.i18n.accept_language import preferred_language
from campaign.i18n.translator import LANGUAGES, N_, Text
from campaign.theme.style import LIGHT
from campaign.web.icons import ICONS, SVG_ADDRESS

MANIFEST, ROBOTS = "/manifest.webmanifest", "/robots.txt"
HEADERS = {"Cache-Control": "public, max-age=86400"}
SHORT_NAME = N_("100 Days")
"""The name under an icon, where some twelve letters have room."""

_ROBOTS = """\
User-agent: *
Disallow: /_stcore
Disallow: /data
Disallow: /present?*edit
"""


def routes() -> list[BaseRoute]:
    """Return the routes of both files."""
    return [Route(MANIFEST, _manifest), Route(ROBOTS, _robots)]


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
