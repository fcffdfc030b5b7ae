"""The charts of “Explore” as data: the values of the table, its states and words, no network."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import pytest

from campaign.analysis.view import View
from campaign.charts.chart import Chart
from campaign.charts.chart_list import CARDS
from campaign.charts.spec import (
    Bars,
    Choropleth,
    Dumbbell,
    Gantt,
    Heatmap,
    Lines,
    SmallMultiples,
    Timeline,
)
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, Text
from campaign.render.explore.figure import KINDS, MODE_BAR, config, draw
from campaign.theme.style import DARK, LIGHT
from tests.campaigns import view_of, with_every_state, with_second_register

# A card of each kind of body, with the columns of its table that have its values.
VALUES = {
    "ranking": ["value"],
    "breakdown": ["value"],
    "audience": ["share"],
    "map": ["value"],
    "timeline": ["reached"],
    "multiples": ["reached"],
    "plan": ["actual"],
    "concentration": ["reached"],
    "shares": ["reach_share", "population_share"],
}


def build(campaign: Campaign, key: str, lang: str = "en", **query: str) -> tuple[View, Chart]:
    view = view_of(campaign, lang, **query)
    return view, CARDS[key].build(view)


def figure_of(campaign: Campaign, key: str, lang: str = "en", **query: str) -> dict[str, Any]:
    view, chart = build(campaign, key, lang, **query)
    figure = draw(chart, LIGHT, view.text, (view.disclaimer,))
    assert figure is not None
    return figure


def data(figure: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The traces with marks that have tooltips: others are lines, words or entries of a legend."""
    for trace in figure["data"]:
        if trace.get("hoverinfo") == "text":
            yield trace


def hatched(figure: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        trace
        for trace in data(figure)
        if "fillpattern" in trace or "pattern" in trace.get("marker", {})
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", CARDS)
def test_every_card_is_a_valid_figure_without_other_servers(
    campaign: Campaign, key: str, lang: str
) -> None:
    both = with_second_register(campaign)
    view, chart = build(both, key, lang, edition="2017", **{"with": "2018"})
    for style in (LIGHT, DARK):
        figure = draw(chart, style, view.text, (view.disclaimer, "1234"))
        assert figure is not None
        go.Figure(figure)  # raises ValueError for what Plotly does not know
        assert {trace["type"] for trace in figure["data"]} <= {"bar", "scatter"}
        assert figure["layout"]["paper_bgcolor"] == style.background
    title = figure["layout"]["title"]["text"].replace("<br>", " ")
    assert view.disclaimer in title and "1234" in title
    assert not {"geojson", "topojson"} & set(json.dumps(figure).split('"'))
    tooltips = [words for trace in data(figure) for words in trace.get("hovertext", ["-"])]
    assert tooltips


def test_every_kind_of_body_is_drawn(campaign: Campaign) -> None:
    both = with_second_register(campaign)
    kinds = {type(build(both, key, edition="2017")[1].spec) for key in CARDS}
    assert kinds == set(KINDS)


@pytest.mark.parametrize("key", VALUES)
def test_values_are_those_of_the_table(campaign: Campaign, key: str) -> None:
    _, chart = build(campaign, key)
    figure, table = figure_of(campaign, key), chart.table.frame
    wanted = [value for name in VALUES[key] for value in table[name].dropna()]
    match chart.spec:
        case Bars():
            values = [x for t in data(figure) if t not in hatched(figure) for x in t["x"]]
        case Choropleth():
            (labels,) = [t for t in figure["data"] if t.get("mode") == "text"]
            assert len(labels["customdata"]) == len(table)
            words = {d.code: d.words for d in chart.spec.data}
            for code, text in zip(labels["customdata"], labels["text"], strict=True):
                assert f"<b>{words[code]}</b>" in text
            assert len([t for t in data(figure) if t["hoveron"] == "fills"]) == len(table) + 2
            return
        case Timeline() | SmallMultiples():
            values = [y for t in data(figure) if t["type"] == "bar" for y in t["y"]]
            assert sum(values) == sum(wanted)
            return
        case Dumbbell():
            values = [x for t in data(figure) for x in t["x"]]
        case Lines():
            line = next(iter(data(figure)))
            values = [y for y in line["y"] if y is not None]
            if key == "concentration":
                assert len(values) == len(table) + 1  # from zero
                return
            assert set(values) == set(wanted)
            return
    assert sorted(value for value in values if value is not None) == pytest.approx(sorted(wanted))


def test_a_schedule_has_a_bar_for_each_activity_and_a_grid_each_cell(campaign: Campaign) -> None:
    _, schedule = build(campaign, "schedule")
    bars = [x for t in data(figure_of(campaign, "schedule")) for x in t["x"]]
    assert isinstance(schedule.spec, Gantt) and len(bars) == len(schedule.table.frame)
    _, grid = build(campaign, "heatmap")
    assert isinstance(grid.spec, Heatmap)
    words = [word for t in data(figure_of(campaign, "heatmap")) for word in t["text"]]
    assert sorted(words) == sorted(cell.datum.words for cell in grid.spec.cells)


@pytest.mark.parametrize("key", ["ranking", "map", "heatmap", "schedule"])
def test_only_values_not_reported_are_hatched(campaign: Campaign, key: str) -> None:
    figure = figure_of(with_every_state(campaign), key)
    marks = [
        words for trace in hatched(figure) for words in (trace.get("hovertext") or [trace["text"]])
    ]
    assert marks and all("not reported" in words.replace("<br>", " ") for words in marks)


def test_days_and_weeks_not_reported_are_open_circles(campaign: Campaign) -> None:
    changed = with_every_state(campaign)
    for key in ("timeline", "multiples"):
        marks = {
            trace["marker"]["symbol"]: trace["hovertext"]
            for trace in data(figure_of(changed, key))
            if trace.get("mode") == "markers" and "y2" not in trace.get("yaxis", "")
        }
        assert any("not reported" in words for words in marks["circle-open"])
    assert "diamond" not in marks


@pytest.mark.parametrize("lang", LANGUAGES)
def test_tooltips_are_those_of_the_marks(campaign: Campaign, lang: str) -> None:
    _, chart = build(campaign, "ranking", lang)
    assert isinstance(chart.spec, Bars)
    tooltips = {
        code: words.replace("<br>", " ")
        for trace in data(figure_of(campaign, "ranking", lang))
        for code, words in zip(trace["customdata"], trace["hovertext"], strict=True)
    }
    for datum in chart.spec.data:
        name, *rest = datum.tooltip
        assert tooltips[datum.code] == " ".join([f"<b>{name}</b>", *rest])


def test_a_range_reaches_from_the_value_to_the_maximum(campaign: Campaign) -> None:
    _, chart = build(campaign, "certainty")
    assert isinstance(chart.spec, Bars)
    (bars,) = data(figure_of(campaign, "certainty"))
    ends = [x + more for x, more in zip(bars["x"], bars["error_x"]["array"], strict=True)]
    highs = [datum.high if datum.has_range else datum.value for datum in chart.spec.data]
    assert ends == pytest.approx(highs)


def test_others_than_the_selected_ones_fade(campaign: Campaign) -> None:
    bars = [
        trace
        for trace in data(figure_of(campaign, "ranking", oblast="KG-O"))
        if "oblast=KG-O" not in trace["customdata"]
    ]
    assert bars and all(share < 1 for trace in bars for share in trace["marker"]["opacity"])


def test_text_of_a_file_is_shown_literally(campaign: Campaign) -> None:
    view, chart = build(campaign, "organisers")
    assert isinstance(chart.spec, Bars)
    hostile = '<a href="javascript:alert(1)">x</a>'
    one = replace(chart.spec.data[0], label=hostile, words=hostile, tooltip=(hostile, hostile))
    spec = replace(chart.spec, data=(one,), headings=(hostile, hostile))
    figure = draw(replace(chart, spec=spec, title=hostile), LIGHT, view.text, (hostile,))
    assert figure is not None
    assert "<a" not in json.dumps(figure) and "&lt;a" in json.dumps(figure)


def test_without_marks_or_boundaries_there_is_no_figure(campaign: Campaign) -> None:
    for key in ("compare_days", "compare_regions"):
        view, chart = build(campaign, key)
        assert draw(chart, LIGHT, view.text) is None
    _, chart = build(campaign, "map")
    assert draw(replace(chart, spec=None), LIGHT, view.text) is None


@pytest.mark.parametrize("lang", ["ky", "ru"])
def test_plotly_speaks_the_language_of_the_reader(lang: str) -> None:
    settings = config(Text.of(lang), "map", 700)
    assert settings["toImageButtonOptions"]["height"] == 700
    locale = settings["locales"][lang]
    assert all(locale["dictionary"][words] != words for words in MODE_BAR)
    assert len(locale["format"]["months"]) == len(locale["format"]["shortMonths"]) == 12
    assert locale["format"]["days"][0] == {"ky": "жекшемби", "ru": "воскресенье"}[lang]
    assert (locale["format"]["decimal"], locale["format"]["thousands"]) == (",", "\u00a0")
