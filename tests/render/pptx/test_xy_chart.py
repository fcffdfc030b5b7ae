"""Lines over numbers on a slide are drawn with any number of points."""

from __future__ import annotations

import re

from campaign.i18n.translator import Text
from campaign.render.pptx.chart_space import PlotArea
from campaign.render.pptx.xy_chart import XYChart, XYSeries
from campaign.theme.style import LIGHT


def test_all_lines_have_as_many_rows_as_the_longest() -> None:
    series = (
        XYSeries("short", ((0.0, 1.0), (1.0, 2.0)), "#000000"),
        XYSeries("long", ((0.0, 1.0), (1.0, None), (2.0, 3.0)), "#ffffff"),
    )
    plot = PlotArea(0, 0, 1, 1)
    chart = XYChart(series, Text.of("en"), LIGHT, plot, "0", 11, "Day", (0.0, 2.0), (0.0, 3.0, 1.0))
    xml = chart.xml_bytes().decode()
    assert set(re.findall(r'<c:ptCount val="(\d+)"/><c:pt idx="0"><c:v>[\d.]', xml)) == {"3"}
    assert re.findall(r"\$[A-D]\$2:\$[A-D]\$(\d+)", xml) == ["4"] * 4
