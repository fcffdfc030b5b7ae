"""The figure of a chart fits a page of any width, for any register."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from xml.etree import ElementTree

import pandas as pd
import pytest

from campaign.analysis.indicators import INDICATORS
from campaign.analysis.view import View
from campaign.browser import ROOT
from campaign.charts import by_evidence, by_region, by_type, over_time
from campaign.charts.chart import Chart
from campaign.charts.chart_list import CHARTS as ALL_CHARTS
from campaign.charts.spec import Choropleth, Heatmap
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from campaign.render.svg.drawing import Drawing
from campaign.site import figure as site_figure
from campaign.site.figure import figure
from campaign.site.links import LiveLinks
from campaign.site.page import SitePage
from campaign.site.style_sheet import style_sheet
from tests.campaigns import (
    CHARTS,
    activities_of,
    view_of,
    with_edition,
    with_every_state,
    with_second_register,
)

PEOPLE = ["reached", "women", "men", "youth", "media_audience"]
MOST_BLANK = 12
"""Px below the lowest mark or text of a figure."""
NUMBER = re.compile(r"-?[\d.]+").fullmatch
MOST_LINES = 4
"""Lines of a tooltip: what it is, its value, a line of context, a line of its state."""
Change = Callable[[pd.DataFrame], pd.DataFrame]


def drawings(html: str) -> list[ElementTree.Element]:
    """The drawings of a figure, narrow ones first; it is well-formed."""
    root = ElementTree.fromstring(html)
    bands = [child.get("class") for child in root]
    assert bands in (["narrow", "wide"], ["narrow", "middle", "broad"])
    return list(root)


def link(code: str) -> str:
    return f"/?{code}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_legend_of_an_animated_map_has_every_state_of_its_days(
    campaign: Campaign, lang: str
) -> None:
    view = view_of(campaign, lang)
    chart = by_region.choropleth(view)
    assert isinstance(chart.spec, Choropleth)
    swatches = [key.role for key in chart.spec.legend]
    for drawing in drawings(figure(chart, link)):
        keys = [group.get("data-legend") for group in drawing.iter() if group.get("data-legend")]
        assert keys == swatches and keys[-1] == "state:no_activity"


def test_a_tall_window_has_taller_charts(campaign: Campaign) -> None:
    view = view_of(campaign, "en")
    for chart in (by_region.overview_map(view), over_time.overview_timeline(view)):
        assert "compact" in ElementTree.fromstring(figure(chart, link)).get("class", "")
    sheet = (ROOT / "shared" / "figure.css").read_text(encoding="utf-8")
    assert "@media (min-width: 2400px) and (min-height: 1800px)" in sheet


@pytest.mark.parametrize(
    ("build", "selector"),
    [(by_region.overview_map, ".figure.map.compact"), (by_region.choropleth, ".figure.map")],
)
def test_a_map_on_a_phone_fills_its_card_without_a_gap(
    campaign: Campaign, build: Callable[[View], Chart], selector: str
) -> None:
    """Its place is as high as the drawing, which is scaled to the width of the card."""
    sheet = (ROOT / "shared" / "figure.css").read_text(encoding="utf-8")
    rule = rf"\n{re.escape(selector)} {{.*--narrow: min\(([0-9.]+)cqw, (\d+)px\)"
    share, most = re.findall(rule, sheet)[0]
    html = figure(build(view_of(campaign, "ru")), link)
    _, _, width, height = map(float, drawings(html)[0].get("viewBox", "").split())
    assert float(share) == pytest.approx(height / width * 100, abs=0.1) and float(most) == height


def test_no_line_crosses_names_above_bars(campaign: Campaign) -> None:
    chart = by_type.breakdown(view_of(campaign, "ru"))
    narrow, wide = (
        [line.get("x2") for line in drawing.iter("line") if line.get("y1") != line.get("y2")]
        for drawing in drawings(figure(chart, link))
    )
    assert "0" not in narrow
    assert len(wide) > len(narrow)


@pytest.mark.sample(7)
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("build", CHARTS, ids=lambda build: build.__name__)
def test_each_chart_is_elastic(
    campaign: Campaign, build: Callable[[View], Chart], lang: str
) -> None:
    turn = (LANGUAGES.index(lang) + CHARTS.index(build)) % 3
    query = (
        {"oblast": "KG-N", "type": "lecture"},
        {"from": "2017-08-05", "to": "2017-10-01"},
        {"oblast": "KG-N,KG-GO"},
    )[turn]
    chart = build(view_of(with_every_state(campaign), lang, **query))
    for drawing in drawings(figure(chart, link)):
        assert ("viewBox" in drawing.attrib) == isinstance(chart.spec, Choropleth)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_figure_is_as_high_as_what_is_in_it(campaign: Campaign, lang: str) -> None:
    registers = (campaign, with_every_state(campaign), with_second_register(campaign))
    pair = {"edition": "2018", "with": "2017"}
    for register, queries in zip(registers, ([{}, {"oblast": "KG-N"}], [{}], [pair]), strict=True):
        for query, (key, entry) in product(queries, ALL_CHARTS.items()):
            chart = entry.build(view_of(register, lang, **query))
            for drawing in drawings(figure(chart, link)) if chart.has_drawing else ():
                height = float(drawing.get("height", "0"))
                blank = height - lowest(drawing)
                assert 0 <= blank <= MOST_BLANK, f"{key} {drawing.get('class')} {query}: {blank}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_tooltip_has_at_most_four_lines_each_of_them_once(campaign: Campaign, lang: str) -> None:
    registers = ((campaign, {}), (with_every_state(campaign), {}))
    pair = ((with_second_register(campaign), {"edition": "2018", "with": "2017"}),)
    for (register, query), indicator in product(registers + pair, INDICATORS):
        view = view_of(register, lang, indicator=indicator, **query)
        for key, entry in ALL_CHARTS.items():
            root = ElementTree.fromstring(figure(entry.build(view), link) or "<div/>")
            for title in (one.text or "" for drawing in root[:1] for one in drawing.iter("title")):
                lines = title.split("\n")
                assert len(lines) == len(set(lines)) <= MOST_LINES, f"{key}: {title}"


def test_a_figure_that_is_skipped_has_the_height_of_its_drawings(campaign: Campaign) -> None:
    for build in CHARTS:
        chart = build(view_of(campaign, "ru"))
        root = ElementTree.fromstring(figure(chart, link))
        heights = {f"--{one.get('class')}:{one.get('height')}px" for one in root}
        style = set(filter(None, root.get("style", "").split(";")))
        assert style == (set() if isinstance(chart.spec, Choropleth) else heights)


def lowest(element: ElementTree.Element, above: float = 0, letters: float = 14) -> float:
    """The lower edge in px of the lowest visible mark or text; `above` is the y of its parent."""
    numbers = {name: float(value) for name, value in element.attrib.items() if NUMBER(value)}
    letters = numbers.get("font-size", letters)
    if element.get("fill") == "transparent" or element.tag in ("title", "defs"):
        return -math.inf
    match element.tag:
        case "text":
            return above + numbers["y"] + letters * 0.22
        case "rect" | "foreignObject" if "y" in numbers:
            return above + numbers["y"] + numbers["height"]
        case "line":
            return above + max(numbers["y1"], numbers["y2"])
        case "circle":
            return above + numbers["cy"] + numbers["r"]
        case "svg":
            above += numbers.get("y", 0)
    if moved := re.match(r"translate\(0 ([\d.]+)\)", element.get("transform", "")):
        above += float(moved[1])
    return max((lowest(child, above, letters) for child in element), default=-math.inf)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("build", [by_type.heatmap, by_evidence.missing, by_evidence.reports])
def test_no_word_above_a_column_is_broken(
    campaign: Campaign, build: Callable[[View], Chart], lang: str
) -> None:
    chart = build(view_of(campaign, lang))
    assert isinstance(chart.spec, Heatmap)
    headings = {part for column in chart.spec.columns for part in breakable_parts(column.name)}
    for drawing in drawings(figure(chart, link)):
        texts = [element for element in drawing.iter() if element.tag in ("text", "tspan")]
        words = {part for element in texts for part in breakable_parts(element.text or "")}
        assert headings <= words, f"{drawing.get('class')}: {headings - words}"


def breakable_parts(words: str) -> list[str]:
    """The parts of a text that may be on separate lines."""
    return words.replace("-", " ").split()


def with_sixty_types(campaign: Campaign) -> Campaign:
    """The campaign with sixty types with long names, each with an activity."""
    types = pd.concat(
        [campaign.types.assign(name_en=campaign.types["name_en"] + f" {n}") for n in range(9)]
    ).iloc[:60]
    types.index = pd.Index([f"type_{n}" for n in range(60)], name=campaign.types.index.name)
    rows = activities_of(campaign).head(60).copy()
    rows["type"] = types.index[: len(rows)]
    return replace(with_edition(campaign, activities=rows), types=types)


def with_one_row(campaign: Campaign) -> Campaign:
    return with_edition(campaign, activities=activities_of(campaign).head(1))


def with_zeros(campaign: Campaign) -> Campaign:
    return with_edition(
        campaign, activities=activities_of(campaign).assign(**dict.fromkeys(PEOPLE, 0.0))
    )


def with_nothing_reported(campaign: Campaign) -> Campaign:
    nothing = dict.fromkeys(PEOPLE, float("nan"))
    return with_edition(campaign, activities=activities_of(campaign).assign(**nothing))


EXTREMES = (with_sixty_types, with_one_row, with_zeros, with_nothing_reported)


@pytest.mark.sample(1)
@pytest.mark.parametrize("change", EXTREMES, ids=lambda change: change.__name__)
def test_every_chart_of_an_extreme_register_is_drawn(
    campaign: Campaign, change: Callable[[Campaign], Campaign]
) -> None:
    lang = LANGUAGES[EXTREMES.index(change) % len(LANGUAGES)]
    view = view_of(change(campaign), lang)
    for build in CHARTS:
        for drawing in drawings(figure(build(view), link)):
            assert "nan" not in ElementTree.tostring(drawing, encoding="unicode").lower()


def test_a_chart_that_cannot_be_stretched_is_scaled(
    campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    def draw_unlike(chart: Chart, style: object, size: object) -> Drawing:
        drawing = to_drawing(chart, style, size)  # type: ignore[arg-type]
        drawing.words(f"{drawing.width}", (0, 0))
        return drawing

    to_drawing = site_figure.to_drawing
    monkeypatch.setattr(site_figure, "to_drawing", draw_unlike)
    for drawing in drawings(figure(by_type.audience(view_of(campaign)), link)):
        width, height = drawing.get("viewBox", "").split()[2:]
        assert drawing.get("width") == "100%" and drawing.get("height") == height
        assert drawing[-1].text == width


def marks_of(drawing: ElementTree.Element) -> list[ElementTree.Element]:
    """The marks of a drawing: the elements that a keyboard reaches."""
    return [element for element in drawing.iter() if "tabindex" in element.attrib]


def test_a_mark_that_can_be_selected_is_a_link_named_by_its_code(campaign: Campaign) -> None:
    chart = by_region.choropleth(view_of(campaign))
    html = figure(chart, link)
    for drawing in drawings(html):
        band = drawing.get("class")
        units = {mark.get("id"): mark for mark in marks_of(drawing)}
        for code in campaign.places.codes:
            mark = units[f"map-{band}-{code}"]
            assert (mark.tag, mark.get("href")) == ("a", f"/?oblast={code}")
            assert mark.get("data-unit") == code
    for name in ("data-role", "data-state", "data-code", "xmlns"):
        assert f" {name}=" not in html
    for without in (figure(chart, lambda code: None), figure(replace(chart, pick=False), link)):
        assert "<a" not in without and 'role="img"' in without


@pytest.mark.parametrize("build", CHARTS, ids=lambda build: build.__name__)
def test_each_mark_has_a_name_a_role_and_a_tooltip(
    campaign: Campaign, build: Callable[[View], Chart]
) -> None:
    chart = build(view_of(with_every_state(campaign), "ru"))
    html = figure(chart, link)
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(set(ids)) == len(ids)
    for drawing in drawings(html):
        marks, band = marks_of(drawing), drawing.get("class")
        assert (drawing.get("role"), drawing.get("aria-label")) == ("group", chart.heading)
        assert [mark.get("tabindex") for mark in marks] == ["0", *["-1"] * (len(marks) - 1)]
        for mark in marks:
            assert re.fullmatch(rf"{chart.key}-{band}-[\w-]+", mark.get("id", ""))
            assert (mark.tag == "a") == ("href" in mark.attrib) == (mark.get("role") != "img")
            assert mark[0].tag == "title" and (mark[0].text or "").strip()
            assert len(mark) > 1, "a mark has a shape"
        with_tooltips = [e for e in drawing.iter() if e.find("title") is not None and len(e) > 1]
        assert marks == [e for e in with_tooltips if "data-legend" not in e.attrib]


@pytest.mark.parametrize(
    ("build", "query", "code"),
    [
        (by_region.choropleth, {"oblast": "KG-N"}, "KG-N"),
        (over_time.timeline, {"from": "2017-08-01", "to": "2017-08-01"}, "2017-08-01"),
    ],
)
def test_the_selected_mark_is_current(
    campaign: Campaign, build: Callable[[View], Chart], query: dict[str, str], code: str
) -> None:
    for drawing in drawings(figure(build(view_of(campaign, **query)), link)):
        current = [mark.get("id") for mark in marks_of(drawing) if mark.get("aria-current")]
        assert current == [f"{build(view_of(campaign)).key}-{drawing.get('class')}-{code}"]


@pytest.mark.parametrize("build", [over_time.timeline, over_time.schedule])
def test_days_have_the_address_of_a_range(
    campaign: Campaign, build: Callable[[View], Chart]
) -> None:
    view = view_of(campaign)
    links = SitePage("timeline", view, LiveLinks(campaign), lambda view, build: build(view))
    chart = build(view)
    for drawing in drawings(figure(chart, links.toggle)):
        (area,) = (e for e in drawing.iter("rect") if "data-days" in e.attrib)
        address = area.get("data-days", "")
        assert address.count("from={from}") == address.count("to={to}") == 1
        assert (area.get("data-first"), area.get("data-count")) == ("2017-07-31", "113")
    assert "data-days" not in figure(chart, lambda code: None)


def test_the_style_of_what_the_script_adds_is_on_every_page() -> None:
    for is_live in (False, True):
        assert {"html #tooltip{", "html #day-range{"} <= set(
            re.findall(r"html #[\w-]+{", style_sheet("<main></main>", live=is_live))
        )


def test_a_map_without_boundaries_has_no_figure(campaign: Campaign) -> None:
    assert figure(replace(by_type.audience(view_of(campaign)), spec=None), link) == ""
