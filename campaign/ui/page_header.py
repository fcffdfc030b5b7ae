"""The header of every page: menu, filters, share and export buttons, language."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from campaign.analysis.view import View
from campaign.site import header
from campaign.site.page_list import PAGES
from campaign.ui import filter_widgets, widgets
from campaign.ui.export_dialog import show_export_button
from campaign.ui.filter_chips import show_filter_chips
from campaign.ui.popup import popup
from campaign.ui.share import show_share_button
from campaign.ui.slots import Slots
from campaign.ui.streamlit_pages import page_at

MENU, FILTERS = "menu", "filters"


def show_header(view: View, query: Mapping[str, str], slots: Slots, stem: str) -> None:
    """Show the campaign's name, the menu, the filters where a page follows them, the language.

    On a phone they are one line: what opens menu and filters stands beside the name.
    """
    text = view.text
    with st.container(key="head", horizontal=True, vertical_alignment="center"):
        st.html(header.brand(text))
        with (
            st.container(key="menu", horizontal=True, gap="xxsmall"),
            slots.open(MENU, horizontal=True),
        ):
            for name, page in PAGES.items():
                if page.in_menu:
                    query_params = {**query, **page.menu_query}
                    st.page_link(page_at(name), label=page.label(text), query_params=query_params)
        row = st.container(key="filters", horizontal=True, vertical_alignment="center", gap="small")
        with row, slots.open(FILTERS, horizontal=True):
            _show_filters(view, PAGES[stem].has_filters)
        widgets.language(text.lang)


def _show_filters(view: View, has_filters: bool) -> None:
    """Show the filters where a page follows them, and the share and export buttons."""
    text = view.text
    if has_filters:
        widgets.edition(view)
    if has_filters and view.has_register:
        selection = view.selection
        with popup(text("Regions"), len(selection.oblasts)):
            filter_widgets.oblasts(view, "filter")
        with popup(text("Types"), len(selection.types)):
            filter_widgets.types(view)
        with popup(text("Dates"), int(bool(selection.start or selection.end))):
            filter_widgets.dates(view)
        if view.edition.organiser_codes:
            with popup(text("Organizers"), len(selection.organisers)):
                filter_widgets.organisers(view)
        show_filter_chips(view)
    with st.container(key="actions", horizontal=True, gap="small", width="content"):
        show_share_button(view)
        show_export_button(view)
