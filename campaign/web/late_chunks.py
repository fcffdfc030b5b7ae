"""Streamlit's scripts that a page would request only while it runs, for loading them at once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from campaign.web.bundle_compat import ELEMENTS, element_scripts

_ON_ALL_PAGES = ("html", "component")
PAGE_ELEMENTS: Mapping[str, tuple[str, ...]] = {
    "data": ("download_button", "file_uploader"),
    "present": ("button", "toggle", "download_button", "file_uploader"),
}
"""{stem of a page: further elements that it has before the reader touches anything}."""


@cache
def late_chunks(stem: str) -> tuple[str, ...]:
    """Return the addresses for `<link rel="modulepreload">` of a page, soonest needed first.

    Scripts that Streamlit's own page refers to are not among them. Raises LookupError if Streamlit
    has no such script.
    """
    names = (*_ON_ALL_PAGES, *PAGE_ELEMENTS.get(stem, ()))
    return element_scripts(ELEMENTS[name] for name in names)
