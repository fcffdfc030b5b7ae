"""The pages that the server has rendered last, with their compressed forms."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from campaign.analysis.selection import KEYS, QueryIssue, Selection, parse_query
from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.dataset.load import UnloadableDataError
from campaign.domain.campaign import Campaign
from campaign.i18n.accept_language import preferred_language
from campaign.i18n.translator import LANGUAGES, Text
from campaign.presentation.slides import MOST_SLIDES
from campaign.presentation.slides_file import slides_version
from campaign.site.colour_pairs import PAIRED
from campaign.site.notices import query_words
from campaign.site.page_list import BY_ADDRESS, PAGES
from campaign.site.view_cache import LruCache
from campaign.theme.style import Style
from campaign.web.responses import Content

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
            slide = _read_slide(query)
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


def _read_slide(query: Mapping[str, str]) -> int | None:
    """Return the number of the slide of an address, from 0, as `address.js` reads it.

    None for the speaker's window, which has another layout.
    """
    if "notes" in query:
        return None
    number = int(query.get("slide") or query.get("scene") or 1)
    return min(number, MOST_SLIDES) - 1


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
