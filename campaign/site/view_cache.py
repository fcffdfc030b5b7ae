"""Caches of results built from a view, for all readers, until the data change."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from campaign.analysis.view import View
from campaign.charts import by_region
from campaign.charts.chart import Build, Chart
from campaign.dataset.engines.failures import FAILURES

Result = TypeVar("Result")


@dataclass
class LruCache:
    """The entries used last, at most `most` of them."""

    most: int
    entries: OrderedDict[Any, Any] = field(default_factory=OrderedDict)
    builders: dict[Any, threading.RLock] = field(default_factory=dict)
    """The lock of each entry that a thread is building."""


@dataclass
class ViewCaches:
    """Outputs for a browser, some 40 KB each, and the charts behind them, some 100 KB each."""

    outputs: LruCache
    charts: LruCache


_shared = ViewCaches(LruCache(512), LruCache(128))
_version: tuple[str, int] = ("", 0)
_lock = threading.Lock()


def shared_caches(view: View) -> ViewCaches:
    """Return the caches for all readers, empty if the files or the epoch have changed.

    While old and new files are both in use by runs that overlap, each run clears the other's.
    """
    global _version
    version = (view.campaign.fingerprint, FAILURES.epoch)
    with _lock:
        if _version != version:
            _shared.outputs.entries.clear()
            _shared.charts.entries.clear()
            _version = version
    return _shared


def cached_chart(view: View, build: Build) -> Chart:
    """Return the chart that `build` makes of a view without a reader's own data, built once."""
    return build_chart(shared_caches(view).charts, view, build)


def build_chart(charts: LruCache, view: View, build: Build) -> Chart:
    """Return the chart that `build` makes of a view, built once and kept in `charts`.

    A chart that differs by marks alone between selections of regions is built once for all of them.
    """
    base = by_region.BASES.get(build)
    if base is None:
        return build_once(charts, view, build, "")
    return by_region.mark_selection(build_once(charts, view.country_view, base, ""), view)


def build_once(cache: LruCache, view: View, build: Callable[[View], Result], name: str) -> Result:
    """Return `build(view)`, built once for the same data, selection, language and style.

    One thread builds an entry and the others wait for it. If it fails, the next one tries.
    """
    key = (build.__module__, build.__qualname__, name, view.key)
    with _lock:
        if key in cache.entries:
            return _latest(cache, key)
        builder = cache.builders.setdefault(key, threading.RLock())
    with builder:
        with _lock:
            if key in cache.entries:
                return _latest(cache, key)
        try:
            result = build(view)
            with _lock:
                cache.entries[key] = result
                while len(cache.entries) > cache.most:
                    cache.entries.popitem(last=False)
        finally:
            with _lock:
                cache.builders.pop(key, None)
    return result


def _latest(cache: LruCache, key: tuple[Any, ...]) -> Any:
    """Return an entry and mark it as the one used last."""
    cache.entries.move_to_end(key)
    return cache.entries[key]
