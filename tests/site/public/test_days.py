"""The animation of a public map has the days of the live map, in a file fetched on demand."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from campaign.analysis.indicators import MAP_INDICATORS
from campaign.analysis.selection import Selection
from campaign.analysis.view import View
from campaign.charts.by_region import choropleth
from campaign.charts.chart import Chart
from campaign.i18n.translator import LANGUAGES, Text
from campaign.render.animation import animation, day_words, days_of_page
from campaign.site.public.catalogue import DAYS, PLAYER, Catalogue
from campaign.theme.style import DARK, LIGHT

from .conftest import draw_pages

WHOLE = Selection("2017")


def map_of(catalogue: Catalogue, selection: Selection, lang: str) -> tuple[Chart, View]:
    view = View(catalogue.campaign, selection, Text.of(lang), LIGHT)
    return choropleth(view), view


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "selection",
    [WHOLE, replace(WHOLE, oblasts=("KG-B",)), replace(WHOLE, indicator="reach")],
    ids=["rate", "region", "reach"],
)
def test_the_days_are_those_of_the_live_map(
    catalogue: Catalogue, selection: Selection, lang: str
) -> None:
    chart, view = map_of(catalogue, selection, lang)
    days = days_of_page(chart, view)
    light, dark = (animation(chart, style) for style in (LIGHT, DARK))
    same = {name: part for name, part in light.items() if name not in ("fills", "ink", "period")}
    assert {name: days[name] for name in same} == same
    for name in ("fills", "ink"):
        pairs = zip(light[name], dark[name], strict=True)
        assert days[name] == [f"light-dark({one},{other})" for one, other in pairs]
    assert days["hatched"] == [1]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_last_day_has_the_labels_of_the_map(catalogue: Catalogue, lang: str) -> None:
    chart, view = map_of(catalogue, WHOLE, lang)
    days = days_of_page(chart, view)
    assert day_words(days, days["days"] - 1).startswith(days["day"].replace("{n}", "113"))
    for code, datum in chart.spec.by_code.items():  # type: ignore[union-attr]
        _, class_index, words, _, people, _ = days["units"][code][-1]
        assert words == datum.words and people.strip("()") in datum.tooltip[2]
        assert chart.spec.roles[class_index] == datum.role  # type: ignore[union-attr]
        assert days["names"][code] == datum.name


def test_an_animated_map_has_a_button_a_slider_and_a_day_file() -> None:
    pages = draw_pages(WHOLE, "ky")
    html = pages["ky/map.html"]
    bar = re.search(r'<div class="play-bar"[^>]*>', html)
    assert bar and "(scripting:enabled){#first .play-bar" in html, "visible only with a script"
    assert f'data-days="tables/map{DAYS}"' in bar[0] and f'data-player="../{PLAYER}"' in bar[0]
    assert f"ky/tables/map{DAYS}" in pages and PLAYER in pages
    assert "connect-src 'self'" in html and "' 'self'; connect" in html
    codes = re.findall(r'data-value="([^"]*)"', html)
    assert sorted(codes) == sorted(2 * list(json.loads(pages[f"ky/tables/map{DAYS}"])["units"]))
    for path in ("ky/index.html", "ky/coverage.html", "ky/embed/map.html"):
        assert 'class="play-bar"' not in pages[path]
        assert "connect-src" not in pages[path]


def test_a_map_of_averages_has_no_animation(catalogue: Catalogue) -> None:
    codes = {s.indicator for s in catalogue.selections("2017")}
    still = next(code for code in codes if not MAP_INDICATORS[code].accumulates)
    chart, view = map_of(catalogue, replace(WHOLE, indicator=still), "en")
    assert days_of_page(chart, view) == {}
