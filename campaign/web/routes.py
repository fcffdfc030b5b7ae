"""The server's own routes beside Streamlit's, and the middleware before both."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import lru_cache

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp
from starlette_compress import CompressMiddleware

from campaign import __version__
from campaign.i18n.streamlit_words import STREAMLIT_WORDS
from campaign.i18n.translator import LANGUAGES, Text
from campaign.web import (
    font_files,
    icons,
    link_pictures,
    plotly_asset,
    script_files,
    site_files,
)
from campaign.web.allowed_hosts import AllowedHosts, read_allowed_hosts
from campaign.web.assets import ASSETS, asset_version
from campaign.web.cache_headers import NO_CACHE, cache_headers
from campaign.web.embedded_charts import embed
from campaign.web.error_log import error_code
from campaign.web.first_paint import FirstPaint
from campaign.web.font_files import SubsetFonts
from campaign.web.geometry_files import geometry, own_geometry
from campaign.web.health import health
from campaign.web.issue_pages import issue_page
from campaign.web.live_app_shell import boot_script, streamlit_index
from campaign.web.painted_presentation import slide_script
from campaign.web.script_files import CompressedScripts
from campaign.web.security_headers import (
    InvalidSettingError,
    SecurityHeaders,
    frame_ancestors,
    page_headers,
    set_security_headers,
)
from campaign.web.table_files import table_file
from campaign.web.unknown_paths import UnknownPaths


def middleware(upload_limits: Callable[[ASGIApp], ASGIApp]) -> list[Middleware]:
    """Return the middleware before Streamlit, from the outermost to the innermost.

    These are security headers, allowed hosts, `upload_limits`, small fonts, compressed scripts,
    compression of other responses of Streamlit, the page for unknown paths, and the first paint.
    Raises SystemExit with a sentence for an invalid setting.
    """
    try:
        names, headers = read_allowed_hosts(os.environ.get("CAMPAIGN_HOSTS", "")), page_policy()
    except InvalidSettingError as error:
        raise SystemExit(str(error)) from None
    return [
        Middleware(SecurityHeaders, page=headers),
        Middleware(AllowedHosts, names=names),
        Middleware(upload_limits),
        Middleware(SubsetFonts, files=font_files.make_in_background()),
        Middleware(CompressedScripts, files=script_files.make_in_background()),
        # Brotli at 5 is as fast as at 4, and its scripts are smaller than those of Zstandard.
        Middleware(CompressMiddleware, zstd=False, brotli_quality=5),
        Middleware(UnknownPaths, routes=routes()),
        Middleware(FirstPaint),
    ]


@lru_cache(maxsize=1)
def page_policy() -> Mapping[str, str]:
    """Return the headers of the installed Streamlit page; sites in CAMPAIGN_EMBED may frame it."""
    inline_scripts = streamlit_index() + f"{boot_script()}{slide_script()}".encode()
    return page_headers(inline_scripts, frame_ancestors())


async def error_response(request: Request, error: Exception) -> Response:
    """Return 500 with the code under which the log has the error."""
    response = JSONResponse({"status": "failed", "code": error_code(error)}, 500, headers=NO_CACHE)
    # This response does not pass through the middleware.
    set_security_headers(response.headers, page_policy(), response.status_code)
    return response


def routes() -> list[BaseRoute]:
    """Return our own routes; all of them work without the internet."""
    # Handlers that need the campaign may wait until it is read. They are not coroutines, so that
    # Starlette runs them in a thread and they do not block the event loop.
    return [
        Route("/health", health),
        Route("/geo/{name}", geometry),
        Route("/geo/own/{token}/{name}", own_geometry),
        Route("/files/{key}.csv", table_file),
        Route("/embed/{key}", embed),
        Route("/issues", issue_page),
        Route("/issues/{code}", issue_page),
        Route("/assets/plotly.min.js", plotly_asset.plotly_response),
        Route("/assets/words/{lang}.json", streamlit_words),
        *icons.routes(),
        *site_files.routes(),
        *link_pictures.routes(),
        Route("/assets/{name}", asset),
    ]


async def asset(request: Request) -> Response:
    """Return a script or a style."""
    name = str(request.path_params["name"])
    if name not in ASSETS:
        return Response(status_code=404)
    kind = "text/css" if name.endswith(".css") else "text/javascript"
    headers = cache_headers(request, asset_version(name))
    return Response(ASSETS[name], media_type=kind, headers=headers)


async def streamlit_words(request: Request) -> Response:
    """Return Streamlit's own words in one language: {English: translation}."""
    lang = str(request.path_params["lang"])
    if lang not in LANGUAGES:
        return Response(status_code=404)
    text = Text.of(lang)
    headers = cache_headers(request, __version__)
    return JSONResponse({word: text(word) for word in STREAMLIT_WORDS}, headers=headers)
