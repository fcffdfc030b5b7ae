"""Bars and grids as Plotly figures."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest

from campaign.analysis import indicator_frames
from campaign.analysis.indicators import INDICATORS
from campaign.analysis.view import View
from campaign.charts import by_region, by_type, plan
from campaign.charts.bars import audience, breakdown, media
from campaign.charts.body import Bars, Grid
from campaign.charts.chart import Chart
from campaign.charts.grids import heatmap
from campaign.charts.grids.heatmap import Axes
from campaign.domain.campaign import Campaign
from campaign.domain.totals import group_activities, overall
from campaign.i18n.translator import Text
from campaign.presentation.style import PROJECTOR_STYLE
from campaign.render.plotly import figure as plotly
from campaign.render.plotly.figure_json import to_json
from campaign.render.plotly.hatched_bars import CLEAR
from campaign.render.plotly.row_names import name_font, row_names
from campaign.render.size import PROJECTOR, SCREEN, Size
from campaign.render.svg import figure as svg
from campaign.theme.style import DARK, FADED, LIGHT, UNREPORTED_LENGTH
from tests import svg_marks
from tests.campaigns import view_of
from tests.charts.small_register import NAMES, NOTHING, ROWS, SILENT, TYPES, UNITS, register
from tests.render.plotly.figure_checks import (
    assert_plotly_takes,
    chart_of,
    keyboard_traces,
    visible_words,
)

TEXT = Text.of("en")
REACH = INDICATORS["reach"]


def charts(rows: pd.DataFrame, text: Text = TEXT) -> dict[str, Chart]:
    totals = group_activities(rows)
    frame = indicator_frames.by_type(totals, REACH, TYPES)
    pairs = indicator_frames.by_unit_and_type(totals, REACH)
    bodies: dict[str, Bars | Grid] = {
        "breakdown": breakdown.build(frame, REACH, NAMES, text),
        "audience": audience.build(overall(totals), text),
        "media": media.build(media.by_type(totals, TYPES), TYPES, text),
        "heatmap": heatmap.build(pairs, REACH, Axes(UNITS, NAMES), text),
    }
    return {key: chart_of(body, key) for key, body in bodies.items()}


@pytest.mark.parametrize("rows", [register(), register(ROWS[:1]), SILENT, NOTHING])
@pytest.mark.parametrize("size", [SCREEN, PROJECTOR], ids=lambda size: size.name)
def test_figures_of_any_register_are_valid(rows: pd.DataFrame, size: Size) -> None:
    for name, chart in charts(rows).items():
        figure = plotly.draw(chart, LIGHT, size)
        assert figure["layout"]["dragmode"] is False, name
        assert_plotly_takes(figure, plotly.narrow(chart, LIGHT))
        height = plotly.height(chart).to_json()
        assert height["px"] > 0 and height["narrow_px"] > 0, name


def test_figures_stay_small() -> None:
    for name, chart in charts(register()).items():
        assert len(to_json(plotly.draw(chart, LIGHT))) < 8 * 1024, name


@pytest.mark.parametrize("lang", ["ky", "ru"])
def test_all_ticks_and_texts_are_set(lang: str) -> None:
    for name, chart in charts(register(), Text.of(lang)).items():
        figure = plotly.draw(chart, LIGHT)
        for key, axis in figure["layout"].items():
            if "axis" in key and axis.get("visible", True):
                assert len(axis["tickvals"]) == len(axis["ticktext"]), (name, key)
        for trace in figure["data"]:
            assert trace["hoverinfo"] in ("text", "skip") and "texttemplate" not in trace, name


def test_text_of_users_is_escaped() -> None:
    figures = {key: plotly.draw(chart, LIGHT) for key, chart in charts(register()).items()}
    grid = [words.replace("<br>", " ") for words in visible_words(figures["heatmap"])]
    assert any("Osh &lt;city&gt;" in words for words in grid)
    assert any("Lecture &amp; lesson" in words for words in visible_words(figures["breakdown"]))
    narrow = plotly.narrow(charts(register())["breakdown"], LIGHT)
    assert narrow["annotations"][0]["text"] == "Lecture &amp; lesson"


def test_a_phone_has_names_and_values_above_bars_of_the_whole_width() -> None:
    chart = charts(register())["breakdown"]
    assert isinstance(chart.body, Bars)
    narrow = plotly.narrow(chart, LIGHT)
    words = [(note["x"], note["text"]) for note in narrow["annotations"]]
    assert words[::2] == [(0, datum.label.replace("&", "&amp;")) for datum in chart.body.data]
    assert words[1::2] == [(1, f"<b>{datum.words}</b>") for datum in chart.body.data]
    # Otherwise the value would also be beside its bar.
    assert narrow["data[0].textposition"] == "none" and narrow["margin.r"] < 8


def test_the_name_of_a_row_has_at_most_two_lines() -> None:
    office = "Авторитетная комиссия по делам молодёжи в Чуйской области"
    (in_two,) = row_names([office], 26, SCREEN, in_two_lines=True)
    assert in_two.replace("<br>", " ") == office and in_two.count("<br>") == 1
    assert row_names([office], 26, SCREEN)[0].count("<br>") == 2
    (cut,) = row_names([f"{office} & {office}"], 26, SCREEN, in_two_lines=True)
    assert cut.count("<br>") == 1 and cut.endswith("…") and "&" not in cut.replace("&amp;", "")
    # With a smaller font, two such names below each other do not touch.
    assert name_font([in_two], LIGHT, SCREEN)["tickfont"]["size"] < LIGHT.size
    assert name_font(["Osh"], LIGHT, SCREEN) == name_font([in_two], LIGHT, PROJECTOR) == {}


def test_a_name_has_one_line_if_it_has_one_in_the_svg() -> None:
    name = "Открытие кампании в регионе"
    assert len(name) > 26
    assert row_names([name], 26, SCREEN, in_two_lines=True) == [name]


@pytest.mark.parametrize("build", [by_type.breakdown, by_type.media, plan.by_region])
def test_bars_end_at_the_same_position_as_in_the_svg(
    campaign: Campaign, build: Callable[[View], Chart]
) -> None:
    chart = build(view_of(campaign))
    assert isinstance(chart.body, Bars)
    longest = max(chart.body.data, key=lambda datum: datum.value)
    (bar,) = (m for m in svg_marks.marks(svg.draw(chart, LIGHT)) if m.code == longest.code)
    x, length = (float(bar.shapes[0].attributes[name]) for name in ("x", "width"))
    end = x + length * chart.body.end / longest.value
    right = SCREEN.width - plotly.draw(chart, LIGHT)["layout"]["margin"]["r"]
    assert right == pytest.approx(end, abs=1)


def test_bars_have_three_states() -> None:
    rows = register([*ROWS[:3], ROWS[3], (*ROWS[5][:3], "conference", 0, 0, 0, 0, None)])
    frame = indicator_frames.by_type(group_activities(rows), REACH, TYPES)
    body = breakdown.build(frame, REACH, NAMES, TEXT, selected_types=["lecture"])
    figure = plotly.draw(chart_of(body), DARK)
    (bars,) = keyboard_traces(figure)
    (hatched,) = [t for t in figure["data"] if "pattern" in t["marker"] and t["y"] != [None]]
    assert bars["text"] == ["350", "40", "not reported"]
    assert [x is not None for x in hatched["x"]] == [False, False, True]
    assert hatched["x"][2] == bars["x"][2] == 350 * UNREPORTED_LENGTH
    # The bar is transparent: Plotly would draw the hatch lines in its colour.
    assert bars["marker"]["color"][2] == CLEAR
    # With a `zorder` on either trace, Plotly clips the value beside the longest bar.
    assert all("zorder" not in trace for trace in figure["data"])
    assert hatched["marker"]["opacity"] == bars["marker"]["opacity"] == [1, FADED, FADED]
    assert bars["customdata"] == ["type=lecture", "type=conference", "type=live_tv"]
    assert bars["meta"] == {"walk": True, "selected": ["type=lecture"]}
    names = {t["name"] for t in figure["data"] if "name" in t}
    assert names == {"Awareness", "Conferences", "Media", "not reported"}
    assert figure["layout"]["showlegend"]


def test_shares_are_drawn_over_tracks_of_100_percent() -> None:
    figure = plotly.draw(charts(register())["audience"], LIGHT)
    tracks, bars = figure["data"]
    assert figure["layout"]["barmode"] == "overlay" and tracks["x"] == [1, 1, 1]
    assert bars["x"] == pytest.approx([160 / 350, 190 / 350, 90 / 140], abs=1e-4)
    silent = plotly.draw(charts(SILENT)["audience"], LIGHT)
    assert visible_words(silent).count("not reported") == 3
    assert silent["data"][0]["marker"]["pattern"]["shape"] == ["/"] * 3
    assert silent["data"][1]["x"] == []


def test_only_the_cell_of_a_selected_pair_is_framed() -> None:
    pairs = indicator_frames.by_unit_and_type(group_activities(register()), REACH)
    body = heatmap.build(pairs, REACH, Axes(UNITS, NAMES, ["KG-N"], ["lecture"]), TEXT)
    (cells,) = keyboard_traces(plotly.draw(chart_of(body), LIGHT))
    at = cells["customdata"].index("oblast=KG-N&type=lecture")
    assert cells["meta"]["selected"] == ["oblast=KG-N&type=lecture"]
    assert [i for i, width in enumerate(cells["marker"]["line"]["width"]) if width] == [at]
    assert [i for i, opacity in enumerate(cells["marker"]["opacity"]) if opacity == 1] == [at]
    fills = dict(zip(cells["customdata"], cells["marker"]["color"], strict=True))
    assert fills["oblast=KG-GO&type=lecture"] == LIGHT.zero
    assert fills["oblast=KG-N&type=live_tv"] == CLEAR


def test_an_empty_chart_has_a_sentence() -> None:
    for chart in charts(NOTHING).values():
        figure = plotly.draw(chart, LIGHT)
        assert figure["data"] == [] and chart.body is not None
        (note,) = figure["layout"]["annotations"]
        assert re.match(r"No (activities|media audience) in this selection\.", note["text"])


# Limited number of rows -----------------------------------------------------------------------


def long_breakdown(count: int) -> Chart:
    rows = register()
    body = charts(rows)["breakdown"].body
    assert isinstance(body, Bars)
    (first, *_) = body.data
    data = [
        replace(first, code=f"type={i}", label="A name of many words " * 3) for i in range(count)
    ]
    return chart_of(replace(body, data=tuple(data)))


def test_a_projector_shows_the_first_rows_of_many() -> None:
    chart = long_breakdown(20)
    figure = plotly.draw(chart, PROJECTOR_STYLE, PROJECTOR)
    (bars,) = keyboard_traces(figure)
    assert bars["customdata"] == [f"type={i}" for i in range(12)]
    assert plotly.omitted_rows(chart, PROJECTOR) == 8 and plotly.omitted_rows(chart, SCREEN) == 0
    names = figure["layout"]["yaxis"]["ticktext"]
    assert {len(name) for name in names} == {34} and not any("<br>" in name for name in names)
    assert "<br>" in plotly.draw(chart, LIGHT)["layout"]["yaxis"]["ticktext"][0]
    assert figure["layout"]["font"]["size"] == 2 * PROJECTOR_STYLE.size
    few = plotly.draw(long_breakdown(3), PROJECTOR_STYLE, PROJECTOR)["layout"]["yaxis"]["ticktext"]
    assert "<br>" in few[0]


# Selection -----------------------------------------------------------------------------------


def test_a_selection_highlights_the_ranking_without_a_new_figure(campaign: Campaign) -> None:
    plain = by_region.region_ranking(view_of(campaign))
    chosen = by_region.region_ranking(view_of(campaign, oblast="KG-N,KG-GB"))
    figures = [plotly.draw(chart, LIGHT) for chart in (plain, chosen)]
    assert json.loads(to_json(figures[0])) == json.loads(to_json(figures[1]))
    assert plotly.highlight(plain, LIGHT) == plotly.highlight(long_breakdown(1), LIGHT)
    highlight = plotly.highlight(chosen, LIGHT)
    assert set(highlight.selected) == {"oblast=KG-N", "oblast=KG-GB"}
    bars = figures[0]["data"][0]
    changed = highlight.trace_changes[0]
    assert set(changed["meta"].pop("selected")) == set(highlight.selected)
    assert {k: v for k, v in bars["meta"].items() if k != "selected"} == changed["meta"]
    assert changed["marker"]["color"] == bars["marker"]["color"]
    opacities = dict(zip(bars["customdata"], changed["marker"]["opacity"], strict=True))
    assert {code for code, opacity in opacities.items() if opacity == 1} == set(highlight.selected)
    assert set(opacities.values()) == {1, FADED} and set(bars["marker"]["opacity"]) == {1}
    both = plotly.draw_selected(chosen, PROJECTOR_STYLE, PROJECTOR)["data"][0]
    assert both["marker"]["line"]["width"] == 2 * bars["marker"]["line"]["width"]


def test_the_highest_region_is_on_top(campaign: Campaign) -> None:
    chart = by_region.region_ranking(view_of(campaign))
    assert isinstance(chart.body, Bars)
    figure = plotly.draw(chart, LIGHT)
    (bars,) = keyboard_traces(figure)
    assert bars["customdata"] == [datum.code for datum in chart.body.data][::-1]
    low, high = figure["layout"]["yaxis"]["range"]
    assert low < high and bars["x"] == sorted(bars["x"])
    assert bars["meta"]["play"] == "bars" and bars["meta"]["selected"] == []


def test_other_bars_have_the_selection_in_their_figure(campaign: Campaign) -> None:
    view = view_of(campaign, type="lecture")
    for build in (by_type.breakdown, by_type.leading_types):
        chart = build(view)
        assert plotly.highlight(chart, LIGHT).selected == ()
        figure: dict[str, Any] = plotly.draw(chart, LIGHT)
        assert figure["data"][0]["meta"]["selected"] == ["type=lecture"]
