"""The component that runs the presentation in the browser and reports only when it is left."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from campaign.web.assets import loader

_mount = st.components.v2.component(
    "campaign_presentation", js=loader("presentation.js"), isolate_styles=False
)
KEY = "presentation"


def show_presentation(payload: bytes, on_leave: Callable[[str, str], None]) -> None:
    """Cover the window with the presentation.

    `on_leave` gets where to go ("overview" or "edit") and the language that was spoken last.
    """

    def report_leaving() -> None:
        state = st.session_state.get(KEY)
        match state.get("leave") if isinstance(state, Mapping) else None:
            case {"to": str() as to, "lang": str() as lang}:
                on_leave(to, lang)

    _mount(key=KEY, data=payload, on_leave_change=report_leaving)
