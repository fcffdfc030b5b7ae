"""The buttons of a long list to the pages before and after."""

from __future__ import annotations

from html import escape

import streamlit as st

from campaign.i18n.translator import Text


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
