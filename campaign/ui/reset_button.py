"""The button that resets all filters, in place of a page that they leave empty."""

from __future__ import annotations

import streamlit as st

from campaign.analysis.view import View
from campaign.ui import state


def show_reset_button(view: View, place: str) -> None:
    """Show a button that resets all filters."""
    st.button(
        view.text("Reset filters"),
        key=f"reset:{place}:{view.text.lang}",
        type="primary",
        on_click=state.change,
        args=(lambda selection, _: selection.without_filters(),),
    )
