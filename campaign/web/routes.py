"""What the server answers beside Streamlit's own pages: health, geometry and the chart library."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

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
from campaign.web import plotly_asset
from campaign.web.allowed_hosts import KnownHosts, known_hosts
from campaign.web.assets import ASSETS
from campaign.web.error_log import code_of
from campaign.web.pages import PAGES
from campaign.web.security_headers import (
    InvalidSetting,
    SafetyHeaders,
    frame_ancestors,
    make_safe,
    page_headers,
)

# Signing in and out, and the way back from the identity provider: Streamlit answers there.
DOORS = ("auth/login", "auth/logout", "oauth2callback")
NEVER = {"Cache-Control": "private, no-store"}
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable"}
# Plotly fetches these names with every geo subplot, from a server on the internet if not from us.
LAYERS = ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")


def middleware(upload_limits: Callable[[ASGIApp], ASGIApp]) -> list[Middleware]:
    """What stands before Streamlit, from the outside in.

    Safety headers, the hosts it answers to, `upload_limits`, compression for what Streamlit sends
    uncompressed, and the way home from unknown paths. SystemExit with a sentence where a
    setting cannot be followed.
    """
    try:
        names, page = known_hosts(os.environ.get("CAMPAIGN_HOSTS", "")), page_policy()
    except InvalidSetting as unfit:
        raise SystemExit(str(unfit)) from None
    return [
        Middleware(SafetyHeaders, page=page),
        Middleware(KnownHosts, names=names),
        Middleware(upload_limits),
        Middleware(CompressMiddleware),
        Middleware(HomeForUnknownPaths),
    ]


@lru_cache(maxsize=1)
def page_policy() -> Mapping[str, str]:
    """The headers of Streamlit's page as it is installed, framed by whom CAMPAIGN_EMBED names."""
    index = (files("streamlit") / "static" / "index.html").read_bytes()
    return page_headers(index, frame_ancestors(os.environ.get("CAMPAIGN_EMBED", "")))


async def failed(request: Request, fault: Exception) -> Response:
    """500 with the code under which the log has the fault, and nothing else of it."""
    response = JSONResponse({"status": "failed", "code": code_of(fault)}, 500, headers=NEVER)
    # This answer is made outside of all that `middleware` names.
    make_safe(response.headers, page_policy(), response.status_code)
    return response


def routes() -> list[BaseRoute]:
    """Our own addresses; all of them answer without the internet."""
    return [
        Route("/health", health),
        Route("/geo/{name}", geometry),
        Route("/geo/own/{token}/{name}", own_geometry),
        Route("/assets/plotly.min.js", plotly_library),
        Route("/assets/words/{lang}.json", streamlit_words),
        Route("/assets/{name}", asset),
        Route("/assets/topojson/world_110m.json", empty_layers),
    ]


# Whatever asks for the campaign may wait until it is read: it is no coroutine, so that Starlette
# runs it in a thread of its own and the loop that serves everybody goes on.


def health(request: Request) -> Response:
    """200 with status, version and data fingerprint; 503 where the data cannot be read."""
    try:
        fingerprint = campaign_cache.current().fingerprint
    except UnloadableDataError as refused:
        files_named = sorted({issue.file for issue in refused.issues})
        return JSONResponse(
            {"status": "failed", "version": __version__, "data": None, "files": files_named}, 503
        )
    return JSONResponse({"status": "ok", "version": __version__, "data": fingerprint})


def geometry(request: Request) -> Response:
    """The units as GeoJSON, wound the way the map wants them, or their hatch lines."""
    try:
        campaign = campaign_cache.current()
    except UnloadableDataError:
        return Response(status_code=503)
    if campaign.places.boundaries is None:
        return Response(status_code=404)
    # The address carries the fingerprint, so a new file has a new address.
    return _file(_drawn(campaign), request, FOREVER)


async def own_geometry(request: Request) -> Response:
    """The same of a reader's own boundaries, for whoever has their token, and never kept."""
    return _file(find_by_token(str(request.path_params["token"])), request, NEVER)


async def plotly_library(request: Request) -> Response:
    """The chart library; its address carries its version."""
    return plotly_asset.plotly(request, FOREVER)


async def asset(request: Request) -> Response:
    """A script or a style of ours."""
    name = str(request.path_params["name"])
    if name not in ASSETS:
        return Response(status_code=404)
    kind = "text/css" if name.endswith(".css") else "text/javascript"
    return Response(ASSETS[name], media_type=kind, headers=FOREVER)


async def streamlit_words(request: Request) -> Response:
    """Streamlit's own words in one language: {English: translated}."""
    lang = str(request.path_params["lang"])
    if lang not in LANGUAGES:
        return Response(status_code=404)
    text = Text.of(lang)
    return JSONResponse({word: text(word) for word in STREAMLIT_WORDS}, headers=FOREVER)


async def empty_layers(request: Request) -> Response:
    """A world without features: the map draws only our own units."""
    return Response(_layers(), media_type="application/json", headers=FOREVER)


class HomeForUnknownPaths:
    """Sends a page request for a path that is no page to the overview, with its query.

    Left alone, Streamlit opens a window in English there ("Page not found"). The overview's own
    name is such a path too: the default page answers at `/` only.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and _is_lost(scope):
            query = scope["query_string"].decode("latin-1")
            home = "/" + (f"?{query}" if query else "")
            await RedirectResponse(home, 307)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _is_lost(scope: Scope) -> bool:
    path = str(scope["path"]).strip("/")
    wants_page = any(
        name == b"accept" and b"text/html" in value for name, value in scope["headers"]
    )
    known = {*(page.path for page in PAGES.values()), *DOORS, "health"}
    return wants_page and path not in known and "." not in path


def _file(made: BrowserGeometry | None, request: Request, headers: Mapping[str, str]) -> Response:
    content = None if made is None else made.files.get(str(request.path_params["name"]))
    if content is None:
        return Response(status_code=404)
    return Response(content, media_type="application/json", headers=dict(headers))


# Kept by the fingerprint: a campaign as a key would hold on to a register that was replaced.
_geometry: dict[str, BrowserGeometry] = {}


def _drawn(campaign: Campaign) -> BrowserGeometry:
    assert campaign.places.boundaries is not None
    made = _geometry.get(campaign.fingerprint)
    if made is None:
        made = browser_geometry(campaign.places.boundaries)
        _geometry.clear()
        _geometry[campaign.fingerprint] = made
    return made


@lru_cache(maxsize=1)
def _layers() -> bytes:
    empty: dict[str, Any] = {"type": "GeometryCollection", "geometries": []}
    return to_json({"type": "Topology", "objects": dict.fromkeys(LAYERS, empty), "arcs": []})
