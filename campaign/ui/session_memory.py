"""What is known of a session: its memory between runs, and the language of its browser."""

from __future__ import annotations

from typing import TypeVar

import streamlit as st

from campaign.i18n.translator import preferred_language

Part = TypeVar("Part")
KEY = "memory"


def recall(part: type[Part]) -> Part:
    """Return the session's object of this class, created on first use; callers change it."""
    # One entry for all: Streamlit copies every entry of a session for each list of choices.
    memory: dict[type, object] = st.session_state.setdefault(KEY, {})
    if part not in memory:
        memory[part] = part()
    value = memory[part]
    assert isinstance(value, part)
    return value


def browser_language() -> str:
    """Return the reader's language from the browser's Accept-Language header."""
    return preferred_language(st.context.headers.get("Accept-Language"))
