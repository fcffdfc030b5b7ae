"""Which charts bring the server's picture in this run: new ones, and those that a browser asks for.

A picture stands until Plotly has drawn, and downloads are made of it. With each filter it would
cost as much as all the rest of a run.
"""

from __future__ import annotations

import streamlit as st

_PAGE, _BEFORE, _NOW = "charts-page", "charts-before", "charts-now"


def begin_run(page: str) -> None:
    """Begin the list of this run's charts; on another page than before each of them is new."""
    state = st.session_state
    is_same = state.get(_PAGE) == page
    state[_BEFORE] = frozenset(state.get(_NOW, ())) if is_same else frozenset()
    state[_PAGE], state[_NOW] = page, set()


def request(key: str) -> None:
    """Let a chart bring its picture in the next run; for callbacks."""
    st.session_state[_requested(key)] = True


def is_wanted(key: str) -> bool:
    """Return whether a chart brings its picture in this run."""
    state = st.session_state
    state[_NOW].add(key)
    return bool(state.pop(_requested(key), False)) or key not in state[_BEFORE]


def _requested(key: str) -> str:
    return f"picture:{key}"
