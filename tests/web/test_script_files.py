"""The scripts at Streamlit's addresses: compressed beforehand, else Streamlit's own."""

from __future__ import annotations

import asyncio
import gzip
from concurrent.futures import Future
from typing import Any

import brotli
import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Route

from campaign.browser.module_process import ModuleFailedError
from campaign.web import script_files, scripts
from campaign.web.bundle_compat import ELEMENTS, STATIC, element_scripts, page_scripts
from campaign.web.script_files import PackedScripts, Scripts

ADDRESS = "/static/js/index.js"
SCRIPT = b"export const one = 1;"
PACKED: Scripts = {ADDRESS: {"br": brotli.compress(SCRIPT), "gzip": gzip.compress(SCRIPT)}}


async def any_file(_: object) -> Response:
    """Stands for Streamlit's own files."""
    return Response(b"own")


def ask(path: str, scripts: Scripts | None, method: str = "GET", accepted: str = "br, gzip") -> Any:
    """The answer; None stands for scripts that are not yet made."""
    future: Future[Scripts] = Future()
    if scripts is not None:
        future.set_result(scripts)
    app = Starlette(
        routes=[Route("/{path:path}", any_file, methods=["GET", "POST"])],
        middleware=[Middleware(PackedScripts, scripts=future)],
    )

    async def answer() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as session:
            return await session.request(method, path, headers={"accept-encoding": accepted})

    return asyncio.run(answer())


@pytest.mark.parametrize(("accepted", "encoding"), [("gzip, br", "br"), ("gzip", "gzip")])
def test_a_script_comes_as_the_browser_accepts_it(accepted: str, encoding: str) -> None:
    response = ask(ADDRESS, PACKED, accepted=accepted)
    assert response.content == SCRIPT
    assert response.headers["content-encoding"] == encoding
    assert int(response.headers["content-length"]) == len(PACKED[ADDRESS][encoding])
    assert response.headers["content-type"].startswith("text/javascript")
    assert response.headers["vary"] == "Accept-Encoding"
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_everything_else_is_streamlit_s() -> None:
    assert ask("/static/js/other.js", PACKED).content == b"own"
    assert ask(ADDRESS, PACKED, method="POST").content == b"own"
    assert ask(ADDRESS, PACKED, accepted="identity").content == b"own"


def test_nobody_waits_until_they_are_made() -> None:
    assert ask(ADDRESS, None).content == b"own"


def test_the_program_writes_what_the_server_reads(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scripts, "page_scripts", lambda: frozenset({ADDRESS}))
    monkeypatch.setattr(scripts, "element_scripts", lambda names: ("/static/js/late.js",))
    monkeypatch.setattr(scripts, "pack", lambda address: PACKED[ADDRESS])
    scripts.main()
    written = script_files._unpack(capsys.readouterr().out.encode())
    assert written == {ADDRESS: PACKED[ADDRESS], "/static/js/late.js": PACKED[ADDRESS]}


def test_the_smallest_script_is_packed_as_it_is() -> None:
    all_scripts = {*page_scripts(), *element_scripts(ELEMENTS.values())}
    address = min(all_scripts, key=lambda address: (STATIC / address[1:]).stat().st_size)
    packed = scripts.pack(address)
    source = (STATIC / address[1:]).read_bytes()
    assert brotli.decompress(packed["br"]) == gzip.decompress(packed["gzip"]) == source


@pytest.mark.parametrize("output", [b"", b'{"/a": {"br": "YQ=='])
def test_damaged_output_is_an_error_of_its_value(output: bytes) -> None:
    with pytest.raises(ValueError):
        script_files._unpack(output)


def test_without_them_the_log_says_why(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Failing:
        def read(self, unpack: object) -> None:
            raise ModuleFailedError("no index.html")

    monkeypatch.setattr(script_files, "PACKED", Failing())
    assert script_files.make() == {}
    assert "compressed for each visit: no index.html" in caplog.text
