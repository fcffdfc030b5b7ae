"""The range of a bar in every renderer: from what was reported over the median to the maximum."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

import pytest
from pptx import Presentation

from campaign.analysis.view import View
from campaign.charts import by_evidence, by_region, by_type
from campaign.charts.body import Bars, Datum
from campaign.charts.chart import Chart
from campaign.domain.campaign import Campaign
from campaign.exports.xlsx.results import results_xlsx
from campaign.render.plotly import figure as plotly
from campaign.render.pptx import figure as pptx
from campaign.render.pptx.shapes import Box, Canvas
from campaign.render.size import PHONE, SCREEN, Size
from campaign.render.svg import figure as svg
from campaign.theme.style import LIGHT, RANGE_END, RANGE_TICK
from tests import pptx_marks, svg_marks
from tests.campaigns import view_of

BUILDS = (by_region.region_ranking, by_type.breakdown, by_evidence.certainty)


def view_with_ranges(campaign: Campaign) -> View:
    return view_of(campaign, indicator="reach")


def ranged(chart: Chart) -> list[Datum]:
    assert isinstance(chart.body, Bars)
    data = [datum for datum in chart.body.data if datum.has_range]
    assert data and all(d.low <= d.middle <= d.high <= chart.body.end for d in data)
    return data


@pytest.mark.parametrize("size", [SCREEN, PHONE], ids=lambda size: size.name)
@pytest.mark.parametrize("build", BUILDS, ids=lambda build: build.__name__)
def test_svg_draws_the_range_on_the_scale_of_the_bar(
    campaign: Campaign, build: Callable[[View], Chart], size: Size
) -> None:
    chart = build(view_with_ranges(campaign))
    data = {datum.code: datum for datum in ranged(chart)}
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


@pytest.mark.parametrize("build", BUILDS, ids=lambda build: build.__name__)
def test_plotly_draws_the_ranges_in_one_trace(
    campaign: Campaign, build: Callable[[View], Chart]
) -> None:
    chart = build(view_with_ranges(campaign))
    data = ranged(chart)
    traces = plotly.draw(chart, LIGHT)["data"]
    (trace,) = [t for t in traces if t.get("meta", {}).get("play") == "ranges"]
    rows = {}
    for at in range(0, len(trace["x"]), 4):
        assert trace["x"][at + 3] is None
        assert trace["marker"]["size"][at : at + 3] == [0, RANGE_TICK, RANGE_END]
        rows[tuple(trace["x"][at : at + 3])] = round(trace["y"][at])
    assert set(rows) == {(d.low, d.middle, d.high) for d in data}
    bars = traces[0]
    for datum in data:
        row = bars["y"][bars["customdata"].index(datum.code)] if datum.code else None
        if row is not None:
            assert rows[datum.low, datum.middle, datum.high] == row
    # No entry of the legend but those of the body, whose names are said.
    assert [t["name"] for t in traces if t.get("showlegend", True)] == [
        key.label
        for key in chart.body.legend  # type: ignore[union-attr]
    ]


@pytest.mark.parametrize("build", BUILDS, ids=lambda build: build.__name__)
def test_pptx_draws_each_range_as_lines(campaign: Campaign, build: Callable[[View], Chart]) -> None:
    view = view_with_ranges(campaign)
    chart = build(view)
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    pptx.draw(Canvas.of(slide, "en"), Box(40, 140, 880, 330), view, chart)
    names = [s.name for s in pptx_marks.shapes(slide) if s.preset == "line"]
    for datum in ranged(chart):
        assert sum((datum.name or datum.label) in name for name in names) == 3


def test_xlsx_has_the_ranges_as_error_bars_and_columns(campaign: Campaign) -> None:
    view = view_with_ranges(campaign)
    chart = by_type.breakdown(view)
    archive = zipfile.ZipFile(io.BytesIO(results_xlsx(view)))
    charts = [archive.read(name).decode() for name in archive.namelist() if "/charts/c" in name]
    (types,) = [xml for xml in charts if "errBars" in xml]
    plus = re.search(r"<c:plus>(.*?)</c:plus>", types, re.DOTALL)
    assert plus is not None
    lengths = [float(value) for value in re.findall(r"<c:v>(.*?)</c:v>", plus[1])]
    assert isinstance(chart.body, Bars)
    assert lengths == [d.high - d.value if d.has_range else 0 for d in chart.body.data]
