"""The server's own routes beside Streamlit's: health, geometry, assets, and the middleware."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import plotly
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette_compress import CompressMiddleware

from campaign import __version__
from campaign.charts.geometry.browser_files import (
    BrowserGeometry,
    browser_geometry,
    find_by_token,
    to_json,
)
from campaign.dataset import campaign_cache
from campaign.dataset.load import UnloadableDataError
from campaign.domain.campaign import Campaign
from campaign.i18n.streamlit_words import STREAMLIT_WORDS
from campaign.i18n.translator import LANGUAGES, Text
from campaign.site.pages import PAGES
from campaign.web import icons, link_pictures, plotly_asset, site_files
from campaign.web.allowed_hosts import AllowedHosts, read_allowed_hosts
from campaign.web.assets import ASSETS, asset_version
from campaign.web.embedded_charts import embed
from campaign.web.error_log import error_code
from campaign.web.first_paint import FirstPaint
from campaign.web.font_files import SubsetFonts, make_in_background
from campaign.web.issue_pages import issue_page
from campaign.web.painted_page import boot_script, streamlit_index
from campaign.web.security_headers import (
    InvalidSetting,
    SecurityHeaders,
    frame_ancestors,
    page_headers,
    set_security_headers,
)
from campaign.web.table_files import table_file

# Streamlit's paths for signing in and out, and the return from the identity provider.
AUTH_PATHS = ("auth/login", "auth/logout", "oauth2callback")
NO_CACHE = {"Cache-Control": "private, no-store"}
CACHE_FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}
# Plotly fetches these names with every geo subplot, from a server on the internet if not from us.
LAYERS = ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")


def middleware(upload_limits: Callable[[ASGIApp], ASGIApp]) -> list[Middleware]:
    """Return the middleware before Streamlit, from the outermost to the innermost.

    Security headers, allowed hosts, `upload_limits`, small fonts, compression for what Streamlit
    sends uncompressed, redirects from unknown paths, and the first paint. Raises SystemExit with a
    sentence for an invalid setting.
    """
    try:
        names, headers = read_allowed_hosts(os.environ.get("CAMPAIGN_HOSTS", "")), page_policy()
    except InvalidSetting as error:
        raise SystemExit(str(error)) from None
    return [
        Middleware(SecurityHeaders, page=headers),
        Middleware(AllowedHosts, names=names),
        Middleware(upload_limits),
        Middleware(SubsetFonts, fonts=make_in_background()),
        # Brotli at 5 is as fast as at 4, and smaller than what Zstandard does with scripts.
        Middleware(CompressMiddleware, zstd=False, brotli_quality=5),
        Middleware(HomeForUnknownPaths),
        Middleware(FirstPaint),
    ]


@lru_cache(maxsize=1)
def page_policy() -> Mapping[str, str]:
    """Return the headers of the installed Streamlit page; sites in CAMPAIGN_EMBED may frame it."""
    inline_scripts = streamlit_index() + boot_script().encode()
    return page_headers(inline_scripts, frame_ancestors())


async def error_response(request: Request, error: Exception) -> Response:
    """Return 500 with the code under which the log has the error."""
    response = JSONResponse({"status": "failed", "code": error_code(error)}, 500, headers=NO_CACHE)
    # This response does not pass through the middleware.
    set_security_headers(response.headers, page_policy(), response.status_code)
    return response


def routes() -> list[BaseRoute]:
    """Return our own routes; all of them work without the internet."""
    return [
        Route("/health", health),
        Route("/geo/{name}", geometry),
        Route("/geo/own/{token}/{name}", own_geometry),
        Route("/files/{key}.csv", table_file),
        Route("/embed/{key}", embed),
        Route("/issues", issue_page),
        Route("/issues/{code}", issue_page),
        Route("/assets/plotly.min.js", plotly_library),
        Route("/assets/words/{lang}.json", streamlit_words),
        *icons.routes(),
        *site_files.routes(),
        *link_pictures.routes(),
        Route("/assets/{name}", asset),
        Route("/assets/topojson/world_110m.json", empty_layers),
    ]


# Handlers that need the campaign may wait until it is read. They are no coroutines, so that
# Starlette runs them in a thread and the loop that serves everybody goes on.


def health(request: Request) -> Response:
    """Return 200 with status, version and data fingerprint; 503 where the data cannot be read."""
    try:
        fingerprint = campaign_cache.current().fingerprint
    except UnloadableDataError as error:
        file_names = sorted({issue.file for issue in error.issues})
        return JSONResponse(
            {"status": "failed", "version": __version__, "data": None, "files": file_names}, 503
        )
    return JSONResponse({"status": "ok", "version": __version__, "data": fingerprint})


def geometry(request: Request) -> Response:
    """Return the regions as GeoJSON with the map's ring order, or their hatch lines."""
    try:
        campaign = campaign_cache.current()
    except UnloadableDataError:
        return Response(status_code=503)
    if campaign.places.boundaries is None:
        return Response(status_code=404)
    headers = _cache_headers(request, campaign.fingerprint)
    return _file_response(_shared_geometry(campaign), request, headers)


async def own_geometry(request: Request) -> Response:
    """Return the same for a reader's own boundaries, by their token, never cached."""
    return _file_response(find_by_token(str(request.path_params["token"])), request, NO_CACHE)


async def plotly_library(request: Request) -> Response:
    """Return the chart library; its address has its version."""
    return plotly_asset.plotly_response(request, _cache_headers(request, plotly.__version__))


async def asset(request: Request) -> Response:
    """Return a script or a style."""
    name = str(request.path_params["name"])
    if name not in ASSETS:
        return Response(status_code=404)
    kind = "text/css" if name.endswith(".css") else "text/javascript"
    headers = _cache_headers(request, asset_version(name))
    return Response(ASSETS[name], media_type=kind, headers=headers)


async def streamlit_words(request: Request) -> Response:
    """Return Streamlit's own words in one language: {English: translation}."""
    lang = str(request.path_params["lang"])
    if lang not in LANGUAGES:
        return Response(status_code=404)
    text = Text.of(lang)
    headers = _cache_headers(request, __version__)
    return JSONResponse({word: text(word) for word in STREAMLIT_WORDS}, headers=headers)


async def empty_layers(request: Request) -> Response:
    """Return a world without features: the map draws only our own regions."""
    return Response(_empty_layers(), media_type="application/json", headers=CACHE_FOREVER)


class HomeForUnknownPaths:
    """Middleware that redirects requests for unknown pages to the overview, with their query.

    Streamlit would show a window in English there ("Page not found"). The overview's own name is
    such a path too: the default page answers at `/` only.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _is_unknown_page(scope):
            query = scope["query_string"].decode("latin-1")
            home = "/" + (f"?{query}" if query else "")
            await RedirectResponse(home, 307)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _is_unknown_page(scope: Scope) -> bool:
    path = str(scope["path"]).strip("/")
    wants_page = any(
        name == b"accept" and b"text/html" in value for name, value in scope["headers"]
    )
    paths = {*(page.path for page in PAGES.values()), *AUTH_PATHS, "health"}
    is_known = path in paths or path.startswith("embed/") or path.split("/")[0] == "issues"
    return wants_page and not is_known and "." not in path


def _cache_headers(request: Request, version: str) -> dict[str, str]:
    """Return headers that let caches keep a file for ever, only under the address of its version.

    Another process may have another version: a page of one must not fill a cache with files of the
    other under its own addresses.
    """
    return CACHE_FOREVER if request.query_params.get("v") == version else NO_CACHE


def _file_response(
    geometry: BrowserGeometry | None, request: Request, headers: Mapping[str, str]
) -> Response:
    content = None if geometry is None else geometry.files.get(str(request.path_params["name"]))
    if content is None:
        return Response(status_code=404)
    return Response(content, media_type="application/json", headers=dict(headers))


# By fingerprint: a campaign as the key would keep a replaced register in memory.
_geometry: dict[str, BrowserGeometry] = {}


def _shared_geometry(campaign: Campaign) -> BrowserGeometry:
    assert campaign.places.boundaries is not None
    entry = _geometry.get(campaign.fingerprint)
    if entry is None:
        entry = browser_geometry(campaign.places.boundaries)
        _geometry.clear()
        _geometry[campaign.fingerprint] = entry
    return entry


@lru_cache(maxsize=1)
def _empty_layers() -> bytes:
    empty: dict[str, Any] = {"type": "GeometryCollection", "geometries": []}
    return to_json({"type": "Topology", "objects": dict.fromkeys(LAYERS, empty), "arcs": []})
