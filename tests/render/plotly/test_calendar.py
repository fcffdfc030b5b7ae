"""Every figure over the days of a campaign is valid, small, translated and escaped."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from campaign.i18n.translator import LANGUAGES, Text
from campaign.presentation.payload import to_json
from campaign.render.plotly import figure
from campaign.render.plotly.calendar import day_lines
from campaign.render.size import PROJECTOR, SCREEN
from campaign.theme.style import LIGHT
from tests.charts.day_charts import CALENDAR, REGISTERS, charts_of
from tests.charts.small_register import register
from tests.render.plotly.figure_checks import assert_plotly_takes, visible_words

ENGLISH_MONTHS = re.compile(
    r"January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\b|Feb\b|Mar\b|Apr\b|Jun\b|Jul\b|Aug\b|Sep\b|Oct\b|Nov\b|Dec\b"
)


@pytest.mark.parametrize("rows", REGISTERS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_figures_of_any_register_are_valid(rows: pd.DataFrame, lang: str) -> None:
    for name, chart in charts_of(rows, Text.of(lang)).items():
        for size in (SCREEN, PROJECTOR):
            spec = figure.draw(chart, LIGHT, size)
            assert spec["layout"]["dragmode"] is False, name
            assert_plotly_takes(spec, figure.narrow(chart, LIGHT))
        height = figure.height(chart)
        assert height.narrow and (height.ratio or height.px), name


def test_figures_are_small_and_have_no_template() -> None:
    for name, chart in charts_of(register()).items():
        spec = figure.draw(chart, LIGHT)
        assert len(to_json(spec)) < 8 * 1024, name
        assert "template" not in spec["layout"], name


@pytest.mark.parametrize("lang", ["ky", "ru"])
def test_all_ticks_are_set_and_no_month_is_english(lang: str) -> None:
    for name, chart in charts_of(register(), Text.of(lang)).items():
        spec = figure.draw(chart, LIGHT)
        words = [*visible_words(spec), *map(str, figure.narrow(chart, LIGHT).values())]
        assert not [word for word in words if ENGLISH_MONTHS.search(word)], name
        for key, axis in spec["layout"].items():
            if "axis" in key and axis.get("visible", True):
                assert len(axis["tickvals"]) == len(axis["ticktext"]), (name, key)
        for trace in spec["data"]:
            assert trace["hoverinfo"] in ("text", "skip"), name
            assert "texttemplate" not in trace, name


def test_text_of_users_is_escaped() -> None:
    specs = {name: figure.draw(chart, LIGHT) for name, chart in charts_of(register()).items()}
    for name in ("Spans", "Panels"):
        words = [word.replace("<br>", " ") for word in visible_words(specs[name])]
        assert any("Osh &lt;city&gt;" in word for word in words), name
    assert any("A &lt;b&gt;title" in word for word in visible_words(specs["Spans"]))
    assert any("Launch &lt;i&gt;" in word for word in visible_words(specs["Timeline"]))


def test_lines_are_at_the_hundredth_day_and_at_the_end() -> None:
    assert [line["x0"] for line in day_lines(CALENDAR, LIGHT)] == ["2017-11-07", "2017-11-20"]
    for name in ("Timeline", "Spans"):
        layout = figure.draw(charts_of(register())[name], LIGHT)["layout"]
        lines = [s for s in layout["shapes"] if s["type"] == "line" and "dash" in s["line"]]
        assert lines == day_lines(CALENDAR, LIGHT)
        assert {"Day 100", "Campaign end"} <= {note["text"] for note in layout["annotations"]}
