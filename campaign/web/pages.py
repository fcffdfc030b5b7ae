"""Pages that need no session: the address of a page, the cache of pages, charts, issues, 404."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from campaign.analysis.selection import KEYS, QueryIssue, Selection, parse_query
from campaign.analysis.view import View
from campaign.charts.chart_list import CARDS
from campaign.dataset import campaign_cache
from campaign.dataset.load import UnloadableDataError
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, Text, preferred_language
from campaign.presentation.slides import MOST_SLIDES
from campaign.presentation.slides_file import slides_version
from campaign.schema.rules import RULES, issue_path
from campaign.site.colour_pairs import PAIRED
from campaign.site.document import EmbedLinks, Metadata, document, embedded_chart
from campaign.site.issue_catalogue import LIST, IssuePage, issue_catalogue
from campaign.site.links import LiveLinks
from campaign.site.notices import query_words
from campaign.site.page import NO_PAGE, SitePage, UnknownPage
from campaign.site.page_list import BY_ADDRESS, HOME, PAGES
from campaign.site.view_cache import LruCache, cached_chart
from campaign.theme.style import Style
from campaign.web.assets import ICON_LINKS, MANIFEST_LINK, Content

MOST_PAGES = 256
"""The most pages kept, some 150 KB each with the compressed forms."""
MOST_RENDERERS, MOST_WAITING = 2, 8
PAGE_HEADERS = {"Cache-Control": "no-cache", "Vary": "Accept-Language"}
_PRESENTATION = f"/{PAGES['present'].path}"


def requested_view(
    query: QueryParams, campaign: Campaign, preferred_lang: str, style: Style, *, is_page: bool
) -> tuple[View, tuple[QueryIssue, ...]]:
    """Return the view of a query, in the preferred language if it names none.

    The second value is what the query has that is not understood. A page does without minor issues;
    a file does so only for keys of other programs.
    """
    selection, issues = parse_query(query.multi_items(), campaign)
    issues = tuple(i for i in issues if not i.minor or (i.key in KEYS and not is_page))
    return View(campaign, selection, Text.of(selection.lang or preferred_lang), style), issues


def bad_query(issues: tuple[QueryIssue, ...], text: Text) -> PlainTextResponse:
    """Return 400 with a sentence: a file of another selection than the requested one is worse."""
    return PlainTextResponse(query_words(issues, text), 400, {"Cache-Control": "no-cache"})


@dataclass(frozen=True)
class Address:
    """What a server-rendered page depends on: data version, path, selection, language, site.

    `slides` is the version of the slides for the presentation itself, None for other pages; `slide`
    is then the number of the slide shown first, from 0, or None, and `second` its second language,
    "" for none. `query_issues` are the parts of the query that are not understood.
    """

    fingerprint: str
    path: str
    selection: Selection
    lang: str
    site: str
    slides: str | None = None
    slide: int | None = None
    query_issues: tuple[QueryIssue, ...] = ()
    second: str = ""

    @classmethod
    def of(cls, request: Request, campaign: Campaign) -> Address:
        """Return the address of a request; different spellings of a query give the same address."""
        lang = preferred_language(request.headers.get("accept-language"))
        query = request.query_params
        view, issues = requested_view(query, campaign, lang, PAIRED, is_page=True)
        site = f"{request.url.scheme}://{request.url.netloc}"
        path, selection = request.url.path, view.selection
        if path in BY_ADDRESS:
            selection = BY_ADDRESS[path].selection_shown(selection, campaign)
        slides = slide = None
        second = ""
        # In place of the presentation itself, the list of its slides shows the notice on a query.
        if path == _PRESENTATION and "edit" not in query and not issues:
            slides = slides_version(campaign_cache.folders().data, view.edition.campaign_id)
            # The speaker's window has another layout. `address.js` reads the number so too.
            if "notes" not in query:
                number = int(query.get("slide") or query.get("scene") or 1)
                slide = min(number, MOST_SLIDES) - 1
            if query.get("second") in {*LANGUAGES} - {view.text.lang}:
                second = query["second"]
        lang = view.text.lang
        return cls(campaign.fingerprint, path, selection, lang, site, slides, slide, issues, second)

    @property
    def presents(self) -> bool:
        """True for the presentation itself."""
        return self.slides is not None

    def view(self, campaign: Campaign) -> View:
        """Return the view of the page, with colours for light and dark."""
        return View(campaign, self.selection, Text.of(self.lang), PAIRED)


class RenderedPages:
    """The pages rendered last; few of them are rendered at a time."""

    def __init__(self, most: int = MOST_PAGES) -> None:
        self.pages = LruCache(most)
        self._renderers = threading.BoundedSemaphore(MOST_RENDERERS)
        self._places = threading.BoundedSemaphore(MOST_RENDERERS + MOST_WAITING)

    def get(self, address: Address, render: Callable[[Address], bytes]) -> Content | None:
        """Return the page at an address; render it if it is not cached.

        None if too many requests wait, because their threads are needed for other requests.
        """

        def build() -> Content:
            with self._renderers:
                return Content(render(address))

        page: Content | None = self.pages.find(address, address.fingerprint)
        if page is None and self._places.acquire(blocking=False):
            try:
                page = self.pages.get(address, address.fingerprint, build)
            finally:
                self._places.release()
        return page


RENDERED_PAGES = RenderedPages()
"""The pages of this process, for all readers: they contain nothing of a session."""


def page_response(
    request: Request, render: Callable[[Address, Campaign], bytes], status: int = 200
) -> Response:
    """Return the page that `render` makes of an address; 503 without data or when busy.

    A page with the status 404 is the same at every path.
    """
    try:
        campaign = campaign_cache.current()
    except UnloadableDataError:
        return Response(status_code=503)
    address = Address.of(request, campaign)
    if status == 404:
        address = replace(address, path="", slides=None, slide=None)
    page = RENDERED_PAGES.get(address, lambda address: render(address, campaign))
    if page is None:
        return Response(status_code=503)
    return page.respond(request.headers, PAGE_HEADERS, status)


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
    view = address.view(campaign)
    links, issues = LiveLinks(campaign), address.query_issues
    page = IssuePage("about", view, links, cached_chart, code=code, query_issues=issues)
    bare = f"{address.site}/{issue_path(code)}"
    metadata = Metadata(
        canonical=f"{bare}?lang={address.lang}",
        alternates={lang: f"{bare}?lang={lang}" for lang in LANGUAGES} | {"x-default": bare},
        extra_html=f"{ICON_LINKS}{MANIFEST_LINK}",
    )
    return document(page, metadata, main=issue_catalogue(page)).encode("utf-8")
