"""The component of every page: its language, Streamlit's own words, the files of the tab."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from campaign.ingest.readers.file_size_limit import MOST_MEGABYTES
from campaign.web.assets import loader

KEY = "words"
_mount = st.components.v2.component(
    "campaign_words",
    html='<span class="campaign-words" hidden></span>',
    js=loader("page.js"),
    isolate_styles=False,
)


def mount_page(
    lang: str,
    url: str,
    *,
    secret: str | None = None,
    on_claim: Callable[[str], None] | None = None,
    on_too_large: Callable[[list[str]], None] | None = None,
) -> None:
    """Set the language of the page and translate Streamlit's own English into it.

    `url` has {item of `STREAMLIT_WORDS`: translation} as JSON; an empty address or a missing
    item restores the English. `secret` is the secret of the uploaded files, which the tab keeps; ""
    for no files. If it is None, `on_claim` gets the secret of a former session, if the tab has one.
    `on_too_large` gets the names of chosen files that are too large for the uploader.
    """

    def report_claim() -> None:
        state = st.session_state.get(KEY)
        claim = state.get("claim") if isinstance(state, Mapping) else None
        if isinstance(claim, str) and on_claim is not None:
            on_claim(claim)

    def report_too_large() -> None:
        state = st.session_state.get(KEY)
        names = state.get("tooLarge") if isinstance(state, Mapping) else None
        if isinstance(names, list) and on_too_large is not None:
            on_too_large([str(name) for name in names])

    _mount(
        key=KEY,
        data={
            "lang": lang,
            "url": url,
            "secret": secret,
            "asks": secret is None and on_claim is not None,
            "most": MOST_MEGABYTES * 2**20,
        },
        # The browser reports that its connection is back: only the run itself is needed.
        on_back_change=lambda: None,
        on_claim_change=report_claim,
        on_tooLarge_change=report_too_large,
    )
