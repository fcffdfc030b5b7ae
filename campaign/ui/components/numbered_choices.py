"""The choices that the browser reports, each with a number."""

from __future__ import annotations

from collections.abc import Mapping
from math import inf

import streamlit as st

_MOST = 50
"""The most choices of one message that are accepted: nobody makes more in a few seconds."""


def last_choice(key: str) -> float:
    """Return the number of the last choice that `new_choices` has returned; 0 before the first."""
    number: float = st.session_state.get(f"{key}:choices_seen", 0)
    return number


def new_choices(key: str, trigger: str) -> list[str]:
    """Return the choices since the last call, oldest first, without malformed ones.

    The browser sends numbered choices, the last few seconds of them each time (`choices.js`),
    because Streamlit may join two messages and then shows only the last one.
    """
    state = st.session_state.get(key)
    value = state.get(trigger) if isinstance(state, Mapping) else None
    if isinstance(value, str):
        return [value]
    number_key = f"{key}:choices_seen"
    last_number = last_choice(key)
    choices: list[str] = []
    for item in value[-_MOST:] if isinstance(value, list) else []:
        match item:
            case [int() | float() as number, str() as choice] if last_number < number < inf:
                last_number = number
                choices.append(choice)
    st.session_state[number_key] = last_number
    return choices
