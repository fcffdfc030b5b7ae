"""A drawing for any width says what one of that width says, and carries no more than it needs."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from campaign.analysis.view import View
from campaign.charts import by_region, over_time
from campaign.charts.chart import Chart
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from campaign.render.plotly import figure as plotly
from campaign.render.size import Size
from campaign.render.svg.figure import draw_silently
from campaign.render.svg.fluid import draw_fluid, draw_for_page, outlines_of
from tests import svg_marks
from tests.campaigns import CHARTS, view_of, with_every_state

QUERIES: tuple[dict[str, str], ...] = (
    {},
    {"oblast": "KG-N,KG-GO", "indicator": "reach"},
    {"type": "lecture", "from": "2017-08-05", "to": "2017-10-01"},
)
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def for_page(chart: Chart, view: View) -> list[dict[str, Any]]:
    drawings = draw_for_page(chart, view.style, plotly.height(chart).at)
    return [drawing.to_json() for drawing in drawings]


def fill(drawing: dict[str, Any], width: float, height: float, outlines: tuple[str, ...]) -> str:
    """The drawing at a width and a height, as `campaign/browser/chart/picture.js` fills it."""

    def way(values: list[float] | None, at: float) -> float:
        if not values or len(values) < 2:
            return 0.0
        return (at - values[0]) / (values[1] - values[0])

    across, down = way(drawing["widths"], width), way(drawing["heights"], height)

    def text(part: Any) -> str:
        match part:
            case str():
                return part
            case int():
                return outlines[part]
        first, wider, taller = (*part, part[0])[:3]
        return f"{first + (wider - first) * across + (taller - first) * down:.4f}"

    return "".join(map(text, drawing["parts"]))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("build", CHARTS, ids=lambda build: build.__name__)
def test_each_chart_fits_any_width(
    campaign: Campaign, build: Callable[[View], Chart], lang: str
) -> None:
    for query in QUERIES:
        view = view_of(campaign, lang, **query)
        for drawing in for_page(build(view), view):
            assert len(drawing["widths"]) == 2, (query, drawing["from"])


@pytest.mark.parametrize("build", CHARTS, ids=lambda build: build.__name__)
def test_between_two_widths_it_is_as_drawn_there(
    campaign: Campaign, build: Callable[[View], Chart]
) -> None:
    view = view_of(with_every_state(campaign), "ru", oblast="KG-N,KG-GO")
    chart = build(view)
    sizes = [Size("screen", width, fit_width=650) for width in (700, 1300, 1000)]
    fluid = draw_fluid(chart, view.style, sizes[:2]).to_json()
    filled = fill(fluid, 1000, 0, outlines_of(chart))
    expected = draw_silently(chart, view.style, sizes[2])
    assert NUMBER.split(filled) == NUMBER.split(expected)
    for one, other in zip(NUMBER.findall(filled), NUMBER.findall(expected), strict=True):
        # Lines of a map are as many steps thick as a px has, which does not change evenly.
        assert float(one) == pytest.approx(float(other), rel=0.1, abs=0.6), (one, other)


@pytest.mark.parametrize("build", CHARTS, ids=lambda build: build.__name__)
def test_it_keeps_values_and_choice_and_leaves_tooltips(
    campaign: Campaign, build: Callable[[View], Chart]
) -> None:
    view = view_of(with_every_state(campaign), "ky", oblast="KG-N", type="lecture,flash_mob")
    chart = build(view)
    for drawing in for_page(chart, view):
        width = drawing["widths"][0]
        filled = fill(drawing, width, plotly.height(chart).at(width), outlines_of(chart))
        assert not re.search("<title|<desc", filled)
        ids = re.findall(r'(?<= id=")[^"]*', filled)
        assert len(set(ids)) == len(ids)
        drawn = draw_silently(chart, view.style, Size("", width, fit_width=width))
        marks = [(m.code, m.state, m.role, m.selected) for m in svg_marks.marks(filled)]
        assert marks == [(m.code, m.state, m.role, m.selected) for m in svg_marks.marks(drawn)]


def test_a_map_and_a_timeline_are_as_high_as_their_figure(campaign: Campaign) -> None:
    view = view_of(campaign, "ky")
    for build in (by_region.choropleth, over_time.timeline):
        chart = build(view)
        for drawing, width in zip(for_page(chart, view), (320, 800, 1336), strict=False):
            height = plotly.height(chart).at(width)
            filled = fill(drawing, width, height, outlines_of(chart))
            high = float(svg_marks.root(filled).attrib["height"])
            assert height * 0.9 <= high <= height + 1, (build.__name__, width)


def test_outlines_travel_apart_from_what_is_said_of_them(campaign: Campaign) -> None:
    view = view_of(campaign, "en", oblast="KG-N")
    chart = by_region.choropleth(view)
    outlines = outlines_of(chart)
    assert outlines == outlines_of(by_region.overview_map(view_of(campaign, "ru", type="lecture")))
    assert len(outlines) == 11  # nine regions, two of them once more, enlarged
    for drawing in for_page(chart, view):
        numbers = [part for part in drawing["parts"] if isinstance(part, int)]
        # A chosen region is outlined twice over its area.
        assert sorted(set(numbers)) == list(range(11)) and len(numbers) == 11 + 2
        assert not [part for part in drawing["parts"] if isinstance(part, str) and "z M" in part]


def test_control_characters_leave_a_drawing_that_can_be_read(campaign: Campaign) -> None:
    view = view_of(campaign, "en")
    chart = over_time.timeline(view)
    object.__setattr__(chart.body, "end_words", "1\0\x0b\x1f people <b>")
    (*_, drawing) = for_page(chart, view)
    filled = fill(drawing, 1200, 500, ())
    assert any("1 people <b>" in (text.text or "") for text in svg_marks.root(filled).iter())
