"""The ranges at the ends of lines are at their values and do not overlap, in every renderer."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from itertools import combinations

import pytest
from pptx import Presentation

from campaign.analysis.view import View
from campaign.charts import by_campaign
from campaign.charts.chart import Chart
from campaign.charts.spec import Line, Lines, NumberFormat, Point
from campaign.charts.ticks import Tick
from campaign.domain.campaign import Campaign
from campaign.exports.xlsx.results import results_xlsx
from campaign.render.line_layout import (
    place_end_ranges,
    place_end_words,
    room_of_ranges,
    words_apart,
)
from campaign.render.pptx import figure as pptx
from campaign.render.pptx.shapes import Box, Canvas
from campaign.render.size import A4, HALL, PHONE, SCREEN, Size
from campaign.render.svg import figure as svg
from campaign.theme.style import LIGHT
from tests import pptx_marks, svg_marks
from tests.campaigns import view_of, with_second_register

PLOT = (400.0, 200.0)


def view_of_two(campaign: Campaign) -> View:
    return view_of(with_second_register(campaign), edition="2018", **{"with": "2017"})


def pace(campaign: Campaign) -> tuple[Chart, Lines]:
    chart = by_campaign.pace_by_day(view_of_two(campaign))
    assert isinstance(chart.spec, Lines) and all(line.has_range for line in chart.spec.lines)
    return chart, chart.spec


def line(at: float, low: float, high: float, words: str = "words") -> Line:
    points = (Point(0, 0), Point(at, low))
    return Line("", "", points, end_words=words, middle=(low + high) / 2, high=high)


def body_of(*lines: Line) -> Lines:
    """Lines from 0 to 10 in both directions."""
    ticks = tuple(Tick(float(n), f"{n}") for n in range(11))
    return Lines(lines, (), ("", ""), ticks, ticks, NumberFormat(), "")


def test_a_range_is_right_of_the_end_at_its_values() -> None:
    (one,) = place_end_ranges(body_of(line(5, 4, 8)), PLOT[0])
    assert (one.x, one.low, one.middle, one.high) == (0.5, 0.4, 0.6, 0.8)
    assert 200 < one.left(PLOT[0]) < one.right(PLOT[0]) < 220
    assert place_end_ranges(body_of(line(5, 4, float("nan"))), PLOT[0]) == ()
    assert room_of_ranges([one], PLOT[0]) < 0 < room_of_ranges([replace(one, x=1.0)], PLOT[0])


def test_ranges_at_the_same_position_are_side_by_side() -> None:
    three = place_end_ranges(body_of(line(5, 4, 8), line(5.1, 5, 7), line(5, 3, 6)), PLOT[0])
    for one, other in combinations(three, 2):
        left, right = sorted((one, other), key=lambda each: each.left(PLOT[0]))
        assert left.right(PLOT[0]) < right.left(PLOT[0])
    above, below = place_end_ranges(body_of(line(5, 8, 9), line(5, 2, 3)), PLOT[0])
    assert above.apart == below.apart


@pytest.mark.parametrize("at", [(5, 5), (10, 10), (4, 9), (10, 2)])
def test_end_labels_do_not_overlap_the_ranges(at: tuple[float, float]) -> None:
    spec = body_of(line(at[0], 6, 9, "the first words"), line(at[1], 5.5, 7, "the second words"))
    ranges, size = place_end_ranges(spec, PLOT[0]), 12.0
    for words in place_end_words(spec, PLOT, size, lambda w: 6.0 * len(w), 130, ranges):
        room = 6.0 * len(words.line.end_words)
        left = words.x * PLOT[0] + words.apart - (room if words.anchor == "end" else 0)
        for one in ranges:
            is_above = words.y + size / 2 < PLOT[1] * (1 - one.high)
            is_below = words.y - size / 2 > PLOT[1] * (1 - one.low)
            is_left = left + room <= one.left(PLOT[0])
            assert is_above or is_below or is_left or left >= one.right(PLOT[0])
    assert words_apart((), 0.5, PLOT[0], 7) == 7


@pytest.mark.parametrize("size", [SCREEN, PHONE, A4, HALL], ids=lambda size: size.name)
def test_svg_draws_each_range_at_its_values(campaign: Campaign, size: Size) -> None:
    chart, spec = pace(campaign)
    drawing = svg_marks.root(svg.draw(chart, LIGHT, size))
    groups = drawing.findall(".//{*}g[@data-role='mark:range']")
    for line, group in zip(spec.lines, groups, strict=True):
        upright, tick, end = group.findall("{*}line")
        (circle,) = drawing.findall(f".//{{*}}g[@data-line='{line.role}']/{{*}}circle")
        low, middle, high = (
            float(mark.get(name, 0)) for mark, name in ((upright, "y1"), (tick, "y1"), (end, "y1"))
        )
        assert low == pytest.approx(float(circle.get("cy", 0)), abs=0.1)
        assert float(circle.get("cx", 0)) < float(upright.get("x1", 0)) < size.width
        assert line.end is not None
        share = (line.middle - line.end.value) / (line.high - line.end.value)
        assert low - middle == pytest.approx((low - high) * share, abs=0.2)
        assert float(end.get("x2", 0)) <= size.width


def test_pptx_draws_each_range_as_lines(campaign: Campaign) -> None:
    chart, spec = pace(campaign)
    (words,) = (key.label for key in spec.legend if key.mark == "range")
    show = Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    pptx.draw(Canvas.of(slide, "en"), Box(40, 140, 880, 330), view_of_two(campaign), chart)
    lines = [s for s in pptx_marks.shapes(slide) if s.name == words and s.preset == "line"]
    # The swatch in the legend has as many lines as each range.
    assert len(lines) == 3 * (len(spec.lines) + 1)


def test_xlsx_has_each_range_as_an_error_bar_at_the_last_value(campaign: Campaign) -> None:
    _, spec = pace(campaign)
    archive = zipfile.ZipFile(io.BytesIO(results_xlsx(view_of_two(campaign))))
    parts = [archive.read(name).decode() for name in archive.namelist() if "/charts/c" in name]
    (xml,) = [part for part in parts if "errBars" in part and "<c:scatterChart>" in part]
    for series, line in zip(re.findall(r"<c:ser>.*?</c:ser>", xml), spec.lines, strict=True):
        plus = re.search(r"<c:plus>(.*?)</c:plus>", series, re.DOTALL)
        assert plus is not None and line.end is not None
        lengths = [float(value) for value in re.findall(r"<c:v>(.*?)</c:v>", plus[1])]
        assert [length for length in lengths if length] == [line.high - line.end.value]
        # Day 0 is in the first row.
        assert lengths.index(line.high - line.end.value) == line.end.at
