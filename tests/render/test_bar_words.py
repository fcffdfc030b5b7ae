"""Beside a dashed reference line, values are inside the same long bars in every renderer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pptx import Presentation

from campaign.analysis.view import View
from campaign.charts import by_region, by_type, plan
from campaign.charts.chart import Chart
from campaign.charts.spec import Bars
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from campaign.render.pptx import figure as pptx
from campaign.render.pptx.shapes import Box, Canvas
from campaign.render.size import A4, NARROW_ROOM, SCREEN, Size
from campaign.render.svg import figure as svg
from campaign.theme.style import LIGHT
from tests import svg_marks
from tests.campaigns import view_of

Build = Callable[[View], Chart]
BUILDS = (by_region.region_ranking, plan.by_region, plan.by_type, by_type.breakdown)


def long_bars(chart: Chart) -> list[str]:
    """The codes of the bars that are long enough to have their value inside."""
    assert isinstance(chart.spec, Bars)
    spec = chart.spec
    if spec.reference is None:
        return []
    return [datum.code for datum in spec.data if datum.value > 0.3 * spec.end]


@pytest.mark.parametrize("size", [SCREEN, A4], ids=lambda size: size.name)
@pytest.mark.parametrize("build", BUILDS, ids=lambda build: build.__name__)
def test_values_are_inside_long_bars_of_svg(campaign: Campaign, build: Build, size: Size) -> None:
    chart = build(view_of(campaign))
    inside = []
    for group in svg_marks.root(svg.draw(chart, LIGHT, size)).iter():
        if not (group.get("data-state") and group.get("data-role")):
            continue
        bar, words = group.find("{*}rect"), group.findall("{*}text")[-1]
        assert bar is not None
        end = float(bar.get("x", 0)) + float(bar.get("width", 0))
        if float(words.get("x", 0)) < end:
            assert words.get("text-anchor") == "end"
            inside.append(group.get("data-code"))
    assert inside == long_bars(chart)


@pytest.mark.parametrize("build", BUILDS, ids=lambda build: build.__name__)
def test_values_are_inside_long_bars_of_pptx(campaign: Campaign, build: Build) -> None:
    view = view_of(campaign)
    chart = build(view)
    assert isinstance(chart.spec, Bars)
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    pptx.draw(Canvas.of(slide, "en"), Box(40, 140, 880, 330), view, chart)
    labels = [
        label
        for shape in slide.shapes
        if shape.has_chart
        for label in shape.chart._chartSpace.iter("{*}dLbl")
    ]
    assert {label.find("{*}dLblPos").get("val") for label in labels} <= {"inEnd"}
    codes = [chart.spec.data[int(label.find("{*}idx").get("val"))].code for label in labels]
    assert codes == long_bars(chart)


@pytest.mark.parametrize("width", [290, 480])
def test_names_of_types_are_complete_above_bars_on_a_phone(campaign: Campaign, width: int) -> None:
    for lang in LANGUAGES:
        chart = by_type.leading_types(view_of(campaign, lang))
        phone = Size("narrow", width, fit_width=NARROW_ROOM)
        assert isinstance(chart.spec, Bars)
        picture = svg.draw(chart, LIGHT, phone)
        assert all(f">{datum.label}<" in picture for datum in chart.spec.data), lang
