"""A part of a page as HTML that depends only on the view, the same as on the public pages."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from campaign.analysis.view import View
from campaign.site.title import page_title, section_title
from campaign.ui.cache import cached
from campaign.ui.markup import show_html


def show_fragment(view: View, build: Callable[[View], str], key: str = "") -> None:
    """Show the HTML that `build` makes of the view, in a card with this key, or without one for "".

    Nothing is shown if the HTML is "".
    """
    html = cached(view, build)
    if not html:
        return
    if not key:
        show_html(html)
        return
    with st.container(key=key, border=True):
        show_html(html)


def show_section_title(view: View) -> None:
    """Show the heading over the charts of organizers, target groups, partners and districts."""
    st.html(section_title(view))


def show_title(view: View, stem: str, answer: Callable[[View], str] | None = None) -> None:
    """Show the h1 of a page, with the selection where the page follows the filters.

    `answer` makes the line below it that answers the page's question.
    """
    line = "" if answer is None else cached(view, answer)
    show_html(page_title(view, stem, line))
