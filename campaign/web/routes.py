"""The server's own routes beside Streamlit's, and the middleware before both."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import lru_cache, partial

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp
from starlette_compress import CompressMiddleware

from campaign import __version__
from campaign.charts.chart_list import CHARTS
from campaign.dataset import campaign_cache
from campaign.dataset.load import UnloadableDataError
from campaign.domain.campaign import Edition
from campaign.domain.register import RegisterAwayError
from campaign.i18n.translator import Text, preferred_language
from campaign.site.card import REGISTER, NoFileError, make_file
from campaign.site.notices import NO_FILE, away_words
from campaign.site.view_cache import cached_chart
from campaign.theme.style import LIGHT
from campaign.web import assets
from campaign.web.assets import NO_CACHE
from campaign.web.error_log import error_code
from campaign.web.first_paint import FirstPaint, boot_script, slide_script, streamlit_index
from campaign.web.pages import UnknownPaths, bad_query, embed, issue_page, requested_view
from campaign.web.security import (
    AllowedHosts,
    InvalidSettingError,
    SecurityHeaders,
    frame_ancestors,
    page_headers,
    read_allowed_hosts,
    set_security_headers,
)
from campaign.web.streamlit_files import StreamlitFiles

_EARLIER = {"earlier_data_shown", "earlier_register_shown"}
"""Codes of the issues that say that earlier data are shown."""

_FILE_TYPES = {".csv": "text/csv", ".svg": "image/svg+xml", ".days.json": "application/json"}


def middleware(upload_limits: Callable[[ASGIApp], ASGIApp]) -> list[Middleware]:
    """Return the middleware before Streamlit, from the outermost to the innermost.

    These are security headers, allowed hosts, `upload_limits`, smaller files of Streamlit,
    compression of its other responses, the page for unknown paths, and the first paint.
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
        Middleware(StreamlitFiles),
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
        *(
            Route(f"/files/{{key}}{ending}", partial(_chart_file, ending=ending))
            for ending in _FILE_TYPES
        ),
        Route("/embed/{key}", embed),
        Route("/issues", issue_page),
        Route("/issues/{code}", issue_page),
        *assets.routes(),
    ]


def _chart_file(request: Request, ending: str) -> Response:
    """Return the chart, or its table, that the address names; 404 if there is no such file.

    Return 503 with a sentence while the register is away, and 400 with one for a register that is
    too long or a query that is not understood.
    """
    key = str(request.path_params["key"])
    lang = preferred_language(request.headers.get("accept-language"))
    text = Text.of(lang)
    if key not in (*CHARTS, REGISTER):
        return PlainTextResponse(text(NO_FILE), 404)
    try:
        campaign = campaign_cache.current()
    except UnloadableDataError:
        return Response(status_code=503)
    no_cache = {"Cache-Control": "no-cache"}
    try:
        view, issues = requested_view(request.query_params, campaign, lang, LIGHT, is_page=False)
        text = view.text
        if issues:
            return bad_query(issues, text)
        name, content = make_file(view, key, ending, cached_chart)
    except NoFileError as error:
        return PlainTextResponse(error.words, error.status, no_cache)
    except RegisterAwayError:
        return PlainTextResponse(away_words(text), 503, no_cache)
    disposition = {
        "Vary": "Accept-Language",
        "Content-Disposition": f'attachment; filename="{name}"',
    }
    return Response(content, media_type=_FILE_TYPES[ending], headers=no_cache | disposition)


def health(request: Request) -> Response:
    """Return 200 with status, version, data fingerprint and the state of each register.

    Return 503 if the data cannot be read.
    """
    try:
        campaign = campaign_cache.current()
    except UnloadableDataError as error:
        file_names = sorted({issue.file for issue in error.issues})
        return JSONResponse(
            {"status": "failed", "version": __version__, "data": None, "files": file_names}, 503
        )
    registers = {
        edition.register_file: _register_state(edition)
        for edition in campaign.editions.values()
        if edition.status != "published_only"
    }
    return JSONResponse(
        {
            "status": "ok",
            "version": __version__,
            "data": campaign.fingerprint,
            "registers": registers,
        }
    )


def _register_state(edition: Edition) -> dict[str, str | int]:
    """Return {state: "current", "earlier" or "none"; rejected_rows: count; why: rule, if any}."""
    issues = [issue for issue in edition.issues if issue.file == edition.register_file]
    rules = [issue.rule for issue in issues if issue.row is None]
    is_earlier = not _EARLIER.isdisjoint(rules)
    state = "earlier" if is_earlier else "none" if edition.totals is None else "current"
    reasons = [rule for rule in rules if rule not in _EARLIER]
    why = {} if state == "current" or not reasons else {"why": reasons[0]}
    return {"state": state, "rejected_rows": edition.rejected_rows, **why}
