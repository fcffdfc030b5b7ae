"""Caches of what is built from a view: one for all sessions, or one for each with own files."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import streamlit as st

from campaign.analysis.view import View

Result = TypeVar("Result")
CACHES_KEY = "view-caches"
"""Where a session with files of its own has its caches."""


@dataclass
class LruCache:
    """The entries used last, at most `most` of them."""

    most: int
    entries: OrderedDict[Any, Any] = field(default_factory=OrderedDict)


@dataclass
class ViewCaches:
    """Outputs for a browser, some 40 KB each, and the charts behind them, some 100 KB each."""

    outputs: LruCache
    charts: LruCache


_shared = ViewCaches(LruCache(512), LruCache(128))
_fingerprint = ""
_lock = threading.Lock()


def cached(view: View, build: Callable[[View], Result], name: str = "") -> Result:
    """Return `build(view)`, built once for the same data, selection, language and style.

    For outputs that go to a browser. `name` tells apart results of functions of the same name.
    """
    return _build_once(_view_caches(view).outputs, view, build, name)


def cached_chart(view: View, build: Callable[[View], Result], name: str = "") -> Result:
    """Return `build(view)` like `cached`, for charts: larger, only for cards."""
    return _build_once(_view_caches(view).charts, view, build, name)


def _view_caches(view: View) -> ViewCaches:
    if view.campaign.private:
        # Results of a reader's own data end with the session.
        session_caches: ViewCaches = st.session_state.setdefault(
            CACHES_KEY, ViewCaches(LruCache(64), LruCache(16))
        )
        return session_caches
    _clear_if_outdated(view.campaign.fingerprint)
    return _shared


def _clear_if_outdated(fingerprint: str) -> None:
    """Clear the shared caches when the files have changed: nobody asks for old results again.

    While old and new files are both in use by runs that overlap, each run clears the other's.
    """
    global _fingerprint
    with _lock:
        if _fingerprint != fingerprint:
            _shared.outputs.entries.clear()
            _shared.charts.entries.clear()
            _fingerprint = fingerprint


def _build_once(cache: LruCache, view: View, build: Callable[[View], Result], name: str) -> Result:
    key = (build.__module__, build.__qualname__, name, view.key)
    with _lock:
        if key in cache.entries:
            cache.entries.move_to_end(key)
            entry: Result = cache.entries[key]
            return entry
    result = build(view)
    with _lock:
        cache.entries[key] = result
        while len(cache.entries) > cache.most:
            cache.entries.popitem(last=False)
    return result
