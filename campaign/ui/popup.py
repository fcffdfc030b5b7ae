"""A popup of the page: a button that says how many choices are inside, and one to close it."""

from __future__ import annotations

from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from campaign.i18n.translator import Text


def popup(words: str, count: int = 0, icon: str | None = None) -> DeltaGenerator:
    """Return a popover to draw into; a click outside or on “Done”, from popups.js, closes it.

    `count` is how many choices are in force, shown where there are any.
    """
    label = f"{words} ({count})" if count else words
    # Without a key, which every run would send: the browser knows the popover by its place.
    return st.popover(label, icon=icon, type="tertiary" if icon else "secondary")


def close_button_html(text: Text) -> str:
    """Return the button that closes the dialog it stands in; popups.js listens to it."""
    return (
        f'<p class="done"><button type="button" class="button" data-close>'
        f"{escape(text('Done'))}</button></p>"
    )
