"""The message for an error of the program: a sentence in the reader's language, and a code."""

from __future__ import annotations

import streamlit as st

from campaign.analysis.selection import Selection
from campaign.domain.register import RegisterAwayError
from campaign.i18n.translator import LANGUAGES, Text
from campaign.site.elements import notice
from campaign.site.notices import away_words
from campaign.ui.session_memory import browser_language
from campaign.web.assets import address
from campaign.web.error_log import error_code

SHOWN = "is_on_page"
"""The attribute of an error whose message is on the page already."""


def show_error(error: Exception) -> bool:
    """Show a message in place of the rest of the page, with the code of the error in the log.

    Returns True, so that Streamlit shows no English message of its own. Streamlit has already
    logged the error with the same code; it does not call this for the exceptions that rerun or stop
    a script.
    """
    if getattr(error, SHOWN, False):
        return True
    load_style()  # an error in a callback stops the run before the page has its style
    st.html(error_notice(error, Text.of(_language())))
    return True


def load_style() -> None:
    """Load the style of pages where their component (`campaign/ui/live_page.py`) does not."""
    # Without a first paint no script shows the app.
    shown = "html:not(.live) #root{visibility:visible}"
    st.html(f'<style>@import url("{address("style.css")}");{shown}</style>')


def error_notice(error: Exception, text: Text) -> str:
    """Return the message about an error in place of a page, as HTML."""
    if isinstance(error, RegisterAwayError):
        return notice(away_words(text), kind="error", role="alert")
    message = text("An error occurred. Reload the page.")
    hint = text(
        "If it happens again, give the administrator this code: {code}",
        code=error_code(error),
    )
    return notice(message, hint, kind="error program-error", role="alert")


def _language() -> str:
    """Return the language of the live selection, else of the link, else of the browser."""
    selection = st.session_state.get("selection")
    lang = selection.lang if isinstance(selection, Selection) else None
    code = lang or st.query_params.get("lang")
    return code if code in LANGUAGES else browser_language()
