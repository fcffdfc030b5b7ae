"""Every region has its name on a map as narrow as a phone, and no names overlap."""

from __future__ import annotations

from itertools import combinations

import pytest
import shapely

from campaign.charts import by_region
from campaign.charts.geometry.projected_outlines import COARSE, ProjectedOutlines, outlines
from campaign.charts.spec import Choropleth
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from campaign.render.region_names import NAME, STEP, RegionName, region_names
from campaign.render.size import Size
from campaign.render.svg import figure as svg
from campaign.render.typography import width
from campaign.theme.style import LIGHT
from tests import svg_marks
from tests.campaigns import view_of, with_every_state

INDICATORS = ("rate", "reach", "activities", "youth")
PHONE_PAGE = Size("narrow", 330, height=440)


def map_of(campaign: Campaign, lang: str, indicator: str) -> Choropleth:
    spec = by_region.choropleth(view_of(campaign, lang, indicator=indicator)).spec
    assert isinstance(spec, Choropleth)
    return spec


def shapes_of(paper: ProjectedOutlines) -> dict[str, shapely.Geometry]:
    """The area of each region, with a precision of about half a px on a phone."""
    shapes = {}
    for code, rings in paper.rings.items():
        area = shapely.Polygon()
        for ring in rings:
            area = shapely.symmetric_difference(area, shapely.buffer(shapely.Polygon(ring), 0))
        shapes[code] = area
    return shapes


def value_of(spec: Choropleth, code: str, name: RegionName) -> shapely.Geometry:
    """The box of a value of 14 px, below its name or at the label point of the region."""
    half, high = width(spec.by_code[code].words, 14, bold=True) / 2 * STEP, 14 * STEP
    x, y, _ = outlines(spec.places, COARSE).labels[code]
    if name.leader:
        return shapely.box(x - half, y - high / 2, x + half, y + high / 2)
    x, y = name.at
    return shapely.box(x - half, y, x + half, y + high)


@pytest.mark.parametrize("indicator", INDICATORS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_region_has_its_whole_name_and_nothing_overlaps(
    campaign: Campaign, lang: str, indicator: str
) -> None:
    spec = map_of(campaign, lang, indicator)
    names = region_names(spec)
    cities = {"KG-GB", "KG-GO"}
    assert set(names) == set(spec.by_code) - cities
    shapes = shapes_of(outlines(spec.places, COARSE))
    country = shapely.union_all(list(shapes.values()))
    boxes = []
    for code, name in names.items():
        label = spec.by_code[code].label
        assert "".join(name.lines).replace(" ", "") == label.replace(" ", "")
        box, value = shapely.box(*name.edges), value_of(spec, code, name)
        wide = max(width(line, NAME) for line in name.lines) * STEP
        assert box.bounds[2] - box.bounds[0] == pytest.approx(wide)
        boxes += [box, value]
        if name.leader:
            assert shapely.disjoint(box, country), label
            start, end = map(shapely.Point, name.leader)
            assert shapely.distance(start, box) < STEP, label
            assert shapely.contains(shapes[code], end), label
        else:
            assert shapely.contains(shapes[code], box), label
            assert shapely.contains(shapes[code], value), label
    assert not [pair for pair in combinations(boxes, 2) if shapely.intersection(*pair).area]
    leaders = [(c, shapely.LineString(n.leader)) for c, n in names.items() if n.leader]
    for code, leader in leaders:
        crossed = [c for c, s in shapes.items() if c != code and shapely.intersects(leader, s)]
        assert not crossed, code
        touched = [box for box in boxes if shapely.distance(box, leader) < 1]
        assert len(touched) == 1, code


def test_names_have_the_same_position_with_any_filter(campaign: Campaign) -> None:
    first = map_of(campaign, "ru", "rate")
    other = by_region.choropleth(view_of(campaign, "ru", **{"to": "2017-10-20"})).spec
    assert isinstance(other, Choropleth)
    assert {u.words for u in first.data} != {u.words for u in other.data}
    assert region_names(first) == region_names(other)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_drawing_has_each_name_and_its_leader(campaign: Campaign, lang: str) -> None:
    chart = by_region.choropleth(view_of(with_every_state(campaign), lang))
    assert isinstance(chart.spec, Choropleth)
    names = region_names(chart.spec)
    drawing = svg.draw(chart, LIGHT, PHONE_PAGE)
    words = svg_marks.pieces(drawing)
    for name in names.values():
        for line in name.lines:
            assert words.count(line) == 1
    assert drawing.count("<line") >= sum(name.leader is not None for name in names.values())
