"""Pages without the live app: a chart for a frame, the catalogue of issues, an unknown address."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.charts.chart_list import CARDS
from campaign.domain.campaign import Campaign
from campaign.i18n.accept_language import preferred_language
from campaign.i18n.translator import LANGUAGES, Text
from campaign.schema.rules import RULES, issue_path
from campaign.site.colour_pairs import PAIRED
from campaign.site.document import EmbedLinks, Metadata, document, embedded_chart
from campaign.site.issue_catalogue import LIST, IssuePage, issue_catalogue
from campaign.site.links import LiveLinks
from campaign.site.page import NO_PAGE, SitePage, UnknownPage
from campaign.site.page_list import BY_ADDRESS, HOME
from campaign.site.view_cache import cached_chart
from campaign.web.icons import ICON_LINKS, MANIFEST_LINK
from campaign.web.page_cache import Address, page_response

STREAMLIT_PATHS = (
    "_stcore",
    "app",
    "auth",
    "component",
    "manifest.json",
    "media",
    "oauth2callback",
    "static",
)
"""The first parts of the paths that Streamlit answers itself."""


class UnknownPaths:
    """Middleware that answers requests for unknown addresses with 404, the menu and a sentence.

    Streamlit would show the overview there, with 200. The name of the overview redirects to `/`,
    with its query: the first page answers only there.
    """

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute]) -> None:
        self.app, self.routes = app, routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response: Response | None = None
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            path = str(scope["path"])
            if path.strip("/") == HOME.stem:
                query = scope["query_string"].decode("latin-1")
                response = RedirectResponse("/" + (f"?{query}" if query else ""), 307)
            elif not self._is_known(path, scope):
                response = await run_in_threadpool(not_found, Request(scope))
        await (response or self.app)(scope, receive, send)

    def _is_known(self, path: str, scope: Scope) -> bool:
        return (
            (path.rstrip("/") or "/") in BY_ADDRESS
            or path.split("/")[1] in STREAMLIT_PATHS
            or any(route.matches(scope)[0] is Match.FULL for route in self.routes)
        )


class _RelativePage(UnknownPage):
    """The page at an unknown address. Its links to itself are relative: it is the same at each."""

    def address(self, selection: Selection) -> str:
        """Return the address of this page with another selection."""
        return LiveLinks(self.view.campaign).address("", selection) or "?"


def not_found(request: Request) -> Response:
    """Return 404 with a page in the reader's language; a sentence without data or when busy."""
    response = page_response(request, _render_unknown, 404)
    if response.status_code == 404:
        return response
    text = Text.of(preferred_language(request.headers.get("accept-language")))
    return PlainTextResponse(text(NO_PAGE), 404)


def _render_unknown(address: Address, campaign: Campaign) -> bytes:
    view = address.view(campaign)
    links, issues = LiveLinks(campaign), address.query_issues
    page = _RelativePage("", view, links, cached_chart, query_issues=issues)
    metadata = Metadata(extra_html=f'<meta name="robots" content="noindex">{ICON_LINKS}')
    return document(page, metadata, main=page.main(view.text)).encode("utf-8")


def embed(request: Request) -> Response:
    """Return the chart of the address; 404 for an unknown chart, 503 when the server is busy."""
    if str(request.path_params["key"]) not in CARDS:
        return not_found(request)
    return page_response(request, _render_chart)


def _render_chart(address: Address, campaign: Campaign) -> bytes:
    """Return the document of the chart that an address names."""
    key = address.path.rpartition("/")[2]
    entry, live = CARDS[key], LiveLinks(campaign)
    links, issues = EmbedLinks(key, live), address.query_issues
    page = SitePage(entry.stem, address.view(campaign), links, cached_chart, query_issues=issues)
    whole_page = address.site + live.page(entry.stem, address.selection)
    return embedded_chart(page, key, whole_page, Metadata()).encode("utf-8")


def issue_page(request: Request) -> Response:
    """Return the list or the page of one issue; 404 for an unknown one, 503 if busy."""
    code = str(request.path_params.get("code", LIST))
    if code and code not in RULES:
        return not_found(request)
    return page_response(request, partial(_render_issue, code=code))


def _render_issue(address: Address, campaign: Campaign, code: str) -> bytes:
    """Return the document of an issue, or of the list, in the language of the address."""
    view = View(campaign, address.selection, Text.of(address.lang), PAIRED)
    links, issues = LiveLinks(campaign), address.query_issues
    page = IssuePage("about", view, links, cached_chart, code=code, query_issues=issues)
    bare = f"{address.site}/{issue_path(code)}"
    metadata = Metadata(
        canonical=f"{bare}?lang={address.lang}",
        alternates={lang: f"{bare}?lang={lang}" for lang in LANGUAGES} | {"x-default": bare},
        extra_html=f"{ICON_LINKS}{MANIFEST_LINK}",
    )
    return document(page, metadata, main=issue_catalogue(page)).encode("utf-8")
