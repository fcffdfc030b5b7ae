"""States and unselected data look the same on screen, slides, paper and in the workbook."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pandas as pd
import pytest

from campaign.analysis.indicators import by_day_and_group
from campaign.charts import by_region, by_type
from campaign.charts.region_text import STATE_SIGNS
from campaign.charts.spec import Bars
from campaign.domain.campaign import Campaign
from campaign.exports.xlsx.results import results_xlsx
from campaign.presentation.slides import SLIDE_KINDS
from campaign.presentation.style import PROJECTOR_STYLE
from campaign.theme.roles import mix_colours
from campaign.theme.style import (
    DAY_MARK,
    FADED,
    GROUPS,
    HATCH_STEP,
    HATCH_WIDTH,
    LIGHT,
    SLIDE_POINT,
    STYLES,
    TINT,
    UNREPORTED_LENGTH,
    contrast,
)
from tests import svg_marks
from tests.campaigns import view_of
from tests.exports.slide_shapes import (
    BARS,
    all_shapes,
    box,
    chart_frames,
    colour_of,
    fill_type,
    on_page,
    on_projector,
    page_data,
    plot_of,
    slide_of,
)


@pytest.mark.parametrize(
    "style", [*STYLES.values(), PROJECTOR_STYLE], ids=["light", "dark", "projector"]
)
def test_a_hatch_has_contrast_with_its_background(style: Any) -> None:
    assert contrast(style.hatch, style.not_reported) >= 3
    assert contrast(style.hatch, style.background) >= 3
    # The sign is legible on the hatch lines and between them.
    assert contrast(style.text, style.hatch) >= 2.2
    assert contrast(style.text, style.not_reported) >= 4.5


@pytest.mark.parametrize("figure", BARS)
def test_a_bar_not_reported_has_the_same_length_everywhere(
    mixed_states: Campaign, figure: str
) -> None:
    chart = BARS[figure](view_of(mixed_states))
    assert isinstance(chart.spec, Bars)
    bars = svg_marks.marks(on_page(chart))
    values = {datum.code: datum.value for datum in chart.spec.data if datum.value > 0}
    # The length is a share of the scale, which includes the upper ends of the ranges.
    assert chart.spec.end >= max(values.values())
    unit = next(_length(bar) / values[bar.code] for bar in bars if bar.code in values)
    stubs = [_length(bar) for bar in bars if bar.hatched]
    stub = UNREPORTED_LENGTH * chart.spec.end * unit
    assert stubs and stubs == pytest.approx([stub] * len(stubs), abs=0.2)

    slide = slide_of(mixed_states, figure)
    plots = [plot_of(frame) for frame in chart_frames(slide)]
    names = [n for f in chart_frames(slide) for n in f.chart.plots[0].categories]
    on_slide = [s for s in slide.shapes if fill_type(s) == "pattern" and s.name in names]
    assert len(on_slide) == len(stubs)
    for shape in on_slide:
        left, top, wide, tall = box(shape)
        x, y, w, h = min(plots, key=lambda plot: abs(plot[0] - left))
        assert (left, wide) == pytest.approx((x, UNREPORTED_LENGTH * w), abs=0.1)
        assert y - 0.1 <= top and top + tall <= y + h + 0.1


def _length(bar: svg_marks.Mark) -> float:
    return float(bar.shapes[0].attributes["width"])


@pytest.mark.sample(2)
@pytest.mark.parametrize("figure", [name for name, build in SLIDE_KINDS.items() if build])
def test_hatches_are_the_same_in_every_output(mixed_states: Campaign, figure: str) -> None:
    build = SLIDE_KINDS[figure]
    assert build is not None
    chart = build(view_of(mixed_states))
    screen = svg_marks.hatches(on_page(chart))
    assert screen <= {(HATCH_STEP, HATCH_WIDTH, LIGHT.not_reported, LIGHT.hatch)}
    projector = svg_marks.hatches(on_projector(mixed_states, figure))
    assert bool(projector) == bool(screen)
    for step, thickness, *colours in projector:
        assert colours == [PROJECTOR_STYLE.not_reported, PROJECTOR_STYLE.hatch]
        assert thickness / step == pytest.approx(HATCH_WIDTH / HATCH_STEP, abs=1e-2)
    slide = slide_of(mixed_states, figure)
    fills = list(slide._element.iter("{*}pattFill"))
    assert bool(fills) == bool(screen)
    for fill in fills:
        assert colour_of(fill.find("{*}fgClr")) == LIGHT.hatch
        assert colour_of(fill.find("{*}bgClr")) == LIGHT.not_reported
        assert fill.get("prst") == "wdUpDiag"


def test_hatches_are_the_same_in_brief_and_workbook(mixed_states: Campaign) -> None:
    looks = (HATCH_STEP, HATCH_WIDTH, LIGHT.not_reported, LIGHT.hatch)
    assert svg_marks.hatches(page_data(mixed_states)["map"]["svg"]) == {looks}
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


def test_no_activity_has_no_hatch_anywhere(mixed_states: Campaign) -> None:
    view = view_of(mixed_states)
    name = mixed_states.places.name("KG-T", view.text)
    slide = slide_of(mixed_states, "map")
    unit = next(s for s in all_shapes(slide.shapes) if s.name == name)
    assert fill_type(unit) == "solid" and colour_of(unit._element) == LIGHT.no_activity
    on_paper = svg_marks.marks(page_data(mixed_states)["map"]["svg"])
    (mark,) = [mark for mark in on_paper if mark.code == "oblast=KG-T"]
    assert mark.shapes[0].fill == LIGHT.no_activity and mark.state == "no_activity"
    assert STATE_SIGNS["no_activity"] in page_data(mixed_states)["map"]["svg"]
    texts = [s.text_frame.text for s in all_shapes(slide.shapes) if hasattr(s, "text_frame")]
    assert texts[texts.index("Talas") + 1] == "—"


def test_unselected_data_fade_the_same_everywhere(campaign: Campaign) -> None:
    query = {"type": "lecture", "oblast": "KG-B", "from": "2017-08-10", "to": "2017-09-30"}
    view = view_of(campaign, type="lecture")
    for drawing in (
        on_page(by_type.breakdown(view)),
        on_page(by_region.region_ranking(view_of(campaign, oblast="KG-B"))),
        on_projector(campaign, "ranking", oblast="KG-B"),
        page_data(campaign, type="lecture")["types"]["svg"],
    ):
        assert {mark.shapes[0].opacity for mark in svg_marks.marks(drawing)} == {1, FADED}
    timeline = page_data(campaign, **{k: query[k] for k in ("from", "to")})["timeline"]["svgs"][0]
    grounds = [s for s in svg_marks.shapes(timeline) if s.fill == LIGHT.muted]
    assert [ground.opacity for ground in grounds] == [TINT, TINT]

    faded = {mix_colours(LIGHT.groups[g], LIGHT.background, FADED) for g in GROUPS}
    colours = set()
    for frame in chart_frames(slide_of(campaign, "breakdown", type="lecture")):
        points = frame.chart._chartSpace.iter("{*}dPt")
        colours |= {colour_of(point) for point in points}
    assert colours == {LIGHT.groups["awareness"], *faded}

    slide = slide_of(campaign, "timeline", **{k: query[k] for k in ("from", "to")})
    (columns,) = chart_frames(slide)
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


def test_a_selected_cell_is_framed_and_the_others_fade(mixed_states: Campaign) -> None:
    query = {"oblast": "KG-N,KG-B", "type": "lecture"}
    cells = svg_marks.marks(on_page(by_type.heatmap(view_of(mixed_states, **query))))
    selected = sum(cell.selected for cell in cells)
    slide = slide_of(mixed_states, "heatmap", **query)
    frames = [s for s in slide.shapes if s.name.endswith(": selected")]
    assert len(frames) == selected > 0
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


def test_the_workbook_hatches_a_group_that_reported_nothing(mixed_states: Campaign) -> None:
    view = view_of(mixed_states)
    sheet = openpyxl.load_workbook(io.BytesIO(results_xlsx(view)))["By day"]
    header = next(row for row in sheet.iter_rows() if row[0].value == "Date")
    column = [cell.value for cell in header].index("People reached: Media")
    groups = by_day_and_group(view.totals(), mixed_states.types)
    rows = groups[groups["group"] == "media"].set_index("date")["reached"]
    for cells in sheet.iter_rows(min_row=header[0].row + 1):
        day, cell = pd.Timestamp(cells[0].value), cells[column]
        silent = day in rows.index and pd.isna(rows[day])
        assert (cell.fill.patternType == "lightUp") == silent
        assert (cell.value is None) == (silent or day not in rows.index)


@pytest.mark.parametrize("figure", ["timeline", "multiples"])
def test_a_day_without_attendance_has_a_marker_on_the_base_line(
    mixed_states: Campaign, figure: str
) -> None:
    build = SLIDE_KINDS[figure]
    assert build is not None
    drawing = on_page(build(view_of(mixed_states)))
    look, radius = (LIGHT.background, LIGHT.text), f"{DAY_MARK / 2:g}"
    circles = [s for s in svg_marks.shapes(drawing) if s.attributes.get("r") == radius]
    hollow = [s for s in circles if (s.fill, s.stroke) == look]
    in_legend = [k for k in svg_marks.legend(drawing) if k.shape in hollow]
    expected = len(hollow) - len(in_legend)
    assert expected > 10

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
