"""The headline numbers as tiles; the published ones beside them, or apart under their name."""

from __future__ import annotations

from html import escape

import streamlit as st

from campaign.analysis.kpis import Kpi, basis, numbers, whole_campaign
from campaign.analysis.view import View
from campaign.ui.cache import cached


def show_kpi_tiles(view: View) -> None:
    """Five numbers over the selection.

    The published ones, which are of the whole campaign, stand apart as soon as anything is chosen.
    """
    with st.container(key="headline"):
        st.html(cached(view, _tiles))


def _tiles(view: View) -> str:
    lines = [basis(view), whole_campaign(view)] if view.selection.filtered else []
    below = "".join(f'<p class="source">{escape(line)}</p>' for line in lines if line)
    return f'<dl class="tiles">{"".join(map(_tile, numbers(view)))}</dl>{below}'


def _tile(number: Kpi) -> str:
    small = "".join(
        f'<span class="tile-note">{escape(words)}</span>'
        for words in (number.reference, number.note)
        if words
    )
    return (
        f'<div class="tile" data-number="{number.code}"><dt>{escape(number.label)}</dt>'
        f'<dd><span class="tile-value">{escape(number.value)}</span>{small}</dd></div>'
    )
