"""Which charts bring the server's picture in this run.

Until a browser draws with Plotly all of them do: the pictures are what its reader sees. Then new
charts bring one, which stands until they are drawn too, and those that a download is made of: with
each filter it would cost as much as all the rest of a run.
"""

from __future__ import annotations

import streamlit as st

_PAGE, _BEFORE, _NOW, _DRAWS = "charts-page", "charts-before", "charts-now", "charts-drawn"


def begin_run(page: str) -> None:
    """Begin the list of this run's charts; on another page than before each of them is new."""
    state = st.session_state
    is_same = state.get(_PAGE) == page
    state[_BEFORE] = frozenset(state.get(_NOW, ())) if is_same else frozenset()
    state[_PAGE], state[_NOW] = page, set()


def request(key: str) -> None:
    """Let a chart bring its picture in the next run; for callbacks."""
    st.session_state[_requested(key)] = True


def end() -> None:
    """Let charts that are there come without a picture: the browser draws; for callbacks."""
    st.session_state[_DRAWS] = True


def is_wanted(key: str) -> bool:
    """Return whether a chart brings its picture in this run."""
    state = st.session_state
    state[_NOW].add(key)
    is_requested = bool(state.pop(_requested(key), False))
    return is_requested or not state.get(_DRAWS) or key not in state[_BEFORE]


def _requested(key: str) -> str:
    return f"picture:{key}"
