"""Lines have gaps, steps, ranges, tooltips, ticks and end labels, and a native Excel chart."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from xlsxwriter import Workbook

from campaign.charts import coverage, plan
from campaign.charts.chart import Chart
from campaign.charts.spec import Line, Lines, NumberFormat, Point
from campaign.charts.ticks import Tick
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES, Text
from campaign.render.line_layout import (
    EndWords,
    axis_ticks,
    bands,
    corners,
    hit_areas,
    place_end_words,
    room_beside,
    value_step,
)
from campaign.render.size import A4, PHONE, SCREEN, Size
from campaign.render.svg import figure as svg
from campaign.render.typography import width
from campaign.render.xlsx.native_charts import ChartCells, TableRange, draw
from campaign.theme.roles import line_role, paint
from campaign.theme.style import LIGHT
from tests import svg_marks
from tests.campaigns import view_of
from tests.line_chart import running_total
from tests.xlsx_charts import native_charts

NAN = float("nan")
SIZE = 10.0


def line(*values: float, steps: bool = False, words: str = "") -> Line:
    """A line with a value at each of 0, 1, 2 …"""
    points = tuple(Point(float(at), value) for at, value in enumerate(values))
    return Line(line_role("actual"), "line", points, steps=steps, end_words=words)


def body_of(*lines: Line) -> Lines:
    """Lines from 0 to 10 in both directions."""
    ticks = tuple(Tick(float(n), f"{n}") for n in range(11))
    return Lines(lines, (), ("", ""), ticks, ticks, NumberFormat(), "")


def end_of(words: EndWords) -> float:
    """The height of the end of a line from 0 to 10, in px from the top of a plot of 200 px."""
    return 200 * (1 - words.line.points[-1].value / 10)


def width_of(words: str) -> float:
    return 6.0 * len(words)


def test_a_missing_value_interrupts_a_line() -> None:
    assert corners(line(1, NAN, 2, 3)) == [[(0, 1)], [(2, 2), (3, 3)]]
    assert corners(line(NAN, NAN)) == []


def test_a_line_of_steps_keeps_its_value_until_the_next_point() -> None:
    assert corners(line(1, 3, 3, steps=True)) == [[(0, 1), (1, 1), (1, 3), (2, 3)]]


def test_a_range_needs_two_points_side_by_side() -> None:
    points = [Point(0, 1, 0, 2), Point(1, 2), Point(2, 3, 2, 4), Point(3, 4, 3, 5)]
    (band,) = bands(replace(line(), points=tuple(points)))
    assert [point.at for point in band] == [2, 3]


def test_tooltip_areas_meet_midway_and_cover_the_axis() -> None:
    points = (Point(2, 1, tooltip=("two", "a")), Point(3, 1), Point(8, 1, tooltip=("eight", "a")))
    other = (Point(8, 2, tooltip=("eight", "b")),)
    areas = hit_areas(body_of(replace(line(), points=points), replace(line(), points=other)))
    assert [(area.at, area.start, area.end) for area in areas] == [(2, 0, 5), (8, 5, 10)]
    assert areas[1].tooltip == ("eight", "a", "b")
    assert hit_areas(body_of(line(1, 2))) == ()


def test_ticks_without_room_are_left_out_but_the_ends_stay() -> None:
    spec = body_of(line(1))
    assert [tick.at for tick in axis_ticks(spec, 1000, width_of)] == list(range(11))
    few = [tick.at for tick in axis_ticks(spec, 100, width_of)]
    assert few[0] == 0 and few[-1] == 10
    assert all(b - a >= 2.4 for a, b in zip(few, few[1:], strict=False))
    assert value_step(spec, 100, 10) == 1 and value_step(spec, 99, 10) == 2


def test_end_labels_do_not_overlap() -> None:
    ends = [line(0, 5, 5.2 + n / 10, words=f"words {n}") for n in range(5)]
    ends = [replace(one, points=(*one.points, Point(10, one.points[-1].value))) for one in ends]
    places = place_end_words(body_of(*ends), (400, 200), SIZE, width_of)
    assert len(places) == 5 and {place.anchor for place in places} == {"end"}
    for one, other in combinations(places, 2):
        assert abs(one.y - other.y) >= SIZE
    assert all(0 < place.y < 200 for place in places)


def test_end_labels_are_on_a_side_without_a_line() -> None:
    curve = Line("", "", (Point(0, 0), Point(4, 1), Point(10, 10)))
    equal = Line("", "", (Point(0, 0), Point(10, 10)), dash="dashed")
    mark = Line("", "", (Point(4, 1),), end_words="marked on the curve")
    (words,) = place_end_words(body_of(curve, equal, mark), (400, 200), SIZE, width_of)
    assert (words.anchor, words.y > end_of(words)) == ("start", True)


def test_end_labels_are_right_of_the_plot_if_there_is_room() -> None:
    """Each is at the height of its end, or in the next row if two ends have one height."""
    ends = [line(0, *[value] * 10, words=f"words {value}") for value in (8.0, 7.9, 3.0)]
    spec, plot = body_of(*ends), (400, 200)
    beyond = room_beside(spec, 460, SIZE, width_of)
    places = {words.line: words for words in place_end_words(spec, plot, SIZE, width_of, beyond)}
    high, second, low = (places[one] for one in ends)
    assert [words.anchor for words in places.values()] == ["start"] * 3
    assert (high.y, low.y) == pytest.approx((end_of(high), end_of(low)))
    assert SIZE <= second.y - high.y <= 2 * SIZE
    assert all(4 < words.apart < beyond - width_of("words 8.0") + 1 for words in places.values())
    # On a phone the labels would take more than a quarter of the width, so the plot keeps it.
    assert room_beside(spec, 200, SIZE, width_of) == 0
    assert room_beside(body_of(line(1, 2, words="early")), 460, SIZE, width_of) == 0


@pytest.mark.parametrize("place", ["KG-O", "KG-J", "KG-C", "KG-T", "KG-GO"])
@pytest.mark.parametrize("size", [SCREEN, PHONE, A4], ids=lambda size: size.name)
def test_no_line_crosses_the_label_of_a_region_on_the_curve(
    campaign: Campaign, place: str, size: Size
) -> None:
    chart = coverage.concentration(view_of(campaign, "ru", oblast=place))
    spec = chart.spec
    assert isinstance(spec, Lines)
    plot = (size.width * 0.9, 240.0)
    for words in place_end_words(spec, plot, SIZE, lambda label: width(label, SIZE)):
        room = width(words.line.end_words, SIZE)
        left = words.x * plot[0] + words.apart - (room if words.anchor == "end" else 0)
        for line in spec.lines:
            at = [spec.shares(point) for point in line.points]
            for share in np.linspace(left, left + room, 40) / plot[0]:
                if at[0][0] <= share <= at[-1][0] and len(at) > 1:
                    y = plot[1] * (1 - np.interp(share, *zip(*at, strict=True)))
                    assert abs(y - words.y) >= SIZE / 2


def test_end_labels_are_beside_a_short_line_and_off_a_rising_one() -> None:
    for short in (line(1, 1, words="short"), line(1, words="early")):
        (words,) = place_end_words(body_of(short), (400, 200), SIZE, width_of)
        assert (words.anchor, words.x) == ("start", short.points[-1].at / 10)
        assert words.y == pytest.approx(end_of(words)) and words.apart > 0
    rising = Line("", "", (Point(0, 0), Point(10, 10)), end_words="rising words")
    other = Line("", "", (Point(0, 9.9), Point(10, 10)), end_words="level words")
    places = place_end_words(body_of(other, rising), (400, 200), SIZE, width_of)
    at = {place.line.end_words: place for place in places}
    # The line is 72 px below the top where the label begins, 400 px × 18 % from the end.
    assert at["rising words"].y > 200 * 6 * 12 / 400


@pytest.mark.parametrize("lang", LANGUAGES)
def test_on_a_phone_numbers_of_actual_and_plan_are_beside_their_points(
    campaign: Campaign, lang: str
) -> None:
    chart = plan.pace(view_of(campaign, lang))
    spec = chart.spec
    assert isinstance(spec, Lines)
    numbers = [line.end_number for line in spec.lines]
    assert numbers == [Text.of(lang).number(n) for n in (10_173, 12_000)]
    for line in spec.lines:
        assert line.end_words.endswith(f": {line.end_number}")
    pieces = svg_marks.pieces(svg.draw(chart, LIGHT, PHONE))
    assert set(numbers) <= set(pieces)
    # A wide page has room for the complete labels.
    wide = svg_marks.pieces(svg.draw(chart, LIGHT, SCREEN))
    assert {line.end_words for line in spec.lines} <= set(wide)


def test_excel_draws_the_columns_of_the_table(campaign: Campaign) -> None:
    chart = running_total(view_of(campaign))
    assert isinstance(chart.spec, Lines)
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Plan")
        for row, cells in enumerate((("day", "Reached", "Plan"), (1, 0, 5), (2, 8, 10))):
            sheet.write_row(row, 0, cells)
        columns = {line_role("actual"): 1, line_role("plan"): 2}
        draw(chart, LIGHT, ChartCells(book, sheet, TableRange(0, 1, 2, 3), columns, ("Title",)))
    (native,) = native_charts(content.getvalue())
    assert native.kind == "scatterChart" and native.title == "Title"
    assert [series.name for series in native.series] == ["Reached", "Plan"]
    assert [list(series.values) for series in native.series] == [[0, 8], [5, 10]]
    for series, role in zip(native.series, columns, strict=True):
        assert series.colours == (paint(role, LIGHT).fill,)


def test_without_lines_the_message_is_drawn(campaign: Campaign) -> None:
    chart: Chart = running_total(view_of(campaign))
    assert isinstance(chart.spec, Lines)
    empty = replace(chart, spec=replace(chart.spec, lines=(), nothing="No plan."))
    assert "No plan." in svg.draw(empty, LIGHT)
