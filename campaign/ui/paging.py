"""The buttons of a long list to the pages before and after."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from campaign.i18n.translator import Text
from campaign.site.register import count_pages


def show_pages(key: str, count: int, rows: int, text: Text, html: Callable[[slice], str]) -> None:
    """Show the current page of `count` items, `rows` a page, and the buttons to the others.

    `html` returns the items of a slice as HTML; `key` is as in `show_page_buttons`.
    """
    pages = count_pages(count, rows)
    page = min(int(st.session_state.get(key, 1)), pages)
    st.html(html(slice((page - 1) * rows, page * rows)))
    show_page_buttons(key, page, pages, text)


def show_page_buttons(
    key: str, page: int, pages: int, text: Text, neighbours: tuple[object, object] | None = None
) -> None:
    """Show buttons to the page before and after; nothing if there is only one page.

    A click stores in the session, under `key`, the number of the page, or the item of `neighbours`
    (page before, page after).
    """
    if pages == 1:
        return

    former, following = neighbours or (page - 1, page + 1)

    def turn(to: object) -> None:
        st.session_state[key] = to

    with st.container(horizontal=True, vertical_alignment="center", key=f"turn:{key}"):
        st.button(
            text("Previous"),
            key=f"previous:{key}:{text.lang}",
            disabled=page == 1,
            on_click=turn,
            args=(former,),
        )
        st.html(f'<p class="source">{escape(text("Page {n} of {total}", n=page, total=pages))}</p>')
        st.button(
            text("Next"),
            key=f"next:{key}:{text.lang}",
            disabled=page == pages,
            on_click=turn,
            args=(following,),
        )
