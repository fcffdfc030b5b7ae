"""Streamlit's scripts that a page asks for only while it runs, so that it can ask at once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from campaign.web.bundle_compat import ELEMENTS, element_scripts

_ON_ALL_PAGES = ("html", "component", "page_link", "pills", "button")
_ON_CHARTS = ("toggle", "download_button")
PAGE_ELEMENTS: Mapping[str, tuple[str, ...]] = {
    "overview": _ON_CHARTS,
    "map": (*_ON_CHARTS, "selectbox"),
    "timeline": _ON_CHARTS,
    "activities": (*_ON_CHARTS, "selectbox", "text_input"),
    "coverage": (*_ON_CHARTS, "number_input"),
    "compare": _ON_CHARTS,
    "region": _ON_CHARTS,
    "plan": (*_ON_CHARTS, "slider"),
    "data": ("download_button", "file_uploader"),
    "present": (*_ON_CHARTS, "file_uploader"),
    "about": (),
}
"""The elements that stand on a page, by its stem, before anything on it is touched."""


@cache
def late_chunks(stem: str) -> tuple[str, ...]:
    """Return the addresses for `<link rel="modulepreload">` of a page, soonest needed first.

    Scripts that Streamlit's own page names are not among them. Raises KeyError for a page that does
    not exist, LookupError where Streamlit has no such script.
    """
    return element_scripts(ELEMENTS[name] for name in (*_ON_ALL_PAGES, *PAGE_ELEMENTS[stem]))
