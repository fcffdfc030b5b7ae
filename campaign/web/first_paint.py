"""The first paint: each request for a page is answered with the page itself, drawn by the server.

It depends on the address and the server's files only, never on a reader's session. The live app is
loaded into it at the first touch (`campaign/browser/first_paint/`).
"""

from __future__ import annotations

import asyncio
import logging
import re
from dataclasses import replace
from functools import cache
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from campaign.analysis.register_table import row_limit_words
from campaign.analysis.view import View
from campaign.browser import ROOT, bundle
from campaign.dataset import campaign_cache
from campaign.dataset.load import UnloadableDataError
from campaign.domain.campaign import Campaign
from campaign.exports.presentation_html import PLAIN
from campaign.exports.structured_data import structured_data
from campaign.i18n.translator import LANGUAGES, Text
from campaign.presentation.payload import colours, slide_section
from campaign.presentation.slide_words import slide_words
from campaign.presentation.slides import shown_slides
from campaign.presentation.slides_file import shipped_slides
from campaign.presentation.style import PROJECTOR_STYLE
from campaign.site.document import Metadata, document, whole_document
from campaign.site.links import LiveLinks
from campaign.site.page import SitePage
from campaign.site.page_list import BY_ADDRESS, HOME, PAGES
from campaign.site.style_sheet import rules_of
from campaign.site.view_cache import cached_chart
from campaign.web.assets import ICON_LINKS, MANIFEST_LINK, picture_address
from campaign.web.pages import PAGE_HEADERS, RENDERED_PAGES, Address, RenderedPages
from campaign.web.security import frame_ancestors
from campaign.web.streamlit_files import FONT_FILES, STATIC, address, find_file, late_chunks

_PRINTED = re.compile(r"@page[^{]*\{[^}]*\}|@media print \{(?:[^{}]*\{[^{}]*\})*\s*\}")
_PIXELS = re.compile(r"\b(\d+(?:\.\d+)?)px\b")


def presentation_html(view: View, number: int | None, second: str = "") -> str:
    """Return the HTML and its style rules, which the presentation will replace.

    `number` is the number of the slide, from 0; None is for the speaker's window, which is not
    rendered. `second` is a second language, "" for none.
    """
    campaign, edition = view.campaign, view.edition.campaign_id
    slides = shipped_slides(campaign_cache.folders().data, edition, campaign)[0]
    shown = shown_slides(slides, campaign, view.text.lang, edition)
    opening = escape(view.text("The presentation is being opened…"))
    content = f'<p class="presentation-opening" role="status">{opening}</p>'
    if number is not None:
        number, lang = min(number, len(shown) - 1), view.text.lang
        slide, words, charts = shown[number], {}, {}
        for code in filter(None, (lang, second)):
            slide_view = slide.view(campaign, code, PROJECTOR_STYLE, edition)
            charts[code] = slide.chart(slide_view)
            words[code] = slide_words(slide, slide_view, charts[code])
        inner = slide_section((number + 1, len(shown)), words, charts, (lang, second))
        two = " presentation-slide--two" if second else ""
        content = (
            f'<section class="presentation-slide presentation-slide--{slide.kind}{two} '
            f'presentation-slide--on" lang="{lang}">{inner}</section>{content}'
        )
    variables = ";".join(
        f"--presentation-{name.replace('_', '-')}:{colour}" for name, colour in colours().items()
    )
    home = f'<a href="/?lang={view.text.lang}">{escape(HOME.label(view.text))}</a>'
    # A browser without scripts shows what the presentation needs, and a link to the pages.
    plain = f"<noscript><p>{escape(view.text(PLAIN))} {home}</p></noscript>"
    html = (
        f'<main class="presentation" style="{variables}"><div class="presentation-screen">'
        f'<div class="presentation-stage">{content}{plain}</div></div></main>'
    )
    # The app's font under another name, so that lines break as they do in the app.
    source = f'src:url({_font()})format("woff2")'
    font = f'@font-face{{font-family:"Slide Sans";font-weight:200 900;{source}}}'
    return f"<style>{font}{rules_of(_sheet(), html)}</style>{html}{slide_script()}"


@cache
def slide_script() -> str:
    """Return the script that fits the text of a slide and stores pressed keys, as an element."""
    # In a block: the script that starts the app has constants of the same names.
    return f"<script>{{{bundle('presentation/first_slide.js')}}}</script>"


@cache
def _font() -> str:
    """Return the address of the app's font for slides; "" if it is not found."""
    try:
        return address(find_file(FONT_FILES["text"]))
    except LookupError:
        return ""


@cache
def _sheet() -> str:
    """Return the style sheet of the presentation, in units of its stage in place of pixels."""
    folder = ROOT / "presentation"
    names = ("presentation.css", "first_slide.css")
    sheet = "".join((folder / name).read_text(encoding="utf-8") for name in names)
    return _PIXELS.sub(r"calc(\1 * var(--u))", _PRINTED.sub("", sheet))


_log = logging.getLogger(__name__)

LONGEST_WAIT_S = 15.0
"""Seconds for which a page may wait for a database server, fewer than nginx waits for a page."""
_ANY_FORM = "*/*"
_HEAD = re.compile(r"<head>(.*)</head>", re.DOTALL)
_OWN = re.compile(r"<!--.*?-->|<title>.*?</title>|<meta\b[^>]*>", re.DOTALL)
_ICON = re.compile(r'<link rel="shortcut icon"[^>]*>')


class FirstPaint:
    """Middleware that answers requests for pages and passes all others on to Streamlit.

    If a database server is slow, the live app comes without the first paint. The page is rendered
    all the same, for the next request.
    """

    def __init__(
        self,
        app: ASGIApp,
        pages: RenderedPages = RENDERED_PAGES,
        longest_wait_s: float = LONGEST_WAIT_S,
    ) -> None:
        self.app = app
        self.pages = pages
        self.longest_wait_s = longest_wait_s
        self._renderings: set[asyncio.Task[Response | None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            request = Request(scope)
            if is_page_request(request):
                response = await self._answer_page(request)
                if response is not None:
                    await response(scope, receive, send)
                    return
        await self.app(scope, receive, send)

    async def _answer_page(self, request: Request) -> Response | None:
        task = asyncio.create_task(run_in_threadpool(self._respond, request))
        # asyncio itself does not hold it.
        self._renderings.add(task)
        task.add_done_callback(self._renderings.discard)
        limit = self.longest_wait_s if campaign_cache.reads_server() else None
        await asyncio.wait({task}, timeout=limit)
        return task.result() if task.done() else None

    def _respond(self, request: Request) -> Response | None:
        try:
            campaign = campaign_cache.current()
        except UnloadableDataError:
            return None  # the live app reports the error
        address = Address.of(request, campaign)
        try:
            page = self.pages.get(address, lambda address: render(address, campaign))
        except Exception:
            _log.exception("a page was not rendered")
            return None  # the live app can do without it
        return None if page is None else page.respond(request.headers, PAGE_HEADERS)


def is_page_request(request: Request) -> bool:
    """Return whether a request is for a page.

    Browsers accept HTML. Programs that show a link with its title and picture, such as messengers,
    accept any type.
    """
    if request.method not in ("GET", "HEAD") or request.url.path not in BY_ADDRESS:
        return False
    accepted = request.headers.get("accept", _ANY_FORM)
    return "text/html" in accepted or _ANY_FORM in accepted


def render(address: Address, campaign: Campaign) -> bytes:
    """Return the page at an address as a document that loads the live app."""
    view = address.view(campaign)
    links = LiveLinks(campaign, embeds=bool(frame_ancestors()))
    stem = BY_ADDRESS[address.path].stem
    issues = address.query_issues
    page = SitePage(stem, view, links, cached_chart, becomes_live=True, query_issues=issues)

    picture = address.site + picture_address(view.selection.edition, address.lang)
    if address.presents:
        preload = '<link rel="preload" as="font" type="font/woff2" crossorigin href="{}">'
        font = preload.format(_font()) if _font() else ""
        extra_html = f"{font}{ICON_LINKS}{boot_script()}"
        metadata = Metadata(picture=picture, live=True, extra_html=extra_html)
        html = presentation_html(view, address.slide, address.second)
        return whole_document(page, html, metadata, app_place(view.text, stem)).encode("utf-8")

    def in_language(lang: str | None) -> str:
        return address.site + links.page(stem, replace(address.selection, lang=lang))

    csv_file = address.site + links.address("/files/register.csv", view.selection)
    alternates = {lang: in_language(lang) for lang in LANGUAGES}
    metadata = Metadata(
        canonical=in_language(address.selection.lang),
        alternates=alternates | {"x-default": in_language(None)},
        picture=picture,
        data=structured_data(
            view, alternates[address.lang], "" if row_limit_words(view) else csv_file
        ),
        live=True,
        extra_html=f"{ICON_LINKS}{boot_script()}",
    )
    return document(page, metadata, app_place(view.text, stem)).encode("utf-8")


# The elements by which a page loads the live app ------------------------------------------------


@cache
def streamlit_index() -> bytes:
    """Return the page of the installed Streamlit."""
    return (STATIC / "index.html").read_bytes()


@cache
def app_head() -> str:
    """Return the head of Streamlit's page without its title and its metadata.

    Raises LookupError where the installed page has no head or no script.
    """
    match = _HEAD.search(streamlit_index().decode("utf-8"))
    if not match or 'type="module"' not in match[1]:
        raise LookupError("Streamlit's index.html has no head with a script")
    return re.sub(r">\s+<", "><", _ICON.sub("", _OWN.sub("", match[1]))).strip()


@cache
def boot_script() -> str:
    """Return the script that loads the app into the first paint, as an element."""
    return f"<script>{bundle('first_paint/boot.js')}</script>"


def app_place(text: Text, stem: str) -> str:
    """Return the end of the body: the app's element, and links to the scripts of this page."""
    late = text(
        "The page is not interactive yet because the server does not respond. Links still work."
    )
    chunks = "".join(
        f'<link rel="modulepreload" crossorigin data-late href="{address}">'
        for address in late_chunks(stem)
    )
    # The app of a page that is HTML loads at the first touch.
    now = " data-now" if PAGES[stem].has_widgets else ""
    return (
        f'<p id="late" role="status" hidden>{escape(late)}</p>'
        f'<div id="root"></div><template id="boot"{now}>{app_head()}{chunks}{MANIFEST_LINK}'
        "</template>"
    )
