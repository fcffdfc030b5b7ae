"""The page for addresses that do not exist: Streamlit would show the overview there, with 200."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from campaign.analysis.selection import Selection
from campaign.domain.campaign import Campaign
from campaign.i18n.accept_language import preferred_language
from campaign.i18n.translator import Text
from campaign.site.document import Metadata, document
from campaign.site.links import LiveLinks
from campaign.site.page import NO_PAGE, UnknownPage
from campaign.site.page_list import BY_ADDRESS, HOME
from campaign.site.view_cache import cached_chart
from campaign.web.icons import ICON_LINKS
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

    The name of the overview redirects to `/`, with its query: the first page answers only there.
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
    response = page_response(request, _render, 404)
    if response.status_code == 404:
        return response
    text = Text.of(preferred_language(request.headers.get("accept-language")))
    return PlainTextResponse(text(NO_PAGE), 404)


def _render(address: Address, campaign: Campaign) -> bytes:
    view = address.view(campaign)
    links, issues = LiveLinks(campaign), address.query_issues
    page = _RelativePage("", view, links, cached_chart, query_issues=issues)
    metadata = Metadata(extra_html=f'<meta name="robots" content="noindex">{ICON_LINKS}')
    return document(page, metadata, main=page.main(view.text)).encode("utf-8")
