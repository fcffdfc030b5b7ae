"""The links between the pages of regions: neighbours, list, map, and the brief as a file."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from campaign.analysis.region_profile import neighbours, view_of_region
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.exports.export_options import ExportOptions
from campaign.exports.formats import FORMATS
from campaign.site import region, region_links
from campaign.ui import state
from campaign.ui.cache import cached
from campaign.ui.export_dialog import site_link
from campaign.ui.streamlit_pages import page_at

BRIEF = "pdf"


def show_title(view: View, code: str) -> None:
    """Show the region's name as h1, with its rate in a sentence."""
    st.html(cached(view, lambda view: region.region_title(view, code)))


def show_steps(view: View, code: str) -> None:
    """Show buttons to the regions before and after and to the list, the map, and the brief."""
    text = view.text
    with st.container(key="steps", horizontal=True, vertical_alignment="center", gap="small"):
        for other, sign in zip(neighbours(view, code), "←→", strict=True):
            if other is not None:
                _step(region_links.step_label(view, other, sign), (other,), f"{sign}:{text.lang}")
        _step(text("All regions"), (), f"list:{text.lang}")
        _link("map", text("Map"), view, replace(view.selection, oblasts=(code,)))
        _show_brief(view_of_region(view, code))


def _step(words: str, oblasts: tuple[str, ...], name: str) -> None:
    # A button, because Streamlit does not follow a link to the same page: the session keeps its
    # selection.
    st.button(
        words,
        key=f"step:{name}",
        type="tertiary",
        on_click=state.change,
        args=(_with_oblasts, oblasts),
    )


def _with_oblasts(selection: Selection, oblasts: Any) -> Selection:
    return replace(selection, oblasts=oblasts)


def _link(stem: str, words: str, view: View, selection: Selection) -> None:
    st.page_link(page_at(stem), label=words, query_params=selection.to_query(view.campaign))


def _show_brief(view: View) -> None:
    kind, text = FORMATS[BRIEF], view.text
    st.download_button(
        text(kind.name),
        data=lambda: kind.build(view, ExportOptions(link=site_link(view))),
        file_name=kind.file_name(view),
        mime=kind.mime,
        key=f"brief:{text.lang}",
        on_click="ignore",
        type="tertiary",
        icon=":material/download:",
    )
