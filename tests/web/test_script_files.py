"""Streamlit's script addresses serve files compressed beforehand, or else Streamlit's own."""

from __future__ import annotations

import asyncio
import gzip
import threading

import brotli
import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Route

from campaign.web import script_files, scripts
from campaign.web.background import BackgroundWork
from campaign.web.bundle_compat import ELEMENTS, STATIC, element_scripts, page_scripts
from campaign.web.script_files import CompressedScripts, Scripts

ADDRESS = "/static/js/index.js"
SCRIPT = b"export const one = 1;"
SCRIPTS: Scripts = {ADDRESS: {"br": brotli.compress(SCRIPT), "gzip": gzip.compress(SCRIPT)}}


async def any_file(_: object) -> Response:
    """Stands for Streamlit's own files."""
    return Response(b"own")


def ask(path: str, scripts: Scripts, method: str = "GET", **headers: str) -> httpx.Response:
    """Return the answer; by default the browser accepts both codings."""
    sent = {"accept-encoding": "br, gzip", **headers}

    async def answer() -> httpx.Response:
        async with client(BackgroundWork(lambda: scripts, {}, "own scripts")) as session:
            return await session.request(method, path, headers=sent)

    return asyncio.run(answer())


def client(scripts: BackgroundWork[Scripts]) -> httpx.AsyncClient:
    app = Starlette(
        routes=[Route("/{path:path}", any_file, methods=["GET", "HEAD", "POST"])],
        middleware=[Middleware(CompressedScripts, files=scripts)],
    )
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test")


@pytest.mark.parametrize(("accepted", "encoding"), [("gzip, br", "br"), ("gzip", "gzip")])
def test_a_script_has_the_accepted_coding(accepted: str, encoding: str) -> None:
    response = ask(ADDRESS, SCRIPTS, **{"accept-encoding": accepted})
    assert response.content == SCRIPT
    assert response.headers["content-encoding"] == encoding
    assert int(response.headers["content-length"]) == len(SCRIPTS[ADDRESS][encoding])
    assert response.headers["content-type"].startswith("text/javascript")
    assert response.headers["vary"] == "Accept-Encoding"
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_other_files_are_streamlit_s_own() -> None:
    assert ask("/static/js/other.js", SCRIPTS).content == b"own"
    assert ask(ADDRESS, SCRIPTS, method="POST").content == b"own"
    assert ask(ADDRESS, SCRIPTS, **{"accept-encoding": "identity"}).content == b"own"


def test_a_script_in_the_browser_cache_is_not_sent_again() -> None:
    tag = ask(ADDRESS, SCRIPTS).headers["etag"]
    again = ask(ADDRESS, SCRIPTS, **{"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == tag and "content-encoding" not in again.headers
    assert again.headers["cache-control"] == "public, max-age=31536000, immutable"
    other = ask(ADDRESS, SCRIPTS, **{"if-none-match": tag, "accept-encoding": "gzip"})
    assert (other.status_code, other.content) == (200, SCRIPT)


def test_other_requests_do_not_wait_for_scripts() -> None:
    async def page() -> bytes:
        event = threading.Event()
        work = BackgroundWork(lambda: {} if event.wait(60) else SCRIPTS, {}, "own scripts")
        async with client(work) as session:
            content = (await session.get("/map")).content
        assert not work.is_done
        event.set()
        return content

    assert asyncio.run(page()) == b"own"


def test_the_server_reads_the_output_of_the_program(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scripts, "page_scripts", lambda: frozenset({ADDRESS}))
    monkeypatch.setattr(scripts, "element_scripts", lambda names: ("/static/js/late.js",))
    monkeypatch.setattr(scripts, "compress", lambda address: SCRIPTS[ADDRESS])
    scripts.main()
    written = script_files._unpack(capsys.readouterr().out.encode())
    assert written == {ADDRESS: SCRIPTS[ADDRESS], "/static/js/late.js": SCRIPTS[ADDRESS]}


def test_a_compressed_script_has_the_content_of_its_file() -> None:
    all_scripts = {*page_scripts(), *element_scripts(ELEMENTS.values())}
    address = min(all_scripts, key=lambda address: (STATIC / address[1:]).stat().st_size)
    packed = scripts.compress(address)
    source = (STATIC / address[1:]).read_bytes()
    assert brotli.decompress(packed["br"]) == gzip.decompress(packed["gzip"]) == source


@pytest.mark.parametrize("output", [b"", b'{"/a": {"br": "YQ=='])
def test_damaged_output_raises_a_value_error(output: bytes) -> None:
    with pytest.raises(ValueError):
        script_files._unpack(output)
