"""The language of the reader's browser."""

from __future__ import annotations

import streamlit as st

from campaign.i18n.accept_language import preferred_language


def browser_language() -> str:
    """Return the reader's language from the browser's Accept-Language header."""
    return preferred_language(st.context.headers.get("Accept-Language"))
