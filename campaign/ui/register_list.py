"""The register as a list: search, order, one page of rows, and all rows as CSV."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import pandas as pd
import streamlit as st

from campaign.analysis.data_table import DataTable, csv_bytes, html
from campaign.analysis.provenance import file_name
from campaign.analysis.register_table import (
    SORTS,
    ListQuery,
    columns,
    query_activities,
    totals_line,
    with_names,
)
from campaign.analysis.view import View
from campaign.site.title import scope_html
from campaign.ui.cache import cached
from campaign.ui.paging import count_pages, show_page_buttons

PAGE_ROWS = 25


@dataclass(frozen=True)
class Page:
    """One page of the list: its number, the number of pages, totals in words, table as HTML."""

    number: int
    pages: int
    line: str
    table: str


def show_register(view: View) -> None:
    """Show the activities of the selection in a card of their own."""
    with st.container(key="register", border=True):
        _show_register_list(view)


@st.fragment
def _show_register_list(view: View) -> None:
    # A fragment: typing a search reruns the table and nothing else.
    text = view.text
    st.html(f"<h2>{escape(text('Register of activities'))}{scope_html(view.scope.line)}</h2>")
    with st.container(horizontal=True, vertical_alignment="bottom", key="register-controls"):
        search_words = st.text_input(
            text("Search"),
            key=f"search:{text.lang}",
            placeholder=text("Title, place, organiser …"),
        )
        headers = {c.key: c.head for c in columns(text)}
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
    page = _page(view, query, int(st.session_state.get(page_key, 1)))
    st.html(f'<p class="summary">{escape(page.line)}</p>{page.table}')
    show_page_buttons(page_key, page.number, page.pages, text)
    st.download_button(
        text("Download CSV"),
        data=lambda: csv_bytes(
            DataTable(with_names(query_activities(view, query), view), columns(text)),
            text,
            view.mark,
        ),
        file_name=file_name(view, "register", ".csv"),
        mime="text/csv",
        key=f"csv:register:{text.lang}",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )


def _page(view: View, query: ListQuery, number: int) -> Page:
    """Return a page, cached for all readers unless it is the result of a search."""
    if query.words:
        return _build_page(view, query, number)
    return cached(view, lambda view: _build_page(view, query, number), f"{query} {number}")


def _build_page(view: View, query: ListQuery, number: int) -> Page:
    text, rows = view.text, query_activities(view, query)
    pages = count_pages(len(rows), PAGE_ROWS)
    number = min(number, pages)
    page_rows = rows.iloc[(number - 1) * PAGE_ROWS : number * PAGE_ROWS]
    table = html(_table(page_rows, view), text, text("Register of activities"))
    return Page(number, pages, view.scope.sentence(totals_line(rows, text)), table)


def _table(rows: pd.DataFrame, view: View) -> DataTable:
    return DataTable(with_names(rows, view), columns(view.text))
