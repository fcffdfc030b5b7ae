"""The fonts at Streamlit's addresses: the subset where there is one, else Streamlit's own."""

from __future__ import annotations

import asyncio
import sys
from concurrent.futures import Future

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Route

from campaign.web import font_files
from campaign.web.bundle_compat import FONT_FILES, address, find_file
from campaign.web.font_files import Fonts, SubsetFonts

ADDRESSES = [address(find_file(pattern)) for pattern in FONT_FILES.values()]
SUBSETS = {name: b"wOF2" + name.encode() for name in ADDRESSES}


async def whole(_: object) -> Response:
    """Stands for Streamlit's own files."""
    return Response(b"whole")


def client(fonts: Future[Fonts]) -> httpx.AsyncClient:
    app = Starlette(
        routes=[Route("/{path:path}", whole, methods=["GET", "POST"])],
        middleware=[Middleware(SubsetFonts, fonts=fonts)],
    )
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test")


def ready(fonts: Fonts) -> Future[Fonts]:
    done: Future[Fonts] = Future()
    done.set_result(fonts)
    return done


def ask(path: str, fonts: Fonts, method: str = "GET", **headers: str) -> httpx.Response:
    async def answer() -> httpx.Response:
        async with client(ready(fonts)) as session:
            return await session.request(method, path, headers=headers)

    return asyncio.run(answer())


@pytest.mark.parametrize("path", ADDRESSES)
def test_a_subset_stands_at_streamlit_s_address(path: str) -> None:
    response = ask(path, SUBSETS)
    assert response.content == SUBSETS[path]
    assert response.headers["content-type"] == "font/woff2"


def test_a_browser_asks_again_after_a_day_and_gets_it_only_where_it_has_changed() -> None:
    response = ask(ADDRESSES[0], SUBSETS)
    # The address does not change with our icons, so it may not be kept for good.
    assert response.headers["cache-control"].startswith("public, max-age=86400,")
    again = ask(ADDRESSES[0], SUBSETS, **{"if-none-match": response.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    changed = SUBSETS | {ADDRESSES[0]: b"wOF2 other"}
    other = ask(ADDRESSES[0], changed, **{"if-none-match": response.headers["etag"]})
    assert (other.status_code, other.content) == (200, b"wOF2 other")


def test_everything_else_is_streamlit_s() -> None:
    assert ask("/static/media/KaTeX_Main-Bold.woff2", SUBSETS).content == b"whole"
    assert ask("/", SUBSETS).content == b"whole"
    assert ask(ADDRESSES[0], SUBSETS, method="POST").content == b"whole"


def test_without_subsets_the_whole_fonts_are_sent() -> None:
    assert ask(ADDRESSES[0], {}).content == b"whole"


def test_a_request_waits_for_the_subsets_and_others_do_not() -> None:
    async def answers() -> tuple[bool, bytes, bytes]:
        fonts: Future[Fonts] = Future()
        async with client(fonts) as session:
            font = asyncio.create_task(session.get(ADDRESSES[0]))
            page = await session.get("/map")
            waited = not font.done()
            fonts.set_result(SUBSETS)
            return waited, page.content, (await font).content

    assert asyncio.run(answers()) == (True, b"whole", SUBSETS[ADDRESSES[0]])


def test_a_reader_who_leaves_does_not_take_the_fonts_from_others() -> None:
    async def leave(fonts: Future[Fonts]) -> None:
        async with client(fonts) as session:
            font = asyncio.create_task(session.get(ADDRESSES[0]))
            await asyncio.sleep(0)
            await session.get("/map")
            font.cancel()
            await asyncio.gather(font, return_exceptions=True)

    fonts: Future[Fonts] = Future()
    fonts.set_running_or_notify_cancel()
    asyncio.run(leave(fonts))
    fonts.set_result(SUBSETS)


def test_they_are_made_in_the_background(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(font_files, "make", lambda: SUBSETS)
    font_files.make_in_background.cache_clear()
    try:
        fonts = font_files.make_in_background()
        assert fonts.result(60) == SUBSETS and font_files.make_in_background() is fonts
        assert not fonts.cancel()
    finally:
        font_files.make_in_background.cache_clear()


def test_the_program_makes_both() -> None:
    fonts = font_files.make()
    assert set(fonts) == set(ADDRESSES)
    assert all(font[:4] == b"wOF2" and len(font) < 45_000 for font in fonts.values())


@pytest.mark.parametrize("program", ["/no/such/program", "false"])
def test_a_program_that_fails_leaves_the_whole_fonts(
    program: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "executable", program)
    assert font_files.make() == {}
    assert "Streamlit's fonts are sent whole" in caplog.text
