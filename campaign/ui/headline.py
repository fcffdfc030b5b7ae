"""The headline numbers as tiles, each beside the published figure with its qualifier."""

from __future__ import annotations

from html import escape

import streamlit as st

from campaign.headline import Number, numbers
from campaign.ui.cache import cached
from campaign.view import View


def headline(view: View) -> None:
    """Five numbers over the selection; the published ones are of the whole campaign."""
    with st.container(key="headline"):
        st.html(cached(view, _tiles))


def _tiles(view: View) -> str:
    return f'<dl class="tiles">{"".join(map(_tile, numbers(view)))}</dl>'


def _tile(number: Number) -> str:
    small = "".join(
        f'<span class="tile-note">{escape(words)}</span>'
        for words in (number.published, number.note)
        if words
    )
    return (
        f'<div class="tile" data-number="{number.code}"><dt>{escape(number.label)}</dt>'
        f'<dd><span class="tile-value">{escape(number.value)}</span>{small}</dd></div>'
    )
