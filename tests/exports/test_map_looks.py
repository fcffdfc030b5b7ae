"""The map has the same appearance on screen, projector, slides and paper."""

from __future__ import annotations

import pytest
import shapely

from campaign.charts import by_region
from campaign.charts.outlines import outlines
from campaign.domain.campaign import Campaign
from campaign.presentation.style import PROJECTOR_STYLE
from campaign.render.pptx.shapes import EMU
from campaign.theme.style import (
    INSETS,
    LIGHT,
    REGION_BORDER,
    SELECTED_BORDER,
)
from tests import svg_marks
from tests.campaigns import view_of
from tests.exports.slide_shapes import (
    all_shapes,
    chart_frames,
    on_page,
    on_projector,
    page_data,
    slide_of,
)


def test_city_insets_are_in_the_same_corners_everywhere(campaign: Campaign) -> None:
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


def test_borders_and_outlines_have_the_same_width_everywhere(campaign: Campaign) -> None:
    slide = slide_of(campaign, "map", oblast="KG-GB")
    areas = [s for s in all_shapes(slide.shapes) if s._element.find(".//{*}custGeom") is not None]
    weights = [(s.name, int(s._element.find(".//{*}ln").get("w")) / EMU) for s in areas]
    borders = [weight for name, weight in weights if name.endswith(" oblast")]
    outlines_of_city = [weight for name, weight in weights if not name][1::2]
    # The city on the country's map, and enlarged.
    share = borders[0] / REGION_BORDER
    assert borders == pytest.approx([borders[0]] * 7, abs=0.01)
    assert outlines_of_city[:2] == pytest.approx([SELECTED_BORDER * share] * 2, rel=0.02)
    page = on_page(by_region.choropleth(view_of(campaign, oblast="KG-GB")))
    paper = page_data(campaign, oblast="KG-GB")["map"]["svg"]
    hall = on_projector(campaign, "map", oblast="KG-GB")
    for drawing, style in ((page, LIGHT), (paper, LIGHT), (hall, PROJECTOR_STYLE)):
        widths = []
        for colour in (style.text, style.outline):
            shapes = svg_marks.shapes(drawing)
            paths = [s for s in shapes if s.tag == "path" and s.stroke == colour]
            widths.append(paths[0].thickness)
            assert all(s.thickness == pytest.approx(widths[-1], rel=0.05) for s in paths)
        scale = 1 if style is LIGHT else widths[1] / REGION_BORDER
        assert widths == pytest.approx([SELECTED_BORDER * scale, REGION_BORDER * scale], rel=0.05)


def test_units_have_the_same_order_everywhere(mixed_states: Campaign) -> None:
    view = view_of(mixed_states)
    chart = by_region.region_ranking(view)
    table = list(chart.table.frame["code"])
    bars = svg_marks.marks(on_page(chart))
    assert [bar.code.removeprefix("oblast=") for bar in bars] == table
    (frame,) = chart_frames(slide_of(mixed_states, "ranking"))
    names = [str(name).split(" — ")[0] for name in frame.chart.plots[0].categories]
    assert names == [mixed_states.places.name(code, view.text) for code in table]
