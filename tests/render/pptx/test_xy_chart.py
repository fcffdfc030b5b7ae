"""Lines over numbers on a slide are drawn with any number of points."""

from __future__ import annotations

import re

from pptx import Presentation

from campaign.i18n.translator import Text
from campaign.render.pptx.native_chart import XYChart, XYSeries, add_xy_chart
from campaign.render.pptx.shapes import Box, Canvas
from campaign.theme.style import LIGHT


def test_all_lines_have_as_many_rows_as_the_longest() -> None:
    series = (
        XYSeries("short", ((0.0, 1.0), (1.0, 2.0)), "#000000"),
        XYSeries("long", ((0.0, 1.0), (1.0, None), (2.0, 3.0)), "#ffffff"),
    )
    plot, show = Box(0, 0, 100, 100), Presentation()
    chart = XYChart(series, Text.of("en"), LIGHT, plot, "0", 11, "Day", (0.0, 2.0), (0.0, 3.0, 1.0))
    slide = show.slides.add_slide(show.slide_layouts[6])
    add_xy_chart(Canvas.of(slide, "en"), "Lines", "", plot, chart)
    native = slide.shapes[0].chart
    xml = native.part.blob.decode()
    assert set(re.findall(r'<c:numCache>.*?<c:ptCount val="(\d+)"/>', xml)) == {"3"}
    assert re.findall(r"'Data'!\$[A-D]\$2:\$[A-D]\$(\d+)", xml) == ["4"] * 4
    gap = native.plots[0].series[1]._element.findall("{*}yVal//{*}pt")
    assert [point.get("idx") for point in gap] == ["0", "2"]
