"""A fault of ours on a reader's page: a calm sentence in their language, and its code."""

from __future__ import annotations

from html import escape

import streamlit as st

from campaign.analysis.selection import Selection
from campaign.i18n.translator import LANGUAGES, Text
from campaign.ui.widgets import browser_language
from campaign.web.assets import address
from campaign.web.error_log import code_of


def show_error(fault: Exception) -> bool:
    """Say where the page stops that it does, and under which code the log has the fault.

    True: Streamlit then shows nothing of its own, which would be English. It has logged the fault
    before, with the same code, and keeps what steers a run (a rerun, a stop) to itself.
    """
    text = Text.of(_language())
    said = text("Something went wrong here, and it is not your doing. Reload the page.")
    more = text(
        "If it happens again, tell whoever runs the dashboard this code: {code}",
        code=code_of(fault),
    )
    # A fault in what a click set off stops the run before the page has its style sheet.
    st.html(f'<style>@import url("{address("style.css")}");</style>')
    st.html(
        f'<div class="notice error fault" role="alert"><p>{escape(said)}</p>'
        f"<p>{escape(more)}</p></div>"
    )
    return True


def _language() -> str:
    """The language of the live selection, else of the link, else of the browser."""
    chosen = st.session_state.get("selection")
    lang = chosen.lang if isinstance(chosen, Selection) else None
    asked = lang or st.query_params.get("lang")
    return asked if asked in LANGUAGES else browser_language()
