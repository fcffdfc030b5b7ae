"""The register on the page: its search and order, one page of it, the whole as CSV."""

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
from campaign.ui.cache import cached
from campaign.ui.page_title import scope_html
from campaign.ui.paging import page_turner, pages_of

PAGE_ROWS = 25


@dataclass(frozen=True)
class Page:
    """One page of the list: its number of how many, the totals in words, the table as HTML."""

    number: int
    pages: int
    line: str
    table: str


def register(view: View) -> None:
    """The activities of the selection in a card of their own."""
    with st.container(key="register", border=True):
        _register(view)


@st.fragment
def _register(view: View) -> None:
    # A fragment: typing a search reruns the table and leaves the figures alone.
    text = view.text
    st.html(f"<h2>{escape(text('Register of activities'))}{scope_html(view.scope.line)}</h2>")
    with st.container(horizontal=True, vertical_alignment="bottom", key="register-controls"):
        wanted = st.text_input(
            text("Search"),
            key=f"search:{text.lang}",
            placeholder=text("Title, place, organiser …"),
        )
        heads = {c.key: c.head for c in columns(text)}
        sort = st.selectbox(
            text("Sort by"),
            SORTS,
            key=f"sort:{text.lang}",
            format_func=lambda key: heads[key],
            filter_mode=None,
        )
        falling = st.toggle(text("Descending"), key=f"falling:{text.lang}")
    asked = ListQuery(wanted, sort, falling)
    place = "register-page"
    if st.session_state.get("register-asked") != (view.key, asked):
        # A new search, order or filter opens at its first page.
        st.session_state["register-asked"] = (view.key, asked)
        st.session_state.pop(place, None)
    page = _page(view, asked, int(st.session_state.get(place, 1)))
    st.html(f'<p class="summary">{escape(page.line)}</p>{page.table}')
    page_turner(place, page.number, page.pages, text)
    st.download_button(
        text("Download CSV"),
        data=lambda: csv_bytes(
            DataTable(with_names(query_activities(view, asked), view), columns(text)),
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


def _page(view: View, asked: ListQuery, number: int) -> Page:
    """The page, made once for all who look at it; what one reader searched for is not kept."""
    if asked.words:
        return _drawn(view, asked, number)
    return cached(view, lambda view: _drawn(view, asked, number), f"{asked} {number}")


def _drawn(view: View, asked: ListQuery, number: int) -> Page:
    text, rows = view.text, query_activities(view, asked)
    pages = pages_of(len(rows), PAGE_ROWS)
    number = min(number, pages)
    shown = rows.iloc[(number - 1) * PAGE_ROWS : number * PAGE_ROWS]
    table = html(_table(shown, view), text, text("Register of activities"))
    return Page(number, pages, view.scope.sentence(totals_line(rows, text)), table)


def _table(rows: pd.DataFrame, view: View) -> DataTable:
    return DataTable(with_names(rows, view), columns(view.text))
