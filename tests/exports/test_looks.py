"""States and marks look alike on screen, projector, slides, paper and in the workbook."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pandas as pd
import plotly.graph_objects as go
import pytest
import shapely
from pptx import Presentation

from campaign.analysis.indicator_frames import by_day_and_group
from campaign.charts import by_region, by_type, over_time
from campaign.charts.body import Bars
from campaign.charts.calendar import Calendar
from campaign.charts.chart import Chart
from campaign.charts.geometry.hatch import COUNTRY_STEP, hatch_lines
from campaign.charts.geometry.paper import outlines
from campaign.charts.region_classes import STATE_SIGNS
from campaign.domain.campaign import Campaign
from campaign.domain.frame_register import FrameRegister
from campaign.domain.totals import group_activities
from campaign.exports.pdf.charts import BriefMap
from campaign.exports.pdf.page import page_of
from campaign.exports.pptx.deck import deck
from campaign.exports.xlsx.results import results_xlsx
from campaign.i18n.translator import LANGUAGES, Text
from campaign.presentation.payload import build_presentation
from campaign.presentation.slides import FIGURES, Slide
from campaign.presentation.style import PROJECTOR_STYLE
from campaign.render.plotly import figure as plotly
from campaign.render.plotly.looks import dash_lengths
from campaign.render.pptx.shapes import EMU
from campaign.render.size import PROJECTOR
from campaign.theme.paint import line_role, mix_colours, paint
from campaign.theme.style import (
    DASHES,
    DAY_MARK,
    END,
    FADED,
    GROUPS,
    HATCH_STEP,
    HATCH_WIDTH,
    INSETS,
    LANE_MARK,
    LIGHT,
    NATIONAL,
    NOMINAL_END,
    REGION_BORDER,
    RULE_WIDTH,
    SELECTED_BORDER,
    SLIDE_POINT,
    STYLES,
    TINT,
    TOTAL_WIDTH,
    UNREPORTED_LENGTH,
    contrast,
)
from tests import svg_marks
from tests.campaigns import view_of


@pytest.fixture(scope="module")
def mixed_states(campaign: Campaign) -> Campaign:
    """Units, types and days of every state: no activity, not reported, zero, and a value."""
    edition = campaign.editions["2017"]
    assert edition.activities is not None
    rows = edition.activities[edition.activities["oblast"] != "KG-T"].copy()
    people = ["reached", "women", "men", "youth"]
    silent = rows["oblast"].isin(["KG-N", "KG-GO"]) | rows["type"].isin(["lecture", "live_tv"])
    rows.loc[silent, [*people, "media_audience"]] = float("nan")
    rows.loc[rows["oblast"] == "KG-Y", people] = 0.0
    changed = replace(edition, register=FrameRegister(rows), totals=group_activities(rows))
    return replace(campaign, editions={**campaign.editions, "2017": changed})


def slide_of(campaign: Campaign, figure: str, **query: str) -> Any:
    slide = Slide(figure, dict.fromkeys(LANGUAGES, "Title"), query=query)
    return Presentation(io.BytesIO(deck(campaign, [slide], "en"))).slides[0]


def page(campaign: Campaign, **query: str) -> Mapping[str, Any]:
    view = view_of(campaign, **query)
    return page_of(view, "", BriefMap.of(view))


def shapes(holder: Any) -> Iterator[Any]:
    for shape in holder:
        yield shape
        if hasattr(shape, "shapes"):
            yield from shapes(shape.shapes)


def box(shape: Any) -> tuple[float, float, float, float]:
    """Left, top, width and height in points."""
    left, top, wide, tall = (v / EMU for v in (shape.left, shape.top, shape.width, shape.height))
    return left, top, wide, tall


def filled_with(shape: Any) -> str:
    """The fill of a shape of the slide: "solid", "pattern" or ""."""
    looks = shape._element.find("{*}spPr")
    if looks is None:
        return ""
    kinds = {"solid": "{*}solidFill", "pattern": "{*}pattFill"}
    return next((k for k, tag in kinds.items() if looks.find(tag) is not None), "")


def plot_of(frame: Any) -> tuple[float, float, float, float]:
    """Where the axes of a chart stand on the slide, in points."""
    left, top, wide, tall = box(frame)
    layout = frame.chart._chartSpace.find(".//{*}plotArea/{*}layout/{*}manualLayout")
    x, y, w, h = (float(layout.find(f"{{*}}{name}").get("val")) for name in "xywh")
    return left + x * wide, top + y * tall, w * wide, h * tall


def chart_frames(slide: Any) -> list[Any]:
    return [shape for shape in slide.shapes if shape.has_chart]


def colour_of(element: Any) -> str:
    return f"#{element.find('.//{*}srgbClr').get('val')}"


def figure_of(chart: Chart) -> go.Figure:
    return go.Figure(plotly.draw_selected(chart, LIGHT))


# Not reported -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "style", [*STYLES.values(), PROJECTOR_STYLE], ids=["light", "dark", "projector"]
)
def test_a_hatch_is_seen_on_its_ground(style: Any) -> None:
    assert contrast(style.hatch, style.not_reported) >= 3
    assert contrast(style.hatch, style.background) >= 3
    # The sign on it is read even where it lies on a line.
    assert contrast(style.text, style.hatch) >= 2.2
    assert contrast(style.text, style.not_reported) >= 4.5


BARS = {
    "breakdown": by_type.breakdown,
    "media": by_type.media,
    "ranking": by_region.region_ranking,
}


@pytest.mark.parametrize("figure", BARS)
def test_a_bar_not_reported_is_as_long_everywhere(mixed_states: Campaign, figure: str) -> None:
    chart = BARS[figure](view_of(mixed_states))
    assert isinstance(chart.body, Bars)
    on_screen = figure_of(chart)
    bars = on_screen.data[0]
    # The sign in the legend is hatched as well.
    hatched = [t for t in on_screen.data if t.type == "bar" and t.marker.pattern.shape]
    (hatching,) = [trace for trace in hatched if len(trace.x) == len(bars.x)]
    # Of the scale, which also has room for the ends of the ranges.
    longest = chart.body.end
    assert longest >= max(bars.x)
    stubs = [x for x in hatching.x if x is not None]
    assert stubs and stubs == pytest.approx([UNREPORTED_LENGTH * longest] * len(stubs))
    assert [b for b, x in zip(bars.x, hatching.x, strict=True) if x is not None] == stubs

    slide = slide_of(mixed_states, figure)
    plots = [plot_of(frame) for frame in chart_frames(slide)]
    names = [n for f in chart_frames(slide) for n in f.chart.plots[0].categories]
    on_slide = [s for s in slide.shapes if filled_with(s) == "pattern" and s.name in names]
    assert len(on_slide) == len(stubs)
    for shape in on_slide:
        left, top, wide, tall = box(shape)
        x, y, w, h = min(plots, key=lambda plot: abs(plot[0] - left))
        assert (left, wide) == pytest.approx((x, UNREPORTED_LENGTH * w), abs=0.1)
        assert y - 0.1 <= top and top + tall <= y + h + 0.1


def patterns(figure: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The hatched traces, of one colour each: Plotly would draw the lines in that of each bar."""
    hatches = []
    for trace in figure["data"]:
        pattern = (trace.get("marker") or {}).get("pattern") or {}
        shapes = pattern.get("shape") or ""
        if shapes and any(shapes):
            assert isinstance(trace["marker"]["color"], str)
            hatches.append(pattern)
    return hatches


@pytest.mark.sample(2)
@pytest.mark.parametrize("figure", [name for name, build in FIGURES.items() if build])
def test_every_hatch_is_the_same(mixed_states: Campaign, figure: str) -> None:
    build = FIGURES[figure]
    assert build is not None
    chart = build(view_of(mixed_states))
    screen = patterns(figure_of(chart).to_plotly_json())
    projector = patterns(
        build_presentation(mixed_states, [Slide(figure, {"en": "x"})]).charts[0]["en"]["figure"]
    )
    for hatches, style, times in (
        (screen, LIGHT, 1),
        (projector, PROJECTOR_STYLE, PROJECTOR.scale),
    ):
        for pattern in hatches:
            assert pattern["fgcolor"] == style.hatch and pattern["bgcolor"] == style.not_reported
            assert pattern["size"] == HATCH_STEP * times
            assert pattern["solidity"] == pytest.approx(HATCH_WIDTH / HATCH_STEP, abs=1e-3)
    hatched = [
        shape
        for shape in figure_of(chart).layout.shapes
        if (shape.name or "").startswith("hatch:") and shape.visible
    ]
    for shape in hatched:
        assert (shape.line.color, shape.line.width) == (LIGHT.hatch, HATCH_WIDTH)
    slide = slide_of(mixed_states, figure)
    fills = list(slide._element.iter("{*}pattFill"))
    assert bool(fills) == bool(screen or hatched)
    for fill in fills:
        assert colour_of(fill.find("{*}fgClr")) == LIGHT.hatch
        assert colour_of(fill.find("{*}bgClr")) == LIGHT.not_reported
        assert fill.get("prst") == "wdUpDiag"


def test_the_hatch_of_paper_and_workbook(mixed_states: Campaign) -> None:
    looks = (HATCH_STEP, HATCH_WIDTH, LIGHT.not_reported, LIGHT.hatch)
    assert svg_marks.hatches(page(mixed_states)["map"]["svg"]) == {looks}
    book = openpyxl.load_workbook(io.BytesIO(results_xlsx(view_of(mixed_states))))
    hatches = [
        cell.fill
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.patternType == "lightUp"
    ]
    assert len(hatches) > 10
    for fill in hatches:
        assert f"#{fill.fgColor.rgb[2:].lower()}" == LIGHT.hatch
        assert f"#{fill.bgColor.rgb[2:].lower()}" == LIGHT.not_reported


def test_the_lines_on_the_map_are_as_far_apart(campaign: Campaign) -> None:
    boundaries = campaign.places.boundaries
    assert boundaries is not None
    units = boundaries.set_index("iso_code").geometry
    west, south, east, north = units.total_bounds
    # On a map of 900 px an oblast's degree is so many pixels wide and high (equal area).
    wide = 900 * 0.93 / (east - west)
    high = wide / 0.75
    across = COUNTRY_STEP * wide * high / (wide**2 + high**2) ** 0.5
    assert across == pytest.approx(HATCH_STEP, rel=0.12)
    for code, lines in hatch_lines(boundaries).items():
        assert lines.lon[lines.coarse - 1] is None and len(lines.lon) == len(lines.lat)
        coarse = sum(lon is None for lon in lines.lon[: lines.coarse])
        every = sum(lon is None for lon in lines.lon)
        assert 0.35 < coarse / every < 0.65, code
    map_figure = figure_of(by_region.choropleth(view_of(campaign)))
    traces = [trace for trace in map_figure.data if trace.meta and "hatch" in trace.meta]
    assert {(t.line.color, t.line.width) for t in traces} == {(LIGHT.hatch, HATCH_WIDTH)}


def test_no_activity_is_plain_everywhere(mixed_states: Campaign) -> None:
    view = view_of(mixed_states)
    name = mixed_states.places.name("KG-T", view.text)
    slide = slide_of(mixed_states, "map")
    unit = next(s for s in shapes(slide.shapes) if s.name == name)
    assert filled_with(unit) == "solid" and colour_of(unit._element) == LIGHT.no_activity
    on_paper = svg_marks.marks(page(mixed_states)["map"]["svg"])
    (mark,) = [mark for mark in on_paper if mark.code == "oblast=KG-T"]
    assert mark.shapes[0].fill == LIGHT.no_activity and mark.state == "no_activity"
    assert STATE_SIGNS["no_activity"] in page(mixed_states)["map"]["svg"]
    assert any(
        s.has_text_frame and s.text_frame.text == "Talas\n—"
        for s in shapes(slide.shapes)
        if hasattr(s, "has_text_frame")
    )


# What is not chosen -------------------------------------------------------------------------


def test_what_is_not_chosen_fades_alike(campaign: Campaign) -> None:
    query = {"type": "lecture", "oblast": "KG-B", "from": "2017-08-10", "to": "2017-09-30"}
    view = view_of(campaign, type="lecture")
    bars = figure_of(by_type.breakdown(view)).data[0]
    assert set(bars.marker.opacity) == {1, FADED}
    ranked = by_region.region_ranking(view_of(campaign, oblast="KG-B"))
    assert set(plotly.choice(ranked, LIGHT).changed[0]["marker"]["opacity"]) == {1.0, FADED}
    projector = build_presentation(
        campaign, [Slide("ranking", {"en": "x"}, query={"oblast": "KG-B"})]
    )
    assert set(projector.charts[0]["en"]["figure"]["data"][0]["marker"]["opacity"]) == {1.0, FADED}
    brief_page = page(campaign, type="lecture")
    opacity = {mark.shapes[0].opacity for mark in svg_marks.marks(brief_page["types"]["svg"])}
    assert opacity == {1, FADED}
    timeline = page(campaign, **{k: query[k] for k in ("from", "to")})["timeline"]["svgs"][0]
    grounds = [s for s in svg_marks.shapes(timeline) if s.fill == LIGHT.muted]
    assert [ground.opacity for ground in grounds] == [TINT, TINT]

    faded = {mix_colours(LIGHT.groups[g], LIGHT.background, FADED) for g in GROUPS}
    colours = set()
    for frame in chart_frames(slide_of(campaign, "breakdown", type="lecture")):
        points = frame.chart._chartSpace.iter("{*}dPt")
        colours |= {colour_of(point) for point in points}
    assert colours == {LIGHT.groups["awareness"], *faded}

    slide = slide_of(campaign, "timeline", **{k: query[k] for k in ("from", "to")})
    (columns, _) = chart_frames(slide)
    assert {colour_of(p) for p in columns.chart._chartSpace.iter("{*}dPt")} <= {
        *LIGHT.groups.values(),
        *faded,
    }
    rectangles: list[Any] = [s for s in slide.shapes if s._element.find(".//{*}alpha") is not None]
    assert [r.name for r in rectangles] == [
        view.text.date_range_short(*days)
        for days in (
            (date(2017, 7, 31), date(2017, 8, 9)),
            (date(2017, 10, 1), date(2017, 11, 20)),
        )
    ]
    for rectangle in rectangles:
        assert colour_of(rectangle._element) == LIGHT.muted
        assert rectangle._element.find(".//{*}alpha").get("val") == f"{round(TINT * 100_000)}"


def test_a_chosen_cell_is_framed_and_the_others_fade(mixed_states: Campaign) -> None:
    query = {"oblast": "KG-N,KG-B", "type": "lecture"}
    cells = figure_of(by_type.heatmap(view_of(mixed_states, **query))).data[0]
    chosen = len(cells.meta["selected"])
    slide = slide_of(mixed_states, "heatmap", **query)
    frames = [s for s in slide.shapes if s.name.endswith(": selected")]
    assert len(frames) == chosen > 0
    (table,) = [s for s in slide.shapes if s.has_table]
    tops, lefts = [table.top], [table.left]
    for row in table.table.rows:
        tops.append(tops[-1] + row.height)
    for column in table.table.columns:
        lefts.append(lefts[-1] + column.width)
    names = [row.cells[0].text for row in table.table.rows]
    row = names.index("Lecture or lesson")
    assert all(frame.top == pytest.approx(tops[row], abs=20) for frame in frames)
    assert all(min(abs(frame.left - left) for left in lefts) <= 20 for frame in frames)
    hatches = [colour_of(f.find("{*}fgClr")) for f in slide._element.iter("{*}pattFill")]
    pale = mix_colours(LIGHT.hatch, LIGHT.background, FADED)
    assert set(hatches) == {LIGHT.hatch, pale}


# The map ------------------------------------------------------------------------------------


def test_cities_stand_in_the_corners_of_the_screen(campaign: Campaign) -> None:
    layout = figure_of(by_region.choropleth(view_of(campaign))).layout
    on_screen = [(layout[geo].domain.x, layout[geo].domain.y) for geo in ("geo2", "geo3")]
    assert on_screen == list(INSETS)

    country_outlines = outlines(campaign.places)
    country = shapely.union_all(
        [shapely.Polygon(ring) for rings in country_outlines.rings.values() for ring in rings]
    )
    for inset, (x, y) in zip(country_outlines.insets, INSETS, strict=True):
        left, top, wide, high = inset.frame
        assert (
            left / country_outlines.width,
            (left + wide) / country_outlines.width,
        ) == pytest.approx(x, abs=0.002)
        assert (
            1 - (top + high) / country_outlines.height,
            1 - top / country_outlines.height,
        ) == pytest.approx(y, abs=0.002)
        assert not country.intersects(shapely.box(left, top, left + wide, top + high))

    slide = slide_of(campaign, "map")
    shapes_by_name = {s.name: s for s in shapes(slide.shapes)}
    units = [
        box(shapes_by_name[campaign.places.name(code, Text.of("en"))])
        for code in country_outlines.rings
    ]
    west, north = min(u[0] for u in units), min(u[1] for u in units)
    scale = (max(u[0] + u[2] for u in units) - west) / country_outlines.width
    for inset in country_outlines.insets:
        frame = shapes_by_name[f"{campaign.places.name(inset.code, Text.of('en'))}: frame"]
        expected = (
            west + inset.frame[0] * scale,
            north + inset.frame[1] * scale,
            inset.frame[2] * scale,
            inset.frame[3] * scale,
        )
        assert box(frame) == pytest.approx(expected, abs=1)


def test_borders_and_outlines_are_as_thick(campaign: Campaign) -> None:
    chart = by_region.choropleth(view_of(campaign, oblast="KG-GB"))
    assert figure_of(chart).data[0].marker.line.width == REGION_BORDER
    over = plotly.choice(chart, LIGHT).over
    assert {trace["marker"]["line"]["width"] for trace in over} == {SELECTED_BORDER}
    slide = slide_of(campaign, "map", oblast="KG-GB")

    def weights(ending: str) -> list[float]:
        outlined = [s for s in shapes(slide.shapes) if s.name.endswith(ending)]
        return [int(s._element.find(".//{*}ln").get("w")) / EMU for s in outlined]

    # The city on the country's map, and enlarged.
    assert weights(": selected") == pytest.approx([SELECTED_BORDER * SLIDE_POINT] * 2, abs=0.01)
    assert weights(" oblast") == pytest.approx([REGION_BORDER * SLIDE_POINT] * 7, abs=0.01)
    on_paper = svg_marks.shapes(page(campaign, oblast="KG-GB")["map"]["svg"])
    for colour, thickness in ((LIGHT.text, SELECTED_BORDER), (LIGHT.outline, REGION_BORDER)):
        paths = [s for s in on_paper if s.tag == "path" and s.stroke == colour]
        assert paths and all(s.thickness == pytest.approx(thickness, rel=0.05) for s in paths)
    projector = build_presentation(campaign, [Slide("map", {"en": "x"}, query={"oblast": "KG-GB"})])
    lines = [t["marker"]["line"] for t in projector.charts[0]["en"]["figure"]["data"][-2:]]
    assert {line["width"] for line in lines} == {SELECTED_BORDER * PROJECTOR.scale}


def test_units_stand_in_one_order(mixed_states: Campaign) -> None:
    view = view_of(mixed_states)
    chart = by_region.region_ranking(view)
    table = list(chart.table.frame["code"])
    bars = figure_of(chart).data[0]
    assert [code.removeprefix("oblast=") for code in reversed(bars.customdata)] == table
    (frame,) = chart_frames(slide_of(mixed_states, "ranking"))
    names = [str(name).split(" — ")[0] for name in frame.chart.plots[0].categories]
    assert names == [mixed_states.places.name(code, view.text) for code in table]


# Lines --------------------------------------------------------------------------------------


def dashed_lines(slide: Any) -> dict[str, tuple[float, float, float]]:
    """{name: thickness, line and gap} of the broken lines of a slide, in points."""
    lines = {}
    for shape in slide.shapes:
        dash = shape._element.find("{*}spPr/{*}ln/{*}custDash/{*}ds")
        if dash is not None:
            weight = int(shape._element.find("{*}spPr/{*}ln").get("w")) / EMU
            lengths = [int(dash.get(side)) / 100_000 * weight for side in ("d", "sp")]
            lines[shape.name] = (weight, *lengths)
    return lines


def test_rules_are_broken_alike(campaign: Campaign) -> None:
    view = view_of(campaign)
    calendar = Calendar.of(view.edition)
    assert calendar is not None
    names = {rule.name(view.text): rule.dash for rule in calendar.rules}
    assert names == {"Day 100": NOMINAL_END, "Campaign end": END}
    shapes = figure_of(over_time.timeline(view)).layout.shapes
    lines = [s.line for s in shapes if s.type == "line" and s.line.dash]
    assert [(line.dash, line.width, line.color) for line in lines] == [
        (dash_lengths(dash), RULE_WIDTH, LIGHT.muted) for dash in names.values()
    ]
    projector = build_presentation(campaign, [Slide("timeline", {"en": "x"})]).charts[0]["en"][
        "figure"
    ]["layout"]
    dashes = [s["line"]["dash"] for s in projector["shapes"] if "dash" in s["line"]]
    assert dashes == [
        ",".join(f"{length * PROJECTOR.scale:g}px" for length in DASHES[dash])
        for dash in names.values()
    ]
    on_slide = dashed_lines(slide_of(campaign, "timeline"))
    for name, dash in names.items():
        expected = (RULE_WIDTH * SLIDE_POINT, *(length * SLIDE_POINT for length in DASHES[dash]))
        assert on_slide.pop(name) == pytest.approx(expected, abs=0.02)
    # The sign of the plan in the legend; the plan itself is a line of the native chart.
    assert list(on_slide) == ["Plan"]
    (svg, *_) = page(campaign)["timeline"]["svgs"]
    dashed = [s for s in svg_marks.shapes(svg) if s.dash]
    planned = [s for s in dashed if s.thickness == TOTAL_WIDTH]
    assert {s.stroke for s in planned} == {paint(line_role("plan"), LIGHT).fill}
    assert [s.tag for s in planned] == ["line", "path"]  # the sign in the legend, and the plan
    lines_on_paper = [s for s in dashed if s not in planned]
    assert [(s.dash, s.thickness, s.stroke) for s in lines_on_paper] == [
        (
            " ".join(f"{length:g}" for length in DASHES[dash]),
            pytest.approx(RULE_WIDTH, abs=0.1),
            LIGHT.muted,
        )
        for dash in names.values()
    ]


def test_the_country_is_marked_alike(campaign: Campaign) -> None:
    for indicator in ("reach", "rate"):
        layout = figure_of(by_region.region_ranking(view_of(campaign, indicator=indicator))).layout
        (line,), (note,) = layout.shapes, layout.annotations
        assert (line.line.dash, line.line.width) == (dash_lengths(NATIONAL), RULE_WIDTH)
        slide = slide_of(campaign, "ranking", indicator=indicator)
        (name,) = dashed_lines(slide)
        assert name == note.text
        mark = next(s for s in slide.shapes if s.name == name)
        x, _, w, _ = plot_of(chart_frames(slide)[0])
        body = by_region.region_ranking(view_of(campaign, indicator=indicator)).body
        assert isinstance(body, Bars)
        assert body.end >= view_of(campaign, indicator=indicator).units["value"].max()
        assert box(mark)[0] == pytest.approx(x + w * line.x0 / body.end, abs=0.2)


# The timeline -------------------------------------------------------------------------------


def test_the_running_total_has_one_colour(campaign: Campaign) -> None:
    traces = figure_of(over_time.timeline(view_of(campaign))).data
    line = next(t for t in traces if t.type == "scatter" and t.mode == "lines")
    assert (line.line.color, line.line.width) == (LIGHT.accent, TOTAL_WIDTH)
    (_, frame) = chart_frames(slide_of(campaign, "timeline"))
    series, plan = frame.chart.plots[0].series
    planned_line = plan._element.find("{*}spPr/{*}ln")
    assert colour_of(planned_line) == paint(line_role("plan"), LIGHT).fill != LIGHT.accent
    total_line = series._element.find("{*}spPr/{*}ln")
    assert colour_of(total_line) == LIGHT.accent
    assert int(total_line.get("w")) / EMU == pytest.approx(TOTAL_WIDTH * SLIDE_POINT, abs=0.01)
    on_paper = svg_marks.shapes(page(campaign)["timeline"]["svgs"][0])
    (total,) = [s for s in on_paper if s.tag == "path" and s.stroke and not s.dash]
    assert (total.stroke, total.thickness) == (LIGHT.accent, TOTAL_WIDTH)
    days, running, *_ = workbook_charts(results_xlsx(view_of(campaign)))
    ((weight, colour),) = re.findall(r'<c:ser>.*?<a:ln w="(\d+)">.*?srgbClr val="(\w+)"', running)
    assert f"#{colour.lower()}" == LIGHT.accent
    # A workbook rounds to quarters of a point.
    assert int(weight) / EMU == pytest.approx(TOTAL_WIDTH * SLIDE_POINT, abs=0.13)
    assert LIGHT.accent[1:].upper() not in days


def workbook_charts(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = sorted(n for n in archive.namelist() if n.startswith("xl/charts/chart"))
        return [archive.read(name).decode() for name in names]


def test_days_are_stacked_by_group_everywhere(campaign: Campaign) -> None:
    view = view_of(campaign)
    screen = [
        (t.name, t.marker.color, sum(t.y))
        for t in figure_of(over_time.timeline(view)).data
        if t.type == "bar" and t.name and t.showlegend is False
    ]
    assert [colour for _, colour, _ in screen] == [LIGHT.groups[g] for g in GROUPS]
    slide = slide_of(campaign, "timeline")
    plot = chart_frames(slide)[0].chart.plots[0]
    assert plot._element.find("{*}grouping").get("val") == "stacked" and plot.overlap == 100
    assert [
        (s.name, colour_of(s._element.find("{*}spPr")), sum(v or 0 for v in s.values))
        for s in plot.series
    ] == screen
    slide_texts = [s.text_frame.text for s in slide.shapes if s.has_text_frame]
    swatches = {s.name: colour_of(s._element) for s in slide.shapes if filled_with(s) == "solid"}
    for name, colour, _ in screen:
        assert name in slide_texts and swatches[name] == colour
    svg = page(campaign)["timeline"]["svgs"][0]
    keys = [(k.words, k.shape.fill) for k in svg_marks.legend(svg) if "group:" in k.role]
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


def test_the_workbook_hatches_a_group_that_reported_nothing(mixed_states: Campaign) -> None:
    view = view_of(mixed_states)
    sheet = openpyxl.load_workbook(io.BytesIO(results_xlsx(view)))["By day"]
    head = next(row for row in sheet.iter_rows() if row[0].value == "Date")
    column = [cell.value for cell in head].index("People reached: Media")
    groups = by_day_and_group(view.totals(), mixed_states.types)
    rows = groups[groups["group"] == "media"].set_index("date")["reached"]
    for cells in sheet.iter_rows(min_row=head[0].row + 1):
        day, cell = pd.Timestamp(cells[0].value), cells[column]
        silent = day in rows.index and pd.isna(rows[day])
        assert (cell.fill.patternType == "lightUp") == silent
        assert (cell.value is None) == (silent or day not in rows.index)


@pytest.mark.parametrize("figure", ["timeline", "multiples"])
def test_a_day_without_attendance_lies_on_the_base_line(
    mixed_states: Campaign, figure: str
) -> None:
    build = FIGURES[figure]
    assert build is not None
    on_screen = figure_of(build(view_of(mixed_states)))
    hollow = [t for t in on_screen.data if t.type == "scatter" and t.marker.symbol == "circle-open"]
    expected = sum(len(t.x) for t in hollow)
    assert expected > 10 and all(set(t.y) == {0} for t in hollow)
    assert {t.marker.size for t in hollow} == {DAY_MARK}

    slide = slide_of(mixed_states, figure)
    words = "attendance not reported"
    groups = [s for s in slide.shapes if hasattr(s, "shapes") and s.name.endswith(words)]
    marks = [mark for group in groups for mark in group.shapes]
    assert len(marks) == expected
    plots = [plot_of(frame) for frame in chart_frames(slide)]
    for mark in marks:
        left, top, wide, tall = box(mark)
        assert (wide, tall) == pytest.approx((DAY_MARK * SLIDE_POINT,) * 2, abs=0.01)
        middle, height = left + wide / 2, top + tall / 2
        assert any(x <= middle <= x + w and abs(y + h - height) < 0.1 for x, y, w, h in plots), (
            mark.name
        )
        assert colour_of(mark._element.find(".//{*}solidFill")) == LIGHT.background
        assert colour_of(mark._element.find(".//{*}ln")) == LIGHT.text


def test_a_mark_stands_at_its_day(mixed_states: Campaign) -> None:
    on_screen = figure_of(over_time.timeline(view_of(mixed_states)))
    hollow = next(t for t in on_screen.data if t.name == "attendance not reported")
    slide = slide_of(mixed_states, "timeline")
    (group,) = [
        s for s in slide.shapes if s.name == "attendance not reported" and s.shape_type == 6
    ]
    x, _, w, _ = plot_of(chart_frames(slide)[0])
    first = date(2017, 7, 31)
    for mark, day in zip(group.shapes, hollow.x, strict=True):
        at = (date.fromisoformat(day) - first).days
        left, _, wide, _ = box(mark)
        assert left + wide / 2 == pytest.approx(x + w * (at + 0.5) / 113, abs=0.1)
    at_zero = next(t for t in on_screen.data if t.name == "zero")
    series = {s.name: s for p in chart_frames(slide)[0].chart.plots for s in p.series}["zero"]
    assert [v for v in series.values if v is not None] == [0.0] * len(at_zero.x)


def test_milestones_and_events_have_one_mark(campaign: Campaign) -> None:
    lane = {t.name: t.marker for t in figure_of(over_time.timeline(view_of(campaign))).data
            if t.yaxis == "y3"}  # fmt: skip
    assert lane["Milestone"].symbol == "diamond" and lane["Reported event"].symbol == "circle"
    assert {marker.size for marker in lane.values()} == {LANE_MARK}
    slide = slide_of(campaign, "timeline")
    for name, heading, preset, colour in (
        ("Milestone", "Milestones", "diamond", LIGHT.text),
        ("Reported event", "Reported events", "ellipse", LIGHT.accent),
    ):
        assert lane[name].color == colour
        (key,) = [s for s in slide.shapes if s.name == heading and filled_with(s) == "solid"]
        assert colour_of(key._element) == colour and f'prst="{preset}"' in key._element.xml
        assert box(key)[2] == pytest.approx(LANE_MARK * SLIDE_POINT, abs=0.01)
    keys = {k.words: k.shape for k in svg_marks.legend(page(campaign)["timeline"]["svgs"][0])}
    assert keys["Milestone"].fill == LIGHT.text
    assert keys["Reported event"].fill == LIGHT.accent
    assert keys["Reported event"].attributes["r"] == f"{LANE_MARK / 2:g}"
    assert keys["attendance not reported"].attributes["r"] == f"{DAY_MARK / 2:g}"


def types_of(campaign: Campaign, *codes: str) -> Campaign:
    """The campaign with activities of these types alone, lectures without an attendance."""
    edition = campaign.editions["2017"]
    assert edition.activities is not None
    rows = edition.activities[edition.activities["type"].isin(codes)].copy()
    rows.loc[rows["type"] == "lecture", ["reached", "women", "men", "youth"]] = float("nan")
    changed = replace(edition, register=FrameRegister(rows), totals=group_activities(rows))
    return replace(campaign, editions={**campaign.editions, "2017": changed})


def test_paper_and_projector_have_the_same_bars(campaign: Campaign) -> None:
    few = types_of(campaign, "lecture", "flash_mob", "conference")
    edition = few.editions["2017"]
    assert edition.activities is not None
    rows = edition.activities.assign(
        reached=edition.activities["reached"].mask(edition.activities["type"] == "conference", 0)
    )
    changed = replace(edition, register=FrameRegister(rows), totals=group_activities(rows))
    few = replace(few, editions={"2017": changed})
    bars = svg_marks.marks(page(few)["types"]["svg"])
    wide = {bar.words[0]: float(bar.shapes[0].attributes["width"]) for bar in bars}
    on_paper = {name: width / max(wide.values()) for name, width in wide.items()}
    body = by_type.breakdown(view_of(few)).body
    assert isinstance(body, Bars)
    longest = max(datum.value for datum in body.data if datum.state == "value")
    # Zero is no bar, not even a thin one; the scale has room for the end of the range.
    assert on_paper == {
        "Flash mob": 1,
        "Conference": 0,
        "Lecture or lesson": pytest.approx(UNREPORTED_LENGTH * body.end / longest, abs=0.001),
    }
    projector = build_presentation(few, [Slide("breakdown", {"en": "x"})]).charts[0]["en"][
        "figure"
    ]["data"][0]["x"]
    assert [x / max(projector) for x in projector] == pytest.approx(
        list(on_paper.values()), abs=0.001
    )
