"""The filters in force, and the buttons that remove them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.i18n.translator import Text
from campaign.ui import state


def show_filter_chips(view: View) -> None:
    """Show the filters in force, each with a click to remove it, and a button to reset them all."""
    selection, text = view.selection, view.text
    # The container is there, invisible, even without a filter: one that comes and goes moves
    # all later elements to other places in the page's tree, and charts would be built anew.
    with st.container(key="chips", horizontal=True, gap="xsmall"):
        for code in selection.oblasts:
            name = view.campaign.places.name(code, text)
            _filter_chip(text, f"oblast:{code}", name, _without_oblast)
        for code in selection.types:
            _filter_chip(text, f"type:{code}", view.campaign.type_name(code, text), _without_type)
        for code in selection.organisers:
            name = view.edition.organiser_name(code, text)
            _filter_chip(text, f"organiser:{code}", name, _without_organiser)
        if selection.start or selection.end:
            _filter_chip(text, "dates:", text.date_range_short(*view.days), _without_dates)
        st.button(
            text("Reset filters"),
            key=f"reset:{text.lang}",
            type="tertiary",
            disabled=not selection.filtered,
            on_click=state.change,
            args=(_without_filters,),
        )


def show_reset_button(view: View, place: str) -> None:
    """Show a button that resets all filters."""
    st.button(
        view.text("Reset filters"),
        key=f"reset:{place}:{view.text.lang}",
        type="primary",
        on_click=state.change,
        args=(_without_filters,),
    )


def _filter_chip(text: Text, name: str, label: str, without: state.Change) -> None:
    st.button(
        label,
        key=f"chip:{name}:{text.lang}",
        icon=":material/close:",
        icon_position="right",
        help=text("Remove this filter"),
        on_click=state.change,
        args=(without, name.split(":", 1)[1]),
    )


def _without_oblast(selection: Selection, code: str) -> Selection:
    return replace(selection, oblasts=_without(selection.oblasts, code))


def _without_type(selection: Selection, code: str) -> Selection:
    return replace(selection, types=_without(selection.types, code))


def _without_organiser(selection: Selection, code: str) -> Selection:
    return replace(selection, organisers=_without(selection.organisers, code))


def _without(codes: tuple[str, ...], code: str) -> tuple[str, ...]:
    return tuple(c for c in codes if c != code)


def _without_dates(selection: Selection, _: str) -> Selection:
    return replace(selection, start=None, end=None)


def _without_filters(selection: Selection, _: Any) -> Selection:
    return selection.without_filters()
