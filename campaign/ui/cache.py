"""What was made of a view: shared by all sessions, or with a reader's own data kept in theirs."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import streamlit as st

from campaign.analysis.view import View

Made = TypeVar("Made")


@dataclass
class LruCache:
    """The things made last, `most` of them."""

    most: int
    things: OrderedDict[Any, Any] = field(default_factory=OrderedDict)


@dataclass
class ViewCaches:
    """What goes to a browser, some 10 KB each, and the pictures it is made of, some 100 KB each."""

    sent: LruCache
    charts: LruCache


_shared = ViewCaches(LruCache(1024), LruCache(128))
_made_of = ""
_lock = threading.Lock()


def cached(view: View, build: Callable[[View], Made], what: str = "") -> Made:
    """What `build` makes of the view, made once for the same data, selection, words and style.

    For what is sent to a browser. `what` tells apart two things made by functions of the same name.
    """
    return _kept(_shelves(view).sent, view, build, what)


def cached_chart(view: View, build: Callable[[View], Made], what: str = "") -> Made:
    """The same for pictures and figures: ten times larger, and asked for only to make a card."""
    return _kept(_shelves(view).charts, view, build, what)


def _shelves(view: View) -> ViewCaches:
    if view.campaign.private:
        # What was made of a reader's own data goes when the session goes.
        own: ViewCaches = st.session_state.setdefault(
            "made", ViewCaches(LruCache(64), LruCache(16))
        )
        return own
    _let_go_unless_of(view.campaign.fingerprint)
    return _shared


def _let_go_unless_of(fingerprint: str) -> None:
    """Forget what was made of the files as they were before: nobody will ask for it again.

    While the last runs of before end beside the first ones of now, each forgets the other's.
    """
    global _made_of
    with _lock:
        if _made_of != fingerprint:
            _shared.sent.things.clear()
            _shared.charts.things.clear()
            _made_of = fingerprint


def _kept(shelf: LruCache, view: View, build: Callable[[View], Made], what: str) -> Made:
    key = (build.__module__, build.__qualname__, what, view.key)
    with _lock:
        if key in shelf.things:
            shelf.things.move_to_end(key)
            found: Made = shelf.things[key]
            return found
    made = build(view)
    with _lock:
        shelf.things[key] = made
        while len(shelf.things) > shelf.most:
            shelf.things.popitem(last=False)
    return made
