"""The head of a page: what it answers, and under which filters."""

from __future__ import annotations

from html import escape

import streamlit as st

from campaign.view import View


def title(view: View, words: str, *, filters: bool = True) -> None:
    """The page's one h1, with the selection in words under it where the page follows it."""
    lead = f'<p class="lead">{escape(view.filters)}</p>' if filters else ""
    st.html(f"<h1>{escape(words)}</h1>{lead}")
