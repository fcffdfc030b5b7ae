"""A popup of the page: a button that says how much is chosen inside, and one to close it."""

from __future__ import annotations

from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from campaign.i18n.translator import Text


def popup(words: str, count: int = 0, icon: str | None = None) -> DeltaGenerator:
    """A popover to draw into; it stays open until a click outside or “Done”, which popups.js adds.

    `count` is how many choices are in force, shown where there are any.
    """
    label = f"{words} ({count})" if count else words
    # Without a key: that would be sent with every run, and its place tells the browser which it is.
    return st.popover(label, icon=icon, type="tertiary" if icon else "secondary")


def close_button_html(text: Text) -> str:
    """The button that closes the dialog it stands in; popups.js listens to it."""
    return (
        f'<p class="done"><button type="button" class="button" data-close>'
        f"{escape(text('Done'))}</button></p>"
    )
