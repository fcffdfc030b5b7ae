"""A chart of a server-rendered page is built once, and a map once for all selections of regions."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from campaign.analysis.data_table import csv_bytes
from campaign.analysis.view import View
from campaign.charts import by_region
from campaign.charts.chart import Chart
from campaign.domain.campaign import Campaign
from campaign.render.svg import figure as svg
from campaign.site.view_cache import LruCache, build_once, cached_chart
from tests.campaigns import view_of


def content(chart: Chart, view: View) -> tuple[object, ...]:
    drawing = svg.draw(chart, view.style)
    words = (chart.title, chart.finding, chart.summary, chart.sentence, chart.scope, chart.sources)
    return *words, csv_bytes(chart.table, view.text, ""), drawing


@pytest.mark.sample(6)
@pytest.mark.parametrize("oblasts", ["", "KG-B", "KG-O,KG-GO", "KG-GB"])
@pytest.mark.parametrize("build", by_region.BASES)
def test_a_cached_chart_of_regions_is_equal_to_one_built_for_its_view(
    campaign: Campaign, build: Callable[[View], Chart], oblasts: str
) -> None:
    campaign = replace(campaign, fingerprint="view cache")
    view = view_of(campaign, oblast=oblasts)
    assert content(cached_chart(view, build), view) == content(build(view), view)


def test_the_least_recently_used_chart_is_removed_first(campaign: Campaign) -> None:
    cache, built = LruCache(2), []

    def build(view: View) -> str:
        built.append(view.text.lang)
        return view.text.lang

    views = {lang: view_of(campaign, lang) for lang in ("ky", "ru", "en")}
    for lang in ("ky", "ru", "ky", "en", "ky", "ru"):
        assert build_once(cache, views[lang], build, "") == lang
    assert built == ["ky", "ru", "en", "ru"] and len(cache.entries) == 2


def test_one_reader_builds_a_result_and_the_others_wait(campaign: Campaign) -> None:
    cache, calls, ready = LruCache(2), [], threading.Barrier(20)
    view = view_of(campaign)

    def build(_: View) -> int:
        calls.append(0)
        time.sleep(0.05)
        return len(calls)

    def read(_: int) -> int:
        ready.wait()
        return build_once(cache, view, build, "")

    with ThreadPoolExecutor(20) as readers:
        assert list(readers.map(read, range(20))) == [1] * 20
    assert not cache.builders


def test_a_result_is_built_again_after_an_error(campaign: Campaign) -> None:
    cache, errors = LruCache(2), [ValueError()]

    def build(_: View) -> str:
        if errors:
            raise errors.pop()
        return "built"

    with pytest.raises(ValueError):
        build_once(cache, view_of(campaign), build, "")
    assert build_once(cache, view_of(campaign), build, "") == "built"


def test_the_animation_of_a_map_is_built_once_for_all_regions(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    campaign = replace(campaign, fingerprint="view cache of days")
    calls = []
    build = by_region.build_animation
    monkeypatch.setattr(by_region, "build_animation", lambda v: calls.append(v) or build(v))
    for code in ("KG-B", "KG-O", "KG-GB"):
        cached_chart(view_of(campaign, oblast=code), by_region.choropleth)
    assert len(calls) == 1
    cached_chart(view_of(campaign, oblast="KG-B", lang="ru"), by_region.choropleth)
    cached_chart(view_of(campaign, oblast="KG-B", type="lecture"), by_region.choropleth)
    assert len(calls) == 3
