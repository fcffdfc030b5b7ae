"""Caches of results built from a view: one for all sessions, or one for a session with files."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from campaign.analysis.view import View
from campaign.charts.chart import Build, Chart
from campaign.site.view_cache import SHARED, LruCache, ViewCaches, build_chart, build_once

Result = TypeVar("Result")
CACHES_KEY = "view-caches"
"""The key in the session state of the caches for results of uploaded files."""


def cached(view: View, build: Callable[[View], Result], name: str = "") -> Result:
    """Return `build(view)`, built once for the same data, selection, language and style.

    For outputs that go to a browser. `name` distinguishes functions of the same name.
    """
    return build_once(_view_caches(view).outputs, view, build, name)


def chart_of(view: View, build: Build) -> Chart:
    """Return the chart that `build` makes of the view, built once (see `build_chart`)."""
    return build_chart(_view_caches(view).charts, view, build)


def cached_figure(view: View, build: Callable[[View], Result], name: str) -> Result:
    """Return `build(view)` like `cached`, but kept with the charts, which are as large."""
    return build_once(_view_caches(view).charts, view, build, name)


def _view_caches(view: View) -> ViewCaches:
    if view.campaign.private:
        # Results of uploaded data are dropped with their session.
        session_caches: ViewCaches = st.session_state.setdefault(
            CACHES_KEY, ViewCaches(LruCache(64), LruCache(16))
        )
        return session_caches
    return SHARED
