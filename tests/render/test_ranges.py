"""The range of a bar, from the reported value to median and maximum, in every renderer."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Callable

import pytest
from pptx import Presentation

from campaign.analysis.uncertainty import total_range
from campaign.analysis.view import View
from campaign.charts import by_evidence, by_region, by_type, over_time
from campaign.charts.chart import Chart
from campaign.charts.spec import Bars, Datum, Timeline
from campaign.domain.campaign import Campaign
from campaign.exports.xlsx.results import results_xlsx
from campaign.render.pptx import figure as pptx
from campaign.render.pptx.shapes import Box, Canvas
from campaign.render.size import A4, HALL, PHONE, SCREEN, Size
from campaign.render.svg import figure as svg
from campaign.theme.style import LIGHT
from tests import pptx_marks, svg_marks
from tests.campaigns import view_of, with_edition

BUILDS = (by_region.region_ranking, by_type.breakdown, by_evidence.certainty)


def view_with_ranges(campaign: Campaign) -> View:
    return view_of(campaign, indicator="reach")


def data_with_range(chart: Chart) -> list[Datum]:
    assert isinstance(chart.spec, Bars)
    data = [datum for datum in chart.spec.data if datum.has_range]
    assert data and all(d.low <= d.middle <= d.high <= chart.spec.end for d in data)
    return data


def timeline_with_range(view: View) -> tuple[Chart, Timeline]:
    chart = over_time.timeline(view)
    assert isinstance(chart.spec, Timeline)
    assert chart.spec.has_range and chart.spec.total_ticks[-1].at >= chart.spec.high
    return chart, chart.spec


def test_the_last_total_has_the_range_of_the_country(campaign: Campaign) -> None:
    view = view_of(campaign)
    _, spec = timeline_with_range(view)
    total = total_range(view)
    assert (spec.total, spec.middle, spec.high) == (total.low, total.middle, total.high)
    reported = view_of(campaign, oblast="KG-GB")
    assert total_range(reported).missing == 0
    for without in (over_time.timeline(reported), timeline_without_attendance(campaign)):
        assert isinstance(without.spec, Timeline) and not without.spec.has_range
        assert "mark:range" not in {key.role for key in without.spec.legend}


def timeline_without_attendance(campaign: Campaign) -> Chart:
    rows = campaign.editions["2017"].activities
    assert rows is not None
    return over_time.timeline(
        view_of(with_edition(campaign, activities=rows.assign(reached=math.nan)))
    )


@pytest.mark.parametrize("size", [SCREEN, PHONE, A4, HALL], ids=lambda size: size.name)
def test_svg_draws_the_range_of_the_last_total_beside_the_days(
    campaign: Campaign, size: Size
) -> None:
    chart, spec = timeline_with_range(view_of(campaign))
    drawing = svg_marks.root(svg.draw(chart, LIGHT, size))
    (group,) = drawing.findall(".//{*}g[@data-role='mark:range']")
    line, tick, end = group.findall("{*}line")
    path = drawing.findall(".//{*}g[@data-role='accent']//{*}path")[-1].get("d", "")
    top, right = float(path.split("V")[-1].split("H")[0]), float(path.split("H")[-1])
    bottom = float(path[1:].split("H")[0].split(" ")[1])
    assert right < float(line.get("x1", 0)) == float(line.get("x2", 0)) < size.width
    assert float(line.get("y1", 0)) == pytest.approx(top, abs=0.1)
    for place, value in ((line.get("y2"), spec.high), (tick.get("y1"), spec.middle)):
        high = bottom - (bottom - top) * value / spec.total
        assert float(place or 0) == pytest.approx(high, abs=0.3)
    assert float(end.get("x2", 0)) <= size.width and end.get("y1") == line.get("y2")


def test_xlsx_has_the_range_of_the_last_total_as_an_error_bar(campaign: Campaign) -> None:
    _, spec = timeline_with_range(view_of(campaign))
    archive = zipfile.ZipFile(io.BytesIO(results_xlsx(view_of(campaign))))
    charts = [archive.read(name).decode() for name in archive.namelist() if "/charts/c" in name]
    (total,) = [xml for xml in charts if "errBars" in xml and "<c:lineChart>" in xml]
    plus = re.search(r"<c:plus>(.*?)</c:plus>", total, re.DOTALL)
    assert plus is not None
    lengths = [float(value) for value in re.findall(r"<c:v>(.*?)</c:v>", plus[1])]
    assert [length for length in lengths if length] == [spec.high - spec.total] == lengths[-1:]


@pytest.mark.parametrize("size", [SCREEN, PHONE], ids=lambda size: size.name)
@pytest.mark.parametrize("build", BUILDS, ids=lambda build: build.__name__)
def test_svg_draws_the_range_on_the_scale_of_the_bar(
    campaign: Campaign, build: Callable[[View], Chart], size: Size
) -> None:
    chart = build(view_with_ranges(campaign))
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


@pytest.mark.parametrize("build", BUILDS, ids=lambda build: build.__name__)
def test_pptx_draws_each_range_as_lines(campaign: Campaign, build: Callable[[View], Chart]) -> None:
    view = view_with_ranges(campaign)
    chart = build(view)
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    pptx.draw(Canvas.of(slide, "en"), Box(40, 140, 880, 330), view, chart)
    names = [s.name for s in pptx_marks.shapes(slide) if s.preset == "line"]
    for datum in data_with_range(chart):
        assert sum((datum.name or datum.label) in name for name in names) == 3


def test_xlsx_has_the_ranges_as_error_bars_and_columns(campaign: Campaign) -> None:
    view = view_with_ranges(campaign)
    chart = by_type.breakdown(view)
    archive = zipfile.ZipFile(io.BytesIO(results_xlsx(view)))
    charts = [archive.read(name).decode() for name in archive.namelist() if "/charts/c" in name]
    (types,) = [xml for xml in charts if "errBars" in xml and "<c:barChart>" in xml]
    plus = re.search(r"<c:plus>(.*?)</c:plus>", types, re.DOTALL)
    assert plus is not None
    lengths = [float(value) for value in re.findall(r"<c:v>(.*?)</c:v>", plus[1])]
    assert isinstance(chart.spec, Bars)
    assert lengths == [d.high - d.value if d.has_range else 0 for d in chart.spec.data]
