"""The words component: the page's language, and Streamlit's own English put into it."""

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


def words(lang: str, url: str, page: int) -> None:
    """Set the page's language and show Streamlit's own English in it.

    `url` answers {item of `STREAMLIT_WORDS`: the reader's words} as JSON; an empty one brings the
    English back, and so does a word missing there. `page` is the place of the
    current page in the menu, from 0; -1 for none.
    """
    text = Text.of(lang)
    _mount(
        key="words",
        data={"lang": lang, "url": url, "page": page, "done": text("Done")},
        # The browser tells that its connection is back: the run itself is all that it needs.
        on_back_change=lambda: None,
    )
