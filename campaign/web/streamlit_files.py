"""Streamlit's files for the browser, and smaller ones of ours at the addresses of some of them.

Their names have a hash that changes with each version. `docs/upgrading.md` lists the parts in use;
`tests/web/test_streamlit_files.py` fails where an upgrade moves one of the parts.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from campaign.browser import ROOT
from campaign.web.assets import CACHE_FOREVER, Content, best_coding

_ICON = re.compile(r":material/(\w+):")


def _static_folder() -> Path:
    """Return the folder of the files without importing Streamlit, which takes most of a second."""
    spec = find_spec("streamlit")
    if spec is None or spec.origin is None:
        raise LookupError("Streamlit is not installed")
    return Path(spec.origin).parent / "static"


STATIC = _static_folder()

ELEMENTS: Mapping[str, str] = {
    "button": "Button",
    "checkbox": "Checkbox",
    "component": "BidiComponent",
    "download_button": "DownloadButton",
    "file_uploader": "FileUploader",
    "html": "Html",
    "page_link": "PageLink",
    "plotly_chart": "PlotlyChart",
    "progress": "Progress",
    "radio": "Radio",
    "segmented_control": "ButtonGroup",
    "selectbox": "Selectbox",
    "text_area": "TextArea",
    "text_input": "TextInput",
    "toast": "Toast",
    "toggle": "Checkbox",
}
"""{element of our pages that Streamlit draws by a separate script: name of the script}."""

FONT_FILES: Mapping[str, str] = {
    "text": "static/media/SourceSansVF-Upright.ttf.*.woff2",
    "icons": "static/media/MaterialSymbols-Rounded.*.woff2",
}
"""The files of the fonts that every page loads."""

PAGE_ELEMENTS: Mapping[str, tuple[str, ...]] = {
    "data": ("download_button", "file_uploader"),
    "present": ("button", "toggle", "download_button", "file_uploader"),
}
"""{stem of a page: elements beside those of every page that it has before it is touched}."""

SUBSETS = ROOT / "fonts"
"""The folder of the subsets of Streamlit's fonts, which `campaign/web/fonts.py` writes."""
# Not immutable: the address changes only with Streamlit, but the subset also with our icons.
_CACHE_FOR_A_DAY = {"Cache-Control": "public, max-age=86400, stale-while-revalidate=2592000"}
_QUALITY, _QUALITY_OF_LARGE, _LARGE = 10, 9, 2_000_000
"""Brotli at 11 takes twice the time for 2 % less; Plotly's 4.7 MB take half a second at 9."""


def find_file(pattern: str) -> Path:
    """Return the one file of Streamlit that matches a pattern (`static/media/Name.*.woff2`).

    Raises LookupError where there is none, or more than one.
    """
    paths = sorted(STATIC.glob(pattern))
    if len(paths) != 1:
        raise LookupError(f"{pattern} of Streamlit: {len(paths)} files")
    return paths[0]


def address(path: Path) -> str:
    """Return the address at which Streamlit serves one of its files."""
    return f"/{path.relative_to(STATIC).as_posix()}"


def page_scripts() -> frozenset[str]:
    """Return the addresses of the scripts that Streamlit's page itself refers to."""
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    return frozenset(re.findall(r'"\.(/static/js/[^"]+\.js)"', page))


def element_scripts(names: Iterable[str]) -> tuple[str, ...]:
    """Return the addresses of the scripts that draw elements, and of those that they import.

    `names`: values of `ELEMENTS`. Scripts of the page itself are not among them. Raises LookupError
    for a name that Streamlit does not have, or has twice.
    """
    scripts: dict[str, None] = {}
    for name in names:
        _add_imports(_entry(name), scripts)
    on_page = page_scripts()
    return tuple(script for script in scripts if script not in on_page)


@cache
def late_chunks(stem: str) -> tuple[str, ...]:
    """Return the addresses for `<link rel="modulepreload">` of a page, soonest needed first.

    They are the scripts that Streamlit would request only while the page runs. Raises LookupError
    if Streamlit has no such script.
    """
    names = ("html", "component", *PAGE_ELEMENTS.get(stem, ()))
    return element_scripts(ELEMENTS[name] for name in names)


def icon_names(scripts: Iterable[str]) -> frozenset[str]:
    """Return the names of the icons that Streamlit's scripts at these addresses show."""
    sources = ((STATIC / script[1:]).read_text(encoding="utf-8") for script in scripts)
    return frozenset(name for source in sources for name in _ICON.findall(source))


def _entry(name: str) -> str:
    entries = [
        key
        for key, chunk in _manifest().items()
        if chunk.get("name") == name and chunk.get("isDynamicEntry")
    ]
    if len(entries) != 1:
        raise LookupError(f"{name} of Streamlit: {len(entries)} scripts")
    return entries[0]


def _add_imports(key: str, scripts: dict[str, None]) -> None:
    chunk = _manifest()[key]
    script = f"/{chunk['file']}"
    if script in scripts:
        return
    scripts[script] = None
    for other in chunk.get("imports", ()):
        _add_imports(other, scripts)


@lru_cache(maxsize=1)
def _manifest() -> dict[str, dict[str, Any]]:
    return dict(json.loads((STATIC / "manifest.json").read_bytes()))


def font_subsets() -> dict[str, Content]:
    """Return {address: subset} of the fonts: of another version of Streamlit, none is used."""
    fonts = SUBSETS.glob("*.woff2")
    return {f"/static/media/{p.name}": Content(p.read_bytes(), "font/woff2", None) for p in fonts}


def compressed_script(address: str) -> Content:
    """Return the script of Streamlit at an address, with its strongest compression made."""
    script = (STATIC / address[1:]).read_bytes()
    quality = _QUALITY if len(script) < _LARGE else _QUALITY_OF_LARGE
    content = Content(script, "text/javascript", quality)
    _ = content.brotli
    return content


class StreamlitFiles:
    """Middleware that answers requests for fonts and scripts of Streamlit with smaller files.

    Streamlit's own fonts are ten times as large, and it would compress its scripts weakly for each
    visit. A thread compresses them all when the server starts, for some seconds; until then a
    request waits, because a cache would keep the weakly compressed one for a year.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.fonts = font_subsets()
        addresses = (*sorted(page_scripts()), *element_scripts(ELEMENTS.values()))
        pool = ThreadPoolExecutor(1)
        self.scripts: Mapping[str, Future[Content]] = {
            address: pool.submit(compressed_script, address) for address in addresses
        }
        pool.shutdown(wait=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self.app
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            path, headers = scope["path"], Headers(scope=scope)
            if path in self.fonts:
                app = self.fonts[path].respond(headers, _CACHE_FOR_A_DAY)
            elif path in self.scripts and best_coding(headers):
                # A cancelled request does not cancel the work.
                script = await asyncio.shield(asyncio.wrap_future(self.scripts[path]))
                app = script.respond(headers, CACHE_FOREVER)
        await app(scope, receive, send)
