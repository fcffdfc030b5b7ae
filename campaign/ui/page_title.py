"""The head of a page: what it answers, and under which filters."""

from __future__ import annotations

from html import escape

import streamlit as st

from campaign.analysis.view import View


def title(view: View, words: str, *, filters: bool = True) -> None:
    """The page's one h1, which names the selection where the page follows it."""
    if not filters:
        st.html(f"<h1>{escape(words)}</h1>")
        return
    scope = view.scope
    # What the title has counted, the line below it names.
    lead = (
        view.edition.title(view.text) if scope.line and scope.line == scope.full else view.filters
    )
    st.html(f'<h1>{escape(words)}{scope_html(scope.line)}</h1><p class="lead">{escape(lead)}</p>')


def scope_html(scope: str) -> str:
    """What a title adds of the selection; "" where nothing is chosen."""
    return f' <span class="scope">{escape(scope)}</span>' if scope else ""
