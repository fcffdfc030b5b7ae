"""The words component: the page's language, and translations of Streamlit's own English."""

from __future__ import annotations

import streamlit as st

from campaign.i18n.translator import Text
from campaign.web.assets import loader

_mount = st.components.v2.component(
    "campaign_words",
    html='<span class="campaign-words" hidden></span>',
    js=loader("page.js"),
    isolate_styles=False,
)


def words(lang: str, url: str, page: int, *, own: bool = False) -> None:
    """Set the page's language and translate Streamlit's own English into it.

    `url` has {item of `STREAMLIT_WORDS`: translation} as JSON; an empty one restores the English,
    as does a missing item. `page` is the position of the current page in the menu, from 0; -1 for
    none. `own`: the reader has files of their own on show.
    """
    text = Text.of(lang)
    _mount(
        key="words",
        data={"lang": lang, "url": url, "page": page, "own": own, "done": text("Done")},
        # The browser reports that its connection is back: it needs the run, and nothing else.
        on_back_change=lambda: None,
    )
