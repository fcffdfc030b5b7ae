"""The pages that the server has rendered last, with their compressed forms."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import brotli
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response

from campaign.analysis.selection import QueryIssue, Selection
from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.dataset.engines.failures import FAILURES
from campaign.dataset.load import UnloadableDataError
from campaign.domain.campaign import Campaign
from campaign.i18n.accept_language import preferred_language
from campaign.i18n.translator import LANGUAGES, Text
from campaign.presentation.slides import MOST_SLIDES
from campaign.presentation.slides_file import slides_version
from campaign.site.colour_pairs import PAIRED
from campaign.site.page_list import BY_ADDRESS, PAGES
from campaign.web.content_coding import best_coding
from campaign.web.requested_view import requested_view

MOST_PAGES = 256
"""The most pages kept, some 150 KB each with the compressed forms."""
MOST_RENDERERS, MOST_WAITING = 2, 8
_HEADERS = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding, Accept-Language"}
_BROTLI_QUALITY = 5
_PRESENTATION = f"/{PAGES['present'].path}"


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


@dataclass(frozen=True)
class RenderedPage:
    """A page as bytes, and its compressed forms, each made once."""

    content: bytes

    @cached_property
    def etag(self) -> str:
        """The tag of the content, the same for each form of it."""
        return f'W/"{hashlib.sha256(self.content).hexdigest()[:20]}"'

    @cached_property
    def _brotli(self) -> bytes:
        return bytes(brotli.compress(self.content, quality=_BROTLI_QUALITY))

    @cached_property
    def _gzip(self) -> bytes:
        return gzip.compress(self.content, mtime=0)

    def encode(self, headers: Headers) -> tuple[bytes, dict[str, str]]:
        """Return the content in the smallest form that the browser accepts, and its headers."""
        coding = best_coding(headers)
        if not coding:
            return self.content, {}
        content = self._brotli if coding == "br" else self._gzip
        return content, {"Content-Encoding": coding}

    def respond(self, request: Request, status: int = 200) -> Response:
        """Return the response to a request for the page: 304 if the browser has the page."""
        headers = {**_HEADERS, "ETag": self.etag}
        if status == 200 and self.etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        content, coding = self.encode(request.headers)
        return Response(content, status, media_type="text/html", headers=headers | coding)


class RenderedPages:
    """The pages rendered last, of one version of the data and one epoch of `Failures`."""

    def __init__(self, most: int = MOST_PAGES) -> None:
        self._most = most
        self._pages: OrderedDict[Address, RenderedPage] = OrderedDict()
        self._epoch = FAILURES.epoch
        self._lock = threading.Lock()
        self._renderers = threading.BoundedSemaphore(MOST_RENDERERS)
        self._places = threading.BoundedSemaphore(MOST_RENDERERS + MOST_WAITING)

    def get(self, address: Address, render: Callable[[Address], bytes]) -> RenderedPage | None:
        """Return the page at an address; render it if it is not cached.

        None if too many requests wait, because their threads are needed for other requests.
        """
        page = self._find(address)
        if page is not None:
            return page
        if not self._places.acquire(blocking=False):
            return None
        try:
            with self._renderers:
                page = self._find(address) or RenderedPage(render(address))
                self._keep(address, page)
        finally:
            self._places.release()
        return page

    def _find(self, address: Address) -> RenderedPage | None:
        with self._lock:
            if self._epoch != FAILURES.epoch:
                self._pages.clear()
                self._epoch = FAILURES.epoch
            if address in self._pages:
                self._pages.move_to_end(address)
            return self._pages.get(address)

    def _keep(self, address: Address, page: RenderedPage) -> None:
        with self._lock:
            for former in [a for a in self._pages if a.fingerprint != address.fingerprint]:
                del self._pages[former]
            self._pages[address] = page
            while len(self._pages) > self._most:
                self._pages.popitem(last=False)


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
    return Response(status_code=503) if page is None else page.respond(request, status)
