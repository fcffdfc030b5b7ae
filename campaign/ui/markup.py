"""HTML of the page, as Streamlit's elements."""

from __future__ import annotations

import streamlit as st


class _Markup(str):
    """HTML that Streamlit shows unchanged: in a plain string it would remove an indent."""

    def _repr_html_(self) -> str:
        return str(self)


def show_html(html: str) -> None:
    """Show HTML, which begins with a tag."""
    st.html(_Markup(html))
