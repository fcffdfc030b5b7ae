"""The first paint: each request for a page is answered with the page itself, drawn by the server.

It is of the address and of the server's files alone, never of a reader's session. The live app
loads after it and takes its place (`campaign/browser/first_paint/`).
"""

from __future__ import annotations

import gzip
import hashlib
import logging
import re
import threading
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import parse_qsl

import brotli
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.dataset.load import UnloadableDataError
from campaign.domain.campaign import Campaign
from campaign.i18n.accept_language import preferred_language
from campaign.i18n.translator import LANGUAGES, Text
from campaign.site.document import Head, document
from campaign.site.links import LiveLinks
from campaign.site.page import SitePage
from campaign.site.pages import PAGES
from campaign.site.palette import PAIRED
from campaign.site.view_cache import cached_chart
from campaign.web.painted_page import app_place, boot_script

_log = logging.getLogger(__name__)
MOST_PAGES = 256
"""Some 25 KB each with its compressed forms."""
MOST_PAINTERS = 2
WAIT_SECONDS = 2.0
HEADERS = {"Cache-Control": "no-cache", "Vary": "Accept-Encoding, Accept-Language"}
_STEMS = {f"/{page.path}": stem for stem, page in PAGES.items()}
_BROTLI_QUALITY = 5
_REFUSED = re.compile(r";q=0(\.0*)?$")


@dataclass(frozen=True)
class Address:
    """What a painted page depends on: data version, page, selection, language, site."""

    fingerprint: str
    stem: str
    selection: Selection
    lang: str
    site: str


@dataclass(frozen=True)
class PaintedPage:
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

    def encode(self, accepted: str) -> tuple[bytes, dict[str, str]]:
        """The content in the best form that a browser accepts, with the header that names it."""
        parts = accepted.lower().replace(" ", "").split(",")
        codings = {part.split(";")[0] for part in parts if not _REFUSED.search(part)}
        if "br" in codings:
            return self._brotli, {"Content-Encoding": "br"}
        if "gzip" in codings:
            return self._gzip, {"Content-Encoding": "gzip"}
        return self.content, {}


class PaintedPages:
    """The pages painted last, of one version of the data."""

    def __init__(self, most: int = MOST_PAGES) -> None:
        self._most = most
        self._pages: OrderedDict[Address, PaintedPage] = OrderedDict()
        self._lock = threading.Lock()
        self._painters = threading.BoundedSemaphore(MOST_PAINTERS)

    def get(self, address: Address, campaign: Campaign) -> PaintedPage | None:
        """The page at an address, painted where it is not there yet.

        None where more is asked for than the server can paint: the live app comes without it.
        """
        page = self._find(address)
        if page is not None:
            return page
        if not self._painters.acquire(timeout=WAIT_SECONDS):
            return None
        try:
            page = self._find(address) or PaintedPage(paint(address, campaign))
        finally:
            self._painters.release()
        with self._lock:
            for former in [a for a in self._pages if a.fingerprint != address.fingerprint]:
                del self._pages[former]
            self._pages[address] = page
            while len(self._pages) > self._most:
                self._pages.popitem(last=False)
        return page

    def _find(self, address: Address) -> PaintedPage | None:
        with self._lock:
            if address in self._pages:
                self._pages.move_to_end(address)
            return self._pages.get(address)


class FirstPaint:
    """Middleware that answers requests for pages; everything else goes on to Streamlit."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.pages = PaintedPages()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            request = Request(scope)
            if is_page_request(request):
                response = await run_in_threadpool(self._respond, request)
                if response is not None:
                    await response(scope, receive, send)
                    return
        await self.app(scope, receive, send)

    def _respond(self, request: Request) -> Response | None:
        try:
            campaign = campaign_cache.current()
        except UnloadableDataError:
            return None  # the live app says so
        try:
            page = self.pages.get(address_of(request, campaign), campaign)
        except Exception:
            _log.exception("a page was not painted")
            return None  # the live app may stand without it
        if page is None:
            return None
        headers = {**HEADERS, "ETag": page.etag}
        if page.etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        content, coding = page.encode(request.headers.get("accept-encoding", ""))
        return Response(content, media_type="text/html", headers=headers | coding)


def is_page_request(request: Request) -> bool:
    """Return whether a browser asks for a page; not for the presentation, which covers all."""
    if request.method not in ("GET", "HEAD") or request.url.path not in _STEMS:
        return False
    if "text/html" not in request.headers.get("accept", ""):
        return False
    return _STEMS[request.url.path] != "present" or "edit" in request.query_params


def address_of(request: Request, campaign: Campaign) -> Address:
    """Return what the page of a request depends on; two spellings of a query are one address."""
    query: Mapping[str, str] = dict(parse_qsl(request.url.query, keep_blank_values=True))
    selection = Selection.from_query(query, campaign)
    lang = selection.lang or preferred_language(request.headers.get("accept-language"))
    site = f"{request.url.scheme}://{request.url.netloc}"
    return Address(campaign.fingerprint, _STEMS[request.url.path], selection, lang, site)


def paint(address: Address, campaign: Campaign) -> bytes:
    """Return the page at an address as a document that loads the live app."""
    text = Text.of(address.lang)
    view = View(campaign, address.selection, text, PAIRED)
    links = LiveLinks(campaign)
    page = SitePage(address.stem, view, links, cached_chart)

    def in_language(lang: str | None) -> str:
        return address.site + links.page(address.stem, replace(address.selection, lang=lang))

    alternates = {lang: in_language(lang) for lang in LANGUAGES}
    head = Head(
        canonical=alternates[address.lang],
        alternates=alternates | {"x-default": in_language(None)},
        more=boot_script(),
    )
    return document(page, head, app_place(text)).encode("utf-8")
