"""Which charts bring the server's picture in this run.

The page that the server paints has those of a session's first run. Then each change brings one,
until a browser draws with Plotly: the pictures are what its reader sees. From then on new charts
alone bring one, which stands until they are drawn too: with each filter it would cost as much as
all the rest of a run. A browser that has not what it needs asks for it, and for a file to save.
"""

from __future__ import annotations

import streamlit as st

_PAGE, _BEFORE, _NOW, _DRAWS = "charts-page", "charts-before", "charts-now", "charts-drawn"
_IS_PAINTED = "charts-painted"


def begin_run(page: str) -> None:
    """Begin the list of this run's charts; on another page than before each of them is new."""
    state = st.session_state
    state[_IS_PAINTED] = _PAGE not in state
    # {key: name of the picture} as of the run before.
    state[_BEFORE] = dict(state.get(_NOW, {})) if state.get(_PAGE) == page else {}
    state[_PAGE], state[_NOW] = page, {}


def request(key: str) -> None:
    """Let a chart bring its picture in the next run; for callbacks."""
    st.session_state[f"picture:{key}"] = True


def request_file(key: str) -> None:
    """Let a chart bring its picture for a file in the next run; for callbacks."""
    st.session_state[f"file:{key}"] = True


def end() -> None:
    """Let charts that are there come without a picture: the browser draws; for callbacks."""
    st.session_state[_DRAWS] = True


def is_wanted(key: str, name: str) -> bool:
    """Return whether a chart brings its picture, which is called so, in this run."""
    state = st.session_state
    state[_NOW][key] = name
    if state.pop(f"picture:{key}", False):
        return True
    if state[_IS_PAINTED]:
        return False
    before: str | None = state[_BEFORE].get(key)
    return before is None if state.get(_DRAWS) else before != name


def is_file_wanted(key: str) -> bool:
    """Return whether a chart brings its picture for a file in this run."""
    return bool(st.session_state.pop(f"file:{key}", False))
