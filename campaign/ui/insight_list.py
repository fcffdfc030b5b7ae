"""What stands out in a selection, each sentence a link to the view that shows it."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from campaign.analysis.view import View
from campaign.charts.insight_words import insight_sentence
from campaign.charts.page_answers import overview_insights
from campaign.site.insights import TITLE
from campaign.site.page_list import PAGES
from campaign.ui.cache import cached
from campaign.ui.markdown import escape_markdown
from campaign.ui.streamlit_pages import page_at

Entry = tuple[str, str, Mapping[str, str]]
"""A sentence, the stem of a page, and a query."""


def show_insights(view: View) -> None:
    """Show the insights of the view that its answers do not have; nothing without any."""
    entries = cached(view, _entries)
    if not entries:
        return
    with st.container(key="insights", border=True):
        st.html(f"<h2>{escape(view.text(TITLE))}</h2>")
        for sentence, stem, query in entries:
            label = escape_markdown(sentence)
            st.page_link(page_at(stem), label=label, query_params=dict(query))


def _entries(view: View) -> tuple[Entry, ...]:
    return tuple(
        (
            insight_sentence(insight, view),
            insight.page,
            {**insight.selection.to_query(view.campaign), **PAGES[insight.page].menu_query},
        )
        for insight in overview_insights(view)
    )
