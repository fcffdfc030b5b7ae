"""The map has the same appearance on screen, projector, slides and paper."""

from __future__ import annotations

import pytest
import shapely

from campaign.charts import by_region
from campaign.charts.geometry.map_hatch import COUNTRY_STEP, hatch_lines
from campaign.charts.geometry.projected_outlines import outlines
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import Text
from campaign.presentation.payload import build_presentation
from campaign.presentation.slide_html import MAP_SCALE
from campaign.presentation.slides import Slide
from campaign.presentation.style import PROJECTOR_STYLE
from campaign.render.plotly import figure as plotly
from campaign.render.pptx.shapes import EMU
from campaign.theme.style import (
    HATCH_STEP,
    HATCH_WIDTH,
    INSETS,
    LIGHT,
    REGION_BORDER,
    SELECTED_BORDER,
    SLIDE_POINT,
)
from tests import svg_marks
from tests.campaigns import view_of
from tests.exports.slide_shapes import all_shapes, box, chart_frames, figure_of, page_data, slide_of
from tests.presentation.sections import drawing_of


def test_hatch_lines_on_the_map_have_the_standard_distance(campaign: Campaign) -> None:
    boundaries = campaign.places.boundaries
    assert boundaries is not None
    units = boundaries.set_index("iso_code").geometry
    west, south, east, north = units.total_bounds
    # Pixels per degree of longitude and latitude on a map of 900 px (equal area).
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


def test_city_insets_are_in_the_same_corners_everywhere(campaign: Campaign) -> None:
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
    shapes_by_name = {s.name: s for s in all_shapes(slide.shapes)}
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


def test_borders_and_outlines_have_the_same_width_everywhere(campaign: Campaign) -> None:
    chart = by_region.choropleth(view_of(campaign, oblast="KG-GB"))
    assert figure_of(chart).data[0].marker.line.width == REGION_BORDER
    over = plotly.highlight(chart, LIGHT).extra_traces
    assert {trace["marker"]["line"]["width"] for trace in over} == {SELECTED_BORDER}
    slide = slide_of(campaign, "map", oblast="KG-GB")

    def weights(ending: str) -> list[float]:
        outlined = [s for s in all_shapes(slide.shapes) if s.name.endswith(ending)]
        return [int(s._element.find(".//{*}ln").get("w")) / EMU for s in outlined]

    # The city on the country's map, and enlarged.
    assert weights(": selected") == pytest.approx([SELECTED_BORDER * SLIDE_POINT] * 2, abs=0.01)
    assert weights(" oblast") == pytest.approx([REGION_BORDER * SLIDE_POINT] * 7, abs=0.01)
    on_paper = svg_marks.shapes(page_data(campaign, oblast="KG-GB")["map"]["svg"])
    for colour, thickness in ((LIGHT.text, SELECTED_BORDER), (LIGHT.outline, REGION_BORDER)):
        paths = [s for s in on_paper if s.tag == "path" and s.stroke == colour]
        assert paths and all(s.thickness == pytest.approx(thickness, rel=0.05) for s in paths)
    projector = build_presentation(campaign, [Slide("map", {"en": "x"}, query={"oblast": "KG-GB"})])
    drawn = svg_marks.shapes(drawing_of(projector.sections[0]["en"]))
    lines = [s for s in drawn if s.tag == "path" and s.stroke == PROJECTOR_STYLE.text]
    wide = SELECTED_BORDER * MAP_SCALE
    assert lines and all(s.thickness == pytest.approx(wide, rel=0.05) for s in lines)


def test_units_have_the_same_order_everywhere(mixed_states: Campaign) -> None:
    view = view_of(mixed_states)
    chart = by_region.region_ranking(view)
    table = list(chart.table.frame["code"])
    bars = figure_of(chart).data[0]
    assert [code.removeprefix("oblast=") for code in reversed(bars.customdata)] == table
    (frame,) = chart_frames(slide_of(mixed_states, "ranking"))
    names = [str(name).split(" — ")[0] for name in frame.chart.plots[0].categories]
    assert names == [mixed_states.places.name(code, view.text) for code in table]
