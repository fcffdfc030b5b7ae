"""The pages as Streamlit knows them."""

from __future__ import annotations

from functools import cache

import streamlit as st

from campaign.site.page_list import HOME, PAGES
from campaign.ui.streamlit_compat import StreamlitPage, callable_copy

_PAGES = "pages"


def _pages() -> list[StreamlitPage]:
    """Return every page in the order of the menu; the first answers at `/`."""
    # Each run has its own copies; finding their files again would cost a tenth of the run.
    return [callable_copy(page) for page in _streamlit_pages()]


@cache
def _streamlit_pages() -> tuple[StreamlitPage, ...]:
    return tuple(
        st.Page(entry.file, title=entry.title, default=entry is HOME, url_path=entry.stem)
        for entry in PAGES.values()
    )


def page_at(stem: str) -> StreamlitPage:
    """Return the page with this stem, once `declare_pages` has run."""
    page: StreamlitPage = st.session_state[_PAGES][stem]
    return page


def declare_pages() -> StreamlitPage:
    """Declare the pages to Streamlit; return that of the current address.

    The menu is our own: Streamlit’s drops the query.
    """
    every = _pages()
    st.session_state[_PAGES] = dict(zip(PAGES, every, strict=True))
    return st.navigation(every, position="hidden")
