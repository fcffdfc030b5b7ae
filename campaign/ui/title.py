"""The head of a page: what it answers, and under which filters."""

from __future__ import annotations

from html import escape

import streamlit as st

from campaign.view import View


def title(view: View, words: str) -> None:
    """The page's one h1, with the selection in words under it."""
    st.html(f'<h1>{escape(words)}</h1><p class="lead">{escape(view.filters)}</p>')
