"""Caches of results built from a view, for all readers, until the data change."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

from campaign.analysis.view import View
from campaign.charts import by_region
from campaign.charts.chart import Build, Chart
from campaign.dataset.engines.failures import FAILURES

Result = TypeVar("Result")


class LruCache:
    """The results used last, at most `most` of them, of one version of the data.

    While old and new data are both in use by runs that overlap, each run clears the other's.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.entries: OrderedDict[Hashable, Any] = OrderedDict()
        self.builders: dict[Hashable, threading.RLock] = {}
        """The lock of each entry that a thread is building."""
        self._version: Hashable = None
        self._lock = threading.Lock()

    def find(self, key: Hashable, fingerprint: str) -> Any | None:
        """Return the entry for these data; None if it is not built, or built before a failure."""
        with self._lock:
            version = (fingerprint, FAILURES.epoch)
            if self._version != version:
                self.entries.clear()
                self._version = version
            if key in self.entries:
                self.entries.move_to_end(key)
            return self.entries.get(key)

    def get(self, key: Hashable, fingerprint: str, build: Callable[[], Result]) -> Result:
        """Return the entry for these data; `build` makes it if there is none, and may not be None.

        One thread builds an entry and the others wait for it. If it fails, the next one tries.
        """
        entry: Result | None = self.find(key, fingerprint)
        if entry is not None:
            return entry
        with self._lock:
            builder = self.builders.setdefault(key, threading.RLock())
        with builder:
            entry = self.find(key, fingerprint)
            if entry is not None:
                return entry
            try:
                result = build()
                with self._lock:
                    self.entries[key] = result
                    while len(self.entries) > self.most:
                        self.entries.popitem(last=False)
            finally:
                with self._lock:
                    self.builders.pop(key, None)
        return result


@dataclass(frozen=True)
class ViewCaches:
    """Outputs for a browser, some 40 KB each, and the charts behind them, some 100 KB each."""

    outputs: LruCache
    charts: LruCache


SHARED = ViewCaches(LruCache(512), LruCache(128))
"""The caches for all readers."""


def cached_chart(view: View, build: Build) -> Chart:
    """Return the chart that `build` makes of a view without a reader's own data, built once."""
    return build_chart(SHARED.charts, view, build)


def build_chart(charts: LruCache, view: View, build: Build) -> Chart:
    """Return the chart that `build` makes of a view, built once and kept in `charts`.

    A chart that differs by marks alone between selections of regions is built once for all of them.
    """
    base = by_region.BASES.get(build)
    if base is None:
        return build_once(charts, view, build, "")
    return by_region.mark_selection(build_once(charts, view.country_view, base, ""), view)


def build_once(cache: LruCache, view: View, build: Callable[[View], Result], name: str) -> Result:
    """Return `build(view)`, built once for the same data, selection, language and style."""
    key = (build.__module__, build.__qualname__, name, view.key)
    return cache.get(key, view.campaign.fingerprint, lambda: build(view))
