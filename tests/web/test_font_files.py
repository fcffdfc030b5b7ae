"""Streamlit's font addresses serve our subset, or else Streamlit's own file."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Route

from campaign.browser import program_output
from campaign.web import font_files
from campaign.web.background import BackgroundWork
from campaign.web.bundle_compat import FONT_FILES, address, find_file
from campaign.web.font_files import Fonts, SubsetFonts

ADDRESSES = [address(find_file(pattern)) for pattern in FONT_FILES.values()]
SUBSETS = {name: b"wOF2" + name.encode() for name in ADDRESSES}


async def any_file(_: object) -> Response:
    """Stands for Streamlit's own files."""
    return Response(b"whole")


def client(fonts: BackgroundWork[Fonts]) -> httpx.AsyncClient:
    app = Starlette(
        routes=[Route("/{path:path}", any_file, methods=["GET", "POST"])],
        middleware=[Middleware(SubsetFonts, files=fonts)],
    )
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test")


def background_work(fonts: Fonts, event: threading.Event | None = None) -> BackgroundWork[Fonts]:
    """The work that has these fonts as its result, after the event."""

    def make() -> Fonts:
        assert event is None or event.wait(60)
        return fonts

    return BackgroundWork(make, {}, "whole fonts")


def ask(path: str, fonts: Fonts, method: str = "GET", **headers: str) -> httpx.Response:
    async def answer() -> httpx.Response:
        async with client(background_work(fonts)) as session:
            return await session.request(method, path, headers=headers)

    return asyncio.run(answer())


@pytest.mark.parametrize("path", ADDRESSES)
def test_streamlit_s_address_serves_the_subset(path: str) -> None:
    response = ask(path, SUBSETS)
    assert response.content == SUBSETS[path]
    assert response.headers["content-type"] == "font/woff2"


def test_a_browser_revalidates_a_font_after_a_day() -> None:
    response = ask(ADDRESSES[0], SUBSETS)
    # The address does not change with our icons, so the font may not be cached permanently.
    assert response.headers["cache-control"].startswith("public, max-age=86400,")
    again = ask(ADDRESSES[0], SUBSETS, **{"if-none-match": response.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    changed = SUBSETS | {ADDRESSES[0]: b"wOF2 other"}
    other = ask(ADDRESSES[0], changed, **{"if-none-match": response.headers["etag"]})
    assert (other.status_code, other.content) == (200, b"wOF2 other")


def test_other_files_are_streamlit_s_own() -> None:
    assert ask("/static/media/KaTeX_Main-Bold.woff2", SUBSETS).content == b"whole"
    assert ask("/", SUBSETS).content == b"whole"
    assert ask(ADDRESSES[0], SUBSETS, method="POST").content == b"whole"


def test_without_subsets_the_whole_fonts_are_sent() -> None:
    assert ask(ADDRESSES[0], {}).content == b"whole"


def test_a_request_waits_for_the_subsets_and_others_do_not() -> None:
    async def answers() -> tuple[bool, bytes, bytes]:
        event = threading.Event()
        async with client(background_work(SUBSETS, event)) as session:
            font = asyncio.create_task(session.get(ADDRESSES[0]))
            done, _ = await asyncio.wait({font}, timeout=0.1)
            page, waited = await session.get("/map"), not done
            event.set()
            return waited, page.content, (await font).content

    assert asyncio.run(answers()) == (True, b"whole", SUBSETS[ADDRESSES[0]])


@pytest.fixture
def subsets_event(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """An event that lets the subsets be made."""
    event = threading.Event()

    def read(seconds: float | None) -> Fonts:
        assert seconds is None and event.wait(60)
        return SUBSETS

    monkeypatch.setattr(font_files.FONTS, "read", read)
    font_files.make_in_background.cache_clear()
    yield event
    event.set()
    font_files.make_in_background.cache_clear()


def test_subsets_are_made_once_in_the_background(subsets_event: threading.Event) -> None:
    fonts = font_files.make_in_background()
    assert font_files.make_in_background() is fonts and not fonts.is_done
    subsets_event.set()
    assert asyncio.run(fonts.wait()) == SUBSETS


def test_a_cancelled_request_does_not_cancel_the_subsets(subsets_event: threading.Event) -> None:
    async def leave() -> None:
        async with client(fonts) as session:
            font = asyncio.create_task(session.get(ADDRESSES[0]))
            await asyncio.wait({font}, timeout=0.1)
            font.cancel()
            await asyncio.gather(font, return_exceptions=True)

    fonts = font_files.make_in_background()
    asyncio.run(leave())
    subsets_event.set()
    assert asyncio.run(fonts.wait()) == SUBSETS


@pytest.fixture
def no_cached_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cache of an installation before its first start."""
    monkeypatch.setattr(program_output, "cache_from_source", lambda _: str(tmp_path / "any.pyc"))
    monkeypatch.setattr(font_files.FONTS, "_content", None)


@pytest.mark.long
@pytest.mark.usefixtures("no_cached_output")
def test_the_program_makes_both_subsets() -> None:
    fonts = font_files.FONTS.read(None)
    assert set(fonts) == set(ADDRESSES)
    assert all(font[:4] == b"wOF2" and len(font) < 45_000 for font in fonts.values())
