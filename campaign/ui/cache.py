"""Pictures already made: shared by all sessions, or with a reader's own data kept in theirs."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from campaign.view import View

Made = TypeVar("Made")
MOST = 256
MOST_OF_SESSION = 32
_made: OrderedDict[Any, Any] = OrderedDict()
_made_of = ""
_lock = threading.Lock()


def cached(view: View, build: Callable[[View], Made], what: str = "") -> Made:
    """What `build` makes of the view, made once for the same data, selection, words and style.

    `what` tells apart two things made by functions of the same name.
    """
    key = (build.__module__, build.__qualname__, what, view.key)
    if view.campaign.private:
        return _kept(_of_session(), key, view, build, MOST_OF_SESSION)
    _let_go_unless_of(view.campaign.fingerprint)
    return _kept(_made, key, view, build, MOST)


def _let_go_unless_of(fingerprint: str) -> None:
    """Forget what was made of the files as they were before: nobody will ask for it again.

    While the last runs of before end beside the first ones of now, each forgets the other's.
    """
    global _made_of
    with _lock:
        if _made_of != fingerprint:
            _made.clear()
            _made_of = fingerprint


def _of_session() -> OrderedDict[Any, Any]:
    """What was made of a reader's own data; it goes when the session goes."""
    return st.session_state.setdefault("made", OrderedDict())


def _kept(
    store: OrderedDict[Any, Any], key: Any, view: View, build: Callable[[View], Made], most: int
) -> Made:
    with _lock:
        if key in store:
            store.move_to_end(key)
            found: Made = store[key]
            return found
    made = build(view)
    with _lock:
        store[key] = made
        while len(store) > most:
            store.popitem(last=False)
    return made
