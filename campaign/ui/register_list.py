"""The register as a list: search, order, one page of rows, and all rows as CSV."""

from __future__ import annotations

import streamlit as st

from campaign.analysis.data_table import csv_bytes
from campaign.analysis.provenance import file_name
from campaign.analysis.register_table import SORTS, ListQuery, columns, query_activities
from campaign.analysis.row_limit import row_limit_words
from campaign.analysis.view import View
from campaign.domain.register import RegisterAwayError
from campaign.site.nowrap import keep_together
from campaign.site.register import (
    PageRequest,
    RegisterPage,
    register_page,
    register_title,
    source_line,
    to_table,
)
from campaign.site.register_away_notice import away_notice
from campaign.ui.cache import cached
from campaign.ui.paging import show_page_buttons


def show_register(view: View) -> None:
    """Show the activities of the selection in a card of their own."""
    with st.container(key="register", border=True):
        _show_register_list(view)


@st.fragment
def _show_register_list(view: View) -> None:
    # A fragment: typing a search reruns the table and nothing else.
    text = view.text
    st.html(register_title(view))
    with st.container(horizontal=True, vertical_alignment="bottom", key="register-controls"):
        search_words = st.text_input(
            text("Search"),
            key=f"search:{text.lang}",
            placeholder=text("Title, place, organizer…"),
        )
        headers = {c.key: c.header for c in columns(text)}
        sort = st.selectbox(
            text("Sort by"),
            SORTS,
            key=f"sort:{text.lang}",
            format_func=lambda key: headers[key],
            filter_mode=None,
        )
        is_descending = st.toggle(text("Descending"), key=f"falling:{text.lang}")
    query = ListQuery(search_words, sort, is_descending)
    page_key = "register-page"
    if st.session_state.get("register-query") != (view.key, query):
        # A new search, order or filter opens at its first page.
        st.session_state["register-query"] = (view.key, query)
        st.session_state.pop(page_key, None)
    try:
        page = _page(view, query, st.session_state.get(page_key, PageRequest()))
        limit_words = row_limit_words(view)
    except RegisterAwayError:
        st.html(away_notice(text))
        return
    st.html(f'<p class="summary">{keep_together(page.line)}</p>{page.table}')
    show_page_buttons(page_key, page.number, page.pages, text, (page.former, page.next))
    if limit_words:
        st.html(source_line(limit_words))
        return
    st.download_button(
        text("Download CSV"),
        data=lambda: csv_bytes(
            to_table(query_activities(view, query), view), text, view.disclaimer
        ),
        file_name=file_name(view, "register", ".csv"),
        mime="text/csv",
        key=f"csv:register:{text.lang}",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )


def _page(view: View, query: ListQuery, request: PageRequest) -> RegisterPage:
    """Return a page, cached for all readers unless it is the result of a search."""
    if query.words:
        return register_page(view, query, request)
    return cached(view, lambda view: register_page(view, query, request), f"{query} {request}")
