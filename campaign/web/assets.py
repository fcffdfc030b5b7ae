"""Scripts, styles, words and pictures that a program fetches once from an address of ours.

Streamlit sends the inline script and style of a component again with every run; a script of 40 KB
would be larger than all charts of a page.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any
from urllib.parse import quote

import brotli
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from campaign import __version__
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.browser import ROOT, bundle, player, short_digest
from campaign.dataset import campaign_cache
from campaign.dataset.load import UnloadableDataError
from campaign.exports.link_picture import link_picture
from campaign.i18n.streamlit_words import STREAMLIT_WORDS
from campaign.i18n.translator import LANGUAGES, N_, Text, preferred_language
from campaign.render.png import to_png
from campaign.site.page_list import BY_ADDRESS
from campaign.site.style_sheet import whole_style_sheet
from campaign.site.view_cache import SHARED, build_once
from campaign.theme.style import LIGHT

NO_CACHE = {"Cache-Control": "private, no-store"}
CACHE_FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}
_REJECTED = re.compile(r";q=0(\.0*)?$")


def cache_headers(request: Request, version: str) -> dict[str, str]:
    """Return headers that let caches keep a file for ever if the address has this version.

    Another process may have another version: without this check, a cache could keep a file of one
    version at the address of the other.
    """
    return CACHE_FOREVER if request.query_params.get("v") == version else NO_CACHE


def best_coding(headers: Headers) -> str:
    """Return the smallest content coding that a request accepts: "br", "gzip" or "" for neither.

    Without HTTPS, as on an office network, browsers accept only gzip (RFC 9110, 12.5.3).
    """
    parts = headers.get("accept-encoding", "").lower().replace(" ", "").split(",")
    accepted = {part.split(";")[0] for part in parts if not _REJECTED.search(part)}
    return next((name for name in ("br", "gzip") if name in accepted), "")


@dataclass(frozen=True)
class Content:
    """The bytes of a page or a file; a compressed form of them is made once, when it is needed."""

    content: bytes
    media_type: str = "text/html"
    quality: int | None = 5
    """The quality of Brotli; None for a file that is compressed already."""

    @cached_property
    def etag(self) -> str:
        """The tag of the content, the same for each form of it."""
        return f'W/"{hashlib.sha256(self.content).hexdigest()[:20]}"'

    @cached_property
    def brotli(self) -> bytes:
        """The content compressed by Brotli."""
        assert self.quality is not None
        return bytes(brotli.compress(self.content, quality=self.quality))

    @cached_property
    def gzip(self) -> bytes:
        """The content compressed by gzip, for browsers without Brotli."""
        return gzip.compress(self.content, mtime=0)

    def respond(
        self, request_headers: Headers, headers: Mapping[str, str], status: int = 200
    ) -> Response:
        """Return the response in the smallest form that the browser accepts, with these headers.

        It is 304 without content if the browser has the content of a response with status 200.
        """
        headers = {**headers, "ETag": self.etag}
        if self.quality is not None:
            headers["Vary"] = ", ".join(filter(None, ("Accept-Encoding", headers.get("Vary"))))
        if status == 200 and self.etag in request_headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        content, coding = self.content, ""
        if self.quality is not None and (coding := best_coding(request_headers)):
            headers["Content-Encoding"] = coding
            content = self.brotli if coding == "br" else self.gzip
        return Response(content, status, media_type=self.media_type, headers=headers)


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
        "icons": [
            *(
                {
                    "src": address,
                    "sizes": f"{icon.size}x{icon.size}",
                    "type": "image/png",
                    "purpose": "maskable" if icon.filled else "any",
                }
                for address, icon in ICONS.items()
                if address.startswith("/assets/")
            ),
            {"src": SVG_ADDRESS, "sizes": "any", "type": "image/svg+xml"},
        ],
    }


_PICTURE_HEADERS = {"Cache-Control": "public, max-age=3600"}


def _component(entry: str, settings: Mapping[str, Any]) -> str:
    """Return a script whose default export mounts a component with these settings."""
    settings_json = json.dumps(settings, ensure_ascii=False)
    return f"{bundle(entry)}\nexport default entry.createComponent({settings_json});\n"


def _style(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


ASSETS = {
    "style.css": f"{whole_style_sheet()}\n{_style('page/widgets.css')}",
    "player.js": player(),
    "presentation.js": _component(
        "presentation/component.js",
        {"style": _style("presentation/presentation.css")},
    ),
}


@cache
def asset_version(name: str) -> str:
    """Return a short text that changes with the content of an asset."""
    return short_digest(ASSETS[name])


def address(name: str) -> str:
    """Return the path of an asset, with its version."""
    return f"/assets/{name}?v={asset_version(name)}"


def loader(name: str) -> str:
    """Return the inline script of a component, which loads the real one from an asset.

    If data change before the script arrives, only the newest data are mounted.
    """
    return f"""
const script = import(location.origin + "{address(name)}");
export default function mount(component) {{
  const host = component.parentElement;
  const turn = (host.campaignTurn = (host.campaignTurn ?? 0) + 1);
  let undo;
  let gone = false;
  script.then((module) => {{
    if (!gone && host.campaignTurn === turn) undo = module.default(component);
  }});
  return () => {{
    gone = true;
    if (typeof undo === "function") undo();
  }};
}}
"""


ASSETS["live_page.js"] = _component(
    "page/live_page.js", {"pages": list(BY_ADDRESS), "style": address("style.css")}
)


def routes() -> list[BaseRoute]:
    """Return the routes of the icons, of the files at the root, and of all below `/assets/`."""
    return [
        Route(SVG_ADDRESS, _svg),
        Route(MANIFEST, _manifest),
        Route(ROBOTS, _robots),
        *(Route(address, _picture) for address in ICONS),
        Route("/assets/words/{lang}.json", _streamlit_words),
        Route("/assets/link/{edition}/{lang}.png", _link_picture),
        Route("/assets/{name}", _asset),
    ]


async def _asset(request: Request) -> Response:
    name = str(request.path_params["name"])
    if name not in ASSETS:
        return Response(status_code=404)
    headers = cache_headers(request, asset_version(name))
    return _content(name).respond(request.headers, headers)


@cache
def _content(name: str) -> Content:
    kind = "text/css" if name.endswith(".css") else "text/javascript"
    return Content(ASSETS[name].encode(), kind)


async def _streamlit_words(request: Request) -> Response:
    """Return Streamlit's own words in one language: {English: translation}."""
    lang = str(request.path_params["lang"])
    if lang not in LANGUAGES:
        return Response(status_code=404)
    text = Text.of(lang)
    headers = cache_headers(request, __version__)
    return JSONResponse({word: text(word) for word in STREAMLIT_WORDS}, headers=headers)


def picture_address(edition: str, lang: str) -> str:
    """Return the path of the picture of a link to a campaign in a language."""
    return f"/assets/link/{edition}/{lang}.png"


def _link_picture(request: Request) -> Response:
    """Return the picture; 404 for an unknown campaign or language, 503 without data.

    It shows only data of the server's files, never a reader's own data.
    """
    edition, lang = request.path_params["edition"], request.path_params["lang"]
    try:
        campaign = campaign_cache.current()
    except UnloadableDataError:
        return Response(status_code=503)
    if edition not in campaign.editions or lang not in LANGUAGES:
        return Response(status_code=404)
    view = View(campaign, Selection(edition), Text.of(lang), LIGHT)
    picture = build_once(SHARED.outputs, view, link_picture, "")
    return Content(picture, "image/png", None).respond(request.headers, _PICTURE_HEADERS)
