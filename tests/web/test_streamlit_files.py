"""The parts of Streamlit's bundle that we use still exist; fonts and scripts are sent smaller."""

from __future__ import annotations

import asyncio
import re
import threading
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import Route

from campaign.site.page_list import PAGES
from campaign.web import streamlit_files
from campaign.web.assets import Content
from campaign.web.streamlit_files import (
    ELEMENTS,
    FONT_FILES,
    PAGE_ELEMENTS,
    STATIC,
    StreamlitFiles,
    address,
    element_scripts,
    find_file,
    icon_names,
    late_chunks,
    page_scripts,
)

MOVED = "Streamlit has moved it: see docs/upgrading.md"
ROOT = Path(__file__).resolve().parent.parent.parent
SOURCES = [
    ROOT / "dashboard.py",
    *(ROOT / "pages").glob("*.py"),
    *(ROOT / "campaign").rglob("*.py"),
]
# Elements that the main script draws, or that draw nothing.
WITHOUT_SCRIPT = {
    *("columns", "container", "dialog", "empty", "expander", "popover"),
    *("form", "form_submit_button", "cache_resource"),
    *("get_option", "navigation", "rerun", "set_page_config", "switch_page"),
    # of other classes
    *("App", "Page", "fragment"),
}


def static(script: str) -> Path:
    return STATIC / script.removeprefix("/")


@pytest.mark.parametrize("pattern", FONT_FILES.values())
def test_file_of_a_font(pattern: str) -> None:
    try:
        path = find_file(pattern)
    except LookupError as error:
        raise AssertionError(MOVED) from error
    styles = find_file("static/css/index.*.css").read_text(encoding="utf-8")
    # The browser requests exactly this address, and no other weight of the font.
    rules = [rule for rule in re.findall(r"@font-face{[^}]*}", styles) if path.name in rule]
    assert len(rules) == 1 and f"url(../media/{path.name})" in rules[0], MOVED


def test_the_style_sheet_names_the_font_of_texts() -> None:
    """`campaign/browser/first_paint/app_loader.js` requests it by this name."""
    sheet = find_file("static/css/index.*.css").read_text(encoding="utf-8")
    name = find_file(FONT_FILES["text"]).name
    faces = re.findall(r"@font-face\{[^}]*\}", sheet)
    assert any("font-family:Source Sans;" in f and name in f for f in faces), MOVED


def test_a_pattern_of_several_files_raises_an_error() -> None:
    with pytest.raises(LookupError, match="SourceSans"):
        find_file("static/media/SourceSansVF-*.woff2")


def test_scripts_of_index_html() -> None:
    scripts = page_scripts()
    assert len(scripts) > 20, MOVED
    assert [script for script in scripts if not static(script).exists()] == []
    assert any(script.startswith("/static/js/index.") for script in scripts), MOVED


@pytest.mark.parametrize("name", sorted(set(ELEMENTS.values())))
def test_script_of_an_element(name: str) -> None:
    try:
        scripts = element_scripts([name])
    except LookupError as error:
        raise AssertionError(MOVED) from error
    assert scripts[0].startswith(f"/static/js/{name}."), MOVED
    assert not set(scripts) & page_scripts()
    # The imports of a script are in the list, or already in the page.
    for script in scripts:
        imports = re.findall(r'\bfrom"\./([^"]+)"', static(script).read_text(encoding="utf-8"))
        missing = {f"/static/js/{file}" for file in imports} - set(scripts) - page_scripts()
        assert missing == set(), MOVED


def test_every_element_of_our_pages_has_its_script() -> None:
    call = re.compile(r"\bst\.(?:sidebar\.)?([A-Za-z_]+)\(")
    used = {name for path in SOURCES for name in call.findall(path.read_text(encoding="utf-8"))}
    assert len(used) > 20
    assert used - set(ELEMENTS) - WITHOUT_SCRIPT == set(), "say in ELEMENTS which script draws it"


def test_icons_of_the_scripts_have_their_whole_names_there() -> None:
    scripts = [*page_scripts(), *element_scripts(ELEMENTS.values())]
    assert {"expand_more", "keyboard_double_arrow_right", "upload"} <= icon_names(scripts), MOVED
    sources = "\n".join(static(script).read_text(encoding="utf-8") for script in scripts)
    # A composed name could be that of any icon.
    assert re.findall(r":material/\w*\${.{0,20}", sources) == [], MOVED


def test_an_element_that_streamlit_does_not_have_is_named() -> None:
    with pytest.raises(LookupError, match="Carousel of Streamlit: 0 scripts"):
        element_scripts(["Carousel"])


# Scripts that a page may request early ----------------------------------------------------------


def test_elements_belong_to_existing_pages() -> None:
    assert set(PAGE_ELEMENTS) <= set(PAGES)


@pytest.mark.parametrize("stem", PAGES)
def test_addresses_are_streamlit_s_and_unique(stem: str) -> None:
    addresses = late_chunks(stem)
    assert addresses[0].startswith("/static/js/Html.")
    assert len(set(addresses)) == len(addresses) < 60
    assert all(re.fullmatch(r"/static/js/[\w.-]+\.js", address) for address in addresses)


def test_a_page_does_not_request_scripts_of_other_pages() -> None:
    assert not [address for address in late_chunks("overview") if "FileUploader" in address]
    assert [address for address in late_chunks("data") if "FileUploader" in address]


# Smaller files at Streamlit's addresses ---------------------------------------------------------

FONTS = [address(find_file(pattern)) for pattern in FONT_FILES.values()]
SCRIPT = min(page_scripts(), key=lambda address: static(address).stat().st_size)


async def own_file(_: object) -> Response:
    """Stands for Streamlit's own files."""
    return Response(b"own")


def ask(path: str, method: str = "GET", **headers: str) -> httpx.Response:
    """The answer; by default the browser accepts both codings."""
    app = Starlette(
        routes=[Route("/{path:path}", own_file, methods=["GET", "HEAD", "POST"])],
        middleware=[Middleware(StreamlitFiles)],
    )
    sent = {"accept-encoding": "br, gzip", **headers}

    async def answer() -> httpx.Response:
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as session:
            return await session.request(method, path, headers=sent)

    return asyncio.run(answer())


@pytest.fixture(autouse=True)
def one_script(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Only one script is compressed."""
    if "smaller" in request.node.name:
        monkeypatch.setattr(streamlit_files, "page_scripts", lambda: frozenset({SCRIPT}))
        monkeypatch.setattr(streamlit_files, "element_scripts", lambda names: ())


@pytest.mark.parametrize("path", FONTS)
def test_smaller_font_at_streamlit_s_address(path: str) -> None:
    response = ask(path)
    assert response.content[:4] == b"wOF2" and len(response.content) < 45_000
    assert response.headers["content-type"] == "font/woff2"
    # The address does not change with our icons, so the font may not be cached permanently.
    assert response.headers["cache-control"].startswith("public, max-age=86400,")
    again = ask(path, **{"if-none-match": response.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(("accepted", "encoding"), [("gzip, br", "br"), ("gzip", "gzip")])
def test_smaller_script_in_the_accepted_coding(accepted: str, encoding: str) -> None:
    response = ask(SCRIPT, **{"accept-encoding": accepted})
    assert response.content == static(SCRIPT).read_bytes()
    assert response.headers["content-encoding"] == encoding
    assert response.headers["content-type"].startswith("text/javascript")
    assert response.headers["vary"] == "Accept-Encoding"
    assert response.headers["cache-control"] == "public, max-age=31536000, immutable"
    again = ask(SCRIPT, **{"if-none-match": response.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_other_files_are_streamlit_s_own_beside_smaller_ones() -> None:
    assert ask("/static/media/KaTeX_Main-Bold.woff2").content == b"own"
    assert ask("/static/js/other.js").content == b"own"
    assert ask(FONTS[0], method="POST").content == ask(SCRIPT, method="POST").content == b"own"
    assert ask(SCRIPT, **{"accept-encoding": "identity"}).content == b"own"


def test_other_requests_do_not_wait_for_smaller_scripts(monkeypatch: pytest.MonkeyPatch) -> None:
    event = threading.Event()

    def compress(_: str) -> Content:
        assert event.wait(60)
        return Content(b"script")

    monkeypatch.setattr(streamlit_files, "compressed_script", compress)
    assert ask("/map").content == b"own"
    event.set()


def test_fonts_of_another_streamlit_are_not_replaced_by_smaller_ones(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "SourceSansVF-Upright.ttf.other.woff2").write_bytes(b"wOF2")
    monkeypatch.setattr(streamlit_files, "SUBSETS", tmp_path)
    assert ask(FONTS[0]).content == b"own"
