"""The pictures of links, for programs that show a link with a picture of its page."""

from __future__ import annotations

import asyncio
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from campaign.analysis.selection import QueryIssue
from campaign.analysis.view import View
from campaign.dataset import campaign_cache
from campaign.dataset.load import UnloadableDataError
from campaign.exports.link.card import LINK_PAGES
from campaign.exports.link.picture import link_picture
from campaign.i18n.translator import DEFAULT_LANGUAGE
from campaign.theme.style import LIGHT
from campaign.web.requested_view import bad_query, requested_view

HEADERS = {"Cache-Control": "public, max-age=3600"}
MOST_KEPT, MOST_WAITING = 64, 8
"""The most pictures kept, some 100 KB each; the most requests that wait for a new one."""

REST = 2
"""The thread rests this many times as long as it drew, because drawing blocks other threads."""


@dataclass(frozen=True)
class LinkPicture:
    """A picture as PNG, and the tag under which a program keeps it."""

    content: bytes
    tag: str


class LinkPictures:
    """The pictures used last. One thread draws new ones, while the others serve pages."""

    def __init__(self) -> None:
        self._pictures: OrderedDict[tuple[Any, ...], LinkPicture] = OrderedDict()
        self._lock = threading.Lock()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="link-picture")
        self._places = threading.BoundedSemaphore(MOST_WAITING)
        self._rest_until = 0.0

    async def find(self, page: str, view: View) -> LinkPicture | None:
        """Return the picture of a page with this view; None if too many requests wait."""
        picture = self._cached(view, page)
        if picture is not None:
            return picture
        if not self._places.acquire(blocking=False):
            return None
        drawing = self._thread.submit(self._draw, view, page)
        drawing.add_done_callback(lambda _: self._places.release())
        return await asyncio.wrap_future(drawing)

    def _draw(self, view: View, page: str) -> LinkPicture:
        """Draw and keep the picture, unless it exists by now; drop pictures of other data."""
        picture = self._cached(view, page)
        if picture is not None:
            return picture
        time.sleep(max(self._rest_until - time.monotonic(), 0))
        begin = time.monotonic()
        content = link_picture(view, page)
        end = time.monotonic()
        self._rest_until = end + REST * (end - begin)
        picture = LinkPicture(content, f'"{hashlib.sha256(content).hexdigest()[:16]}"')
        fingerprint = view.campaign.fingerprint
        with self._lock:
            for other in [key for key in self._pictures if key[1] != fingerprint]:
                del self._pictures[other]
            self._pictures[page, *view.key] = picture
            while len(self._pictures) > MOST_KEPT:
                self._pictures.popitem(last=False)
        return picture

    def _cached(self, view: View, page: str) -> LinkPicture | None:
        key = (page, *view.key)
        with self._lock:
            if key in self._pictures:
                self._pictures.move_to_end(key)
            return self._pictures.get(key)


def _public_view(query: QueryParams) -> tuple[View, tuple[QueryIssue, ...]]:
    """Return the view of a link, in Kyrgyz if it names no language, and issues of its query.

    It shows only data of the server's files, never a reader's own data. The language of a browser
    does not count: programs keep one picture for all. Raises `UnloadableDataError` if there is
    nothing to show.
    """
    view, issues = requested_view(query, campaign_cache.current(), DEFAULT_LANGUAGE, LIGHT)
    return replace(view, selection=replace(view.selection, lang=view.text.lang)), issues


_link_pictures = LinkPictures()


def routes() -> list[BaseRoute]:
    """Return the route of the pictures."""
    return [Route("/assets/link/{page}.png", _answer)]


def address(page: str, query: Mapping[str, str]) -> str:
    """Return the path of the picture of a page with this selection in codes (`to_query`)."""
    return f"/assets/link/{page}.png" + (f"?{urlencode(query, safe=',')}" if query else "")


async def _answer(request: Request) -> Response:
    page = str(request.path_params["page"])
    if page not in LINK_PAGES:
        return Response(status_code=404)
    try:
        view, issues = await run_in_threadpool(_public_view, request.query_params)
        if issues:
            return bad_query(issues, view.text)
        picture = await _link_pictures.find(page, view)
    except UnloadableDataError:
        return Response(status_code=503)
    if picture is None:
        return Response(status_code=503, headers={"Retry-After": "5"})
    headers = {**HEADERS, "ETag": picture.tag}
    if picture.tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(picture.content, media_type="image/png", headers=headers)
