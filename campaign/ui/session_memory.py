"""State of a session that is kept between its runs and belongs to no widget."""

from __future__ import annotations

from typing import TypeVar

import streamlit as st

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
