"""The talk component: the whole talk in the browser, which speaks up only when it is left."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from campaign.web.assets import loader

_mount = st.components.v2.component(
    "campaign_talk", js=loader("presentation.js"), isolate_styles=False
)
KEY = "talk"


def show(payload: bytes, on_leave: Callable[[str, str], None]) -> None:
    """Cover the window with the talk; `on_leave` gets where to ("overview", "edit") and the
    language that was spoken last.
    """

    def left() -> None:
        state = st.session_state.get(KEY)
        match state.get("leave") if isinstance(state, Mapping) else None:
            case {"to": str() as to, "lang": str() as lang}:
                on_leave(to, lang)

    _mount(key=KEY, data=payload, on_leave_change=left)
