"""Lines, days and bars look the same on screen, projector, slides, paper and in the workbook."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from campaign.charts import by_region, by_type, over_time
from campaign.charts.calendar import Calendar
from campaign.charts.spec import Bars, Timeline
from campaign.domain.campaign import Campaign
from campaign.domain.frame_register import FrameRegister
from campaign.domain.totals import group_activities
from campaign.exports.xlsx.results import results_xlsx
from campaign.render.pptx.shapes import EMU
from campaign.theme.roles import line_role, paint
from campaign.theme.style import (
    DASHES,
    DAY_MARK,
    END,
    GROUPS,
    LANE_MARK,
    LIGHT,
    NATIONAL,
    NOMINAL_END,
    RULE_WIDTH,
    SLIDE_POINT,
    TOTAL_WIDTH,
    UNREPORTED_LENGTH,
)
from tests import svg_marks
from tests.campaigns import view_of
from tests.exports.slide_shapes import (
    box,
    chart_frames,
    colour_of,
    dashed_lines,
    fill_type,
    on_page,
    on_projector,
    page_data,
    plot_of,
    slide_of,
    workbook_charts,
)


def test_rules_have_the_same_dashes_everywhere(campaign: Campaign) -> None:
    view = view_of(campaign)
    calendar = Calendar.of(view.edition)
    assert calendar is not None
    names = {rule.name(view.text): rule.dash for rule in calendar.rules}
    assert names == {"Day 100": NOMINAL_END, "Campaign end": END}
    on_slide = dashed_lines(slide_of(campaign, "timeline"))
    for name, dash in names.items():
        expected = (RULE_WIDTH * SLIDE_POINT, *(length * SLIDE_POINT for length in DASHES[dash]))
        assert on_slide.pop(name) == pytest.approx(expected, abs=0.02)
    assert not on_slide
    for drawing, style in (
        (on_page(over_time.timeline(view)), LIGHT),
        (page_data(campaign)["timeline"]["svgs"][0], LIGHT),
    ):
        dashed = [s for s in svg_marks.shapes(drawing) if s.dash]
        widest = max(s.thickness for s in dashed)
        planned = [s for s in dashed if s.thickness == widest]
        assert {s.stroke for s in planned} == {paint(line_role("plan"), style).fill}
        assert [s.tag for s in planned] == ["line", "path"]  # the legend key and the plan
        scale = widest / TOTAL_WIDTH
        assert scale == 1
        for shape, dash in zip(
            (s for s in dashed if s not in planned), names.values(), strict=True
        ):
            lengths = [length * scale for length in DASHES[dash]]
            assert [float(length) for length in shape.dash.split()] == pytest.approx(lengths, 0.01)
            assert shape.thickness == pytest.approx(RULE_WIDTH * scale, abs=0.1 * scale)
            assert shape.stroke == style.muted


def test_the_national_value_has_the_same_line_everywhere(campaign: Campaign) -> None:
    for indicator in ("reach", "rate"):
        chart = by_region.region_ranking(view_of(campaign, indicator=indicator))
        spec = chart.spec
        assert isinstance(spec, Bars) and spec.reference is not None
        (line,) = [s for s in svg_marks.shapes(on_page(chart)) if s.dash]
        dash = " ".join(f"{length:g}" for length in DASHES[NATIONAL])
        assert (line.dash, line.thickness) == (dash, pytest.approx(RULE_WIDTH, abs=0.1))
        slide = slide_of(campaign, "ranking", indicator=indicator)
        (name,) = dashed_lines(slide)
        assert name == spec.reference.words
        mark = next(s for s in slide.shapes if s.name == name)
        x, _, w, _ = plot_of(chart_frames(slide)[0])
        assert spec.end >= view_of(campaign, indicator=indicator).units["value"].max()
        assert box(mark)[0] == pytest.approx(x + w * spec.reference.value / spec.end, abs=0.2)


def test_the_running_total_has_the_same_colour_everywhere(campaign: Campaign) -> None:
    page = on_page(over_time.timeline(view_of(campaign)))
    for drawing in (page, page_data(campaign)["timeline"]["svgs"][0]):
        shapes = svg_marks.shapes(drawing)
        (total,) = [s for s in shapes if s.tag == "path" and s.stroke and not s.dash]
        assert (total.stroke, total.thickness) == (LIGHT.accent, TOTAL_WIDTH)
    days, running, *_ = workbook_charts(results_xlsx(view_of(campaign)))
    ((weight, colour),) = re.findall(r'<c:ser>.*?<a:ln w="(\d+)">.*?srgbClr val="(\w+)"', running)
    assert f"#{colour.lower()}" == LIGHT.accent
    # A workbook rounds to quarters of a point.
    assert int(weight) / EMU == pytest.approx(TOTAL_WIDTH * SLIDE_POINT, abs=0.13)
    assert LIGHT.accent[1:].upper() not in days


def test_days_are_stacked_by_group_everywhere(campaign: Campaign) -> None:
    view = view_of(campaign)
    chart = over_time.timeline(view)
    assert isinstance(chart.spec, Timeline)
    parts = [part for day in chart.spec.days for part in day.parts]
    screen = [
        (key.label, paint(key.role, LIGHT).fill, sum(p.value for p in parts if p.role == key.role))
        for key in chart.spec.legend
        if key.role.startswith("group:")
    ]
    assert [colour for _, colour, _ in screen] == [LIGHT.groups[g] for g in GROUPS]
    slide = slide_of(campaign, "timeline")
    plot = chart_frames(slide)[0].chart.plots[0]
    assert plot._element.find("{*}grouping").get("val") == "stacked" and plot.overlap == 100
    assert [
        (s.name, colour_of(s._element.find("{*}spPr")), sum(v or 0 for v in s.values))
        for s in plot.series
        if s.name != "Labels of the axis (not data)"
    ] == screen
    slide_texts = [s.text_frame.text for s in slide.shapes if s.has_text_frame]
    swatches = {s.name: colour_of(s._element) for s in slide.shapes if fill_type(s) == "solid"}
    for name, colour, _ in screen:
        assert name in slide_texts and swatches[name] == colour
    for drawing in (on_page(chart), page_data(campaign)["timeline"]["svgs"][0]):
        keys = [(k.words, k.shape.fill) for k in svg_marks.legend(drawing) if "group:" in k.role]
        assert keys == [(name, colour) for name, colour, _ in screen]

    book, content = openpyxl.load_workbook, results_xlsx(view)
    days = workbook_charts(content)[0]
    assert '<c:grouping val="stacked"/>' in days
    fills = re.findall(r'<c:ser>.*?<a:solidFill><a:srgbClr val="(\w+)"', days)
    assert [f"#{fill.lower()}" for fill in fills] == [colour for _, colour, _ in screen]
    sheet = book(io.BytesIO(content))["By day"]
    columns = re.findall(r"<c:val><c:numRef><c:f>'By day'!\$(\w)\$(\d+):\$\w\$(\d+)", days)
    sums = [
        sum(sheet[f"{column}{row}"].value or 0 for row in range(int(first), int(last) + 1))
        for column, first, last in columns
    ]
    assert sums == [total for _, _, total in screen]


def test_a_marker_is_at_its_day(mixed_states: Campaign) -> None:
    spec = over_time.timeline(view_of(mixed_states)).spec
    assert isinstance(spec, Timeline)
    hollow = [day.day for day in spec.days if day.state == "not_reported"]
    slide = slide_of(mixed_states, "timeline")
    (group,) = [
        s for s in slide.shapes if s.name == "attendance not reported" and s.shape_type == 6
    ]
    x, _, w, _ = plot_of(chart_frames(slide)[0])
    first = date(2017, 7, 31)
    for mark, day in zip(group.shapes, hollow, strict=True):
        at = (day - first).days
        left, _, wide, _ = box(mark)
        assert left + wide / 2 == pytest.approx(x + w * (at + 0.5) / 113, abs=0.1)
    at_zero = [day for day in spec.days if day.state == "zero"]
    series = {s.name: s for p in chart_frames(slide)[0].chart.plots for s in p.series}["zero"]
    assert [v for v in series.values if v is not None] == [0.0] * len(at_zero)


def test_milestones_and_events_have_the_same_markers_everywhere(campaign: Campaign) -> None:
    marks = [s for s in slide_of(campaign, "timeline").shapes if fill_type(s) == "solid"]
    for preset, colour in (("diamond", LIGHT.text), ("ellipse", LIGHT.accent)):
        shapes = [
            s
            for s in marks
            if f'prst="{preset}"' in s._element.xml and colour_of(s._element) == colour
        ]
        assert {round(box(s)[2], 2) for s in shapes} == {round(LANE_MARK * SLIDE_POINT, 2)}
    keys = {k.words: k.shape for k in svg_marks.legend(page_data(campaign)["timeline"]["svgs"][0])}
    assert keys["Milestone"].fill == LIGHT.text
    assert keys["Reported event"].fill == LIGHT.accent
    assert keys["Reported event"].attributes["r"] == f"{LANE_MARK / 2:g}"
    assert keys["attendance not reported"].attributes["r"] == f"{DAY_MARK / 2:g}"


def with_only_types(campaign: Campaign, *codes: str) -> Campaign:
    """The campaign with activities of only these types; attendance of lectures is missing."""
    edition = campaign.editions["2017"]
    assert edition.activities is not None
    rows = edition.activities[edition.activities["type"].isin(codes)].copy()
    rows.loc[rows["type"] == "lecture", ["reached", "women", "men", "youth"]] = float("nan")
    changed = replace(edition, register=FrameRegister(rows), totals=group_activities(rows))
    return replace(campaign, editions={**campaign.editions, "2017": changed})


def test_paper_and_projector_have_the_same_bars(campaign: Campaign) -> None:
    few = with_only_types(campaign, "lecture", "flash_mob", "conference")
    edition = few.editions["2017"]
    assert edition.activities is not None
    rows = edition.activities.assign(
        reached=edition.activities["reached"].mask(edition.activities["type"] == "conference", 0)
    )
    changed = replace(edition, register=FrameRegister(rows), totals=group_activities(rows))
    few = replace(few, editions={"2017": changed})
    bars = svg_marks.marks(page_data(few)["types"]["svg"])
    wide = {bar.words[0]: float(bar.shapes[0].attributes["width"]) for bar in bars}
    on_paper = {name: width / max(wide.values()) for name, width in wide.items()}
    spec = by_type.breakdown(view_of(few)).spec
    assert isinstance(spec, Bars)
    longest = max(datum.value for datum in spec.data if datum.state == "value")
    # Zero has a bar of no width; the scale includes the upper end of the range.
    assert on_paper == {
        "Flash mob": 1,
        "Conference": 0,
        "Lecture or lesson": pytest.approx(UNREPORTED_LENGTH * spec.end / longest, abs=0.001),
    }
    bars = svg_marks.marks(on_projector(few, "breakdown"))
    projector = [float(bar.shapes[0].attributes["width"]) for bar in bars]
    assert [width / max(projector) for width in projector] == pytest.approx(
        list(on_paper.values()), abs=0.001
    )
