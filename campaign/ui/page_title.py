"""The title of a page with the filters in force."""

from __future__ import annotations

from html import escape

import streamlit as st

from campaign.analysis.view import View


def show_title(view: View, words: str, *, filters: bool = True) -> None:
    """Show the page's h1, with the selection where the page follows the filters."""
    if not filters:
        st.html(f"<h1>{escape(words)}</h1>")
        return
    scope = view.scope
    # The title counts the selected units and types; the line below names them.
    lead = (
        view.edition.title(view.text) if scope.line and scope.line == scope.full else view.filters
    )
    st.html(f'<h1>{escape(words)}{scope_html(scope.line)}</h1><p class="lead">{escape(lead)}</p>')


def scope_html(scope: str) -> str:
    """Return the part of a title that names the selection; "" without one."""
    return f' <span class="scope">{escape(scope)}</span>' if scope else ""
