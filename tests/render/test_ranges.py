"""The range of a bar, from the reported value to median and maximum, in every renderer."""

from __future__ import annotations

import pytest
from pptx import Presentation

from campaign.charts import by_evidence
from campaign.charts.chart import Chart
from campaign.charts.spec import Bars, Datum
from campaign.domain.campaign import Campaign
from campaign.render.pptx import figure as pptx
from campaign.render.pptx.shapes import Box, Canvas
from campaign.render.size import PHONE, SCREEN, Size
from campaign.render.svg import figure as svg
from campaign.theme.style import LIGHT
from tests import pptx_marks, svg_marks
from tests.campaigns import view_of


def data_with_range(chart: Chart) -> list[Datum]:
    assert isinstance(chart.spec, Bars)
    data = [datum for datum in chart.spec.data if datum.has_range]
    assert data and all(d.low <= d.middle <= d.high <= chart.spec.end for d in data)
    return data


@pytest.mark.parametrize("size", [SCREEN, PHONE], ids=lambda size: size.name)
def test_svg_draws_the_range_on_the_scale_of_the_bar(campaign: Campaign, size: Size) -> None:
    chart = by_evidence.certainty(view_of(campaign, indicator="reach"))
    data = {datum.code: datum for datum in data_with_range(chart)}
    for mark in svg_marks.marks(svg.draw(chart, LIGHT, size)):
        lines = [shape.attributes for shape in mark.shapes if shape.tag == "line"]
        if mark.code not in data:
            assert not lines
            continue
        datum, bar = data[mark.code], mark.shapes[0].attributes
        line, tick, end = lines
        left, long = float(bar["x"]), float(bar["width"])
        if datum.value == datum.value:
            assert float(line["x1"]) == pytest.approx(left + long, abs=0.2)
            for place, value in ((line["x2"], datum.high), (tick["x1"], datum.middle)):
                assert float(place) == pytest.approx(left + long * value / datum.value, abs=0.5)
        assert end["x1"] == line["x2"]


def test_pptx_draws_each_range_as_lines(campaign: Campaign) -> None:
    view = view_of(campaign, indicator="reach")
    chart = by_evidence.certainty(view)
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    pptx.draw(Canvas.of(slide, "en"), Box(40, 140, 880, 330), view, chart)
    names = [s.name for s in pptx_marks.shapes(slide) if s.preset == "line"]
    for datum in data_with_range(chart):
        assert sum((datum.name or datum.label) in name for name in names) == 3
