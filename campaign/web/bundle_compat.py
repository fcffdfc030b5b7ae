"""Streamlit's files for the browser, whose names have a hash that changes with each version.

`docs/upgrading.md` lists the parts in use; `tests/web/test_bundle_compat.py` fails where an
upgrade moves one of the parts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

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
