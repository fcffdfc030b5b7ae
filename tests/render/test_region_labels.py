"""Every region has its name and value on a map, inside the region or beside the country."""

from __future__ import annotations

from itertools import combinations

import pytest
import shapely

from campaign.charts import by_region
from campaign.charts.outlines import COARSE, WIDTH, outlines
from campaign.charts.spec import Choropleth
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from campaign.render.size import Size
from campaign.render.svg import figure as svg
from campaign.render.svg.region_labels import LabelSizes, RegionLabel, region_labels
from campaign.theme.style import DARK, LIGHT
from tests import svg_marks
from tests.campaigns import view_of, with_every_state

PHONE = LabelSizes(11, 14, WIDTH / 308)
WIDE = LabelSizes(13, 14, WIDTH / 520)
PAGES = (Size("narrow", 330, height=440), Size("wide", 660, height=356))
AROUND = 28  # px


def labels_of(spec: Choropleth, sizes: LabelSizes) -> dict[str, RegionLabel]:
    paper, around = outlines(spec.places, COARSE), AROUND * sizes.px
    room = (-around, -around, WIDTH + around, paper.height + around)
    return dict(region_labels(spec, paper, sizes, room))


def map_of(campaign: Campaign, lang: str, **query: str) -> Choropleth:
    spec = by_region.choropleth(view_of(campaign, lang, **query)).spec
    assert isinstance(spec, Choropleth)
    return spec


@pytest.mark.parametrize("indicator", ["rate", "reach", "activities", "youth"])
@pytest.mark.parametrize("sizes", [PHONE, WIDE], ids=["phone", "wide"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_region_has_its_whole_label_and_nothing_overlaps(
    campaign: Campaign, lang: str, sizes: LabelSizes, indicator: str
) -> None:
    spec = map_of(campaign, lang, indicator=indicator)
    labels = labels_of(spec, sizes)
    assert set(labels) == set(spec.by_code) - {"KG-GB", "KG-GO"}
    shapes = {
        code: shapely.union_all([shapely.make_valid(shapely.Polygon(ring)) for ring in rings])
        for code, rings in outlines(spec.places, COARSE).rings.items()
    }
    country = shapely.union_all(list(shapes.values()))
    boxes, leaders = [], []
    for code, label in labels.items():
        datum = spec.by_code[code]
        names = [line for line in (*label.beside, *label.inside) if line.kind == "name"]
        assert "".join(line.text for line in names).replace(" ", "") == datum.label.replace(" ", "")
        assert datum.words in [line.text for line in label.inside]
        inside = shapely.box(*sizes.edges(label.inside))
        boxes.append(inside)
        if label.leader:
            box = shapely.box(*sizes.edges(label.beside))
            start, end = map(shapely.Point, label.leader)
            assert shapely.disjoint(box, country) and shapely.contains(shapes[code], end), code
            assert shapely.distance(start, box) < sizes.px, code
            boxes.append(box)
            leaders.append((code, shapely.LineString(label.leader)))
        for line in () if label.leader else label.inside:
            assert shapely.contains(shapes[code], shapely.box(*sizes.edges([line]))), code
    assert not [pair for pair in combinations(boxes, 2) if shapely.intersection(*pair).area]
    for code, leader in leaders:
        assert not [c for c, s in shapes.items() if c != code and shapely.intersects(leader, s)]
        assert len([box for box in boxes if shapely.distance(box, leader) < 1]) == 1, code


def test_labels_have_the_same_position_with_any_filter(campaign: Campaign) -> None:
    first, other = map_of(campaign, "ru"), map_of(campaign, "ru", to="2017-10-20")
    assert {u.words for u in first.data} != {u.words for u in other.data}
    both = (labels_of(spec, PHONE) for spec in (first, other))
    one, two = ({c: [line.at for line in v.inside] for c, v in each.items()} for each in both)
    assert one == two


@pytest.mark.parametrize("size", PAGES, ids=lambda size: size.name)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_drawing_has_each_name_once_and_no_halo(
    campaign: Campaign, lang: str, size: Size
) -> None:
    chart = by_region.choropleth(view_of(with_every_state(campaign), lang))
    assert isinstance(chart.spec, Choropleth)
    drawing = svg.draw(chart, DARK if size.width > 500 else LIGHT, size)
    words = svg_marks.pieces(drawing)
    for datum in chart.spec.data:
        own = [text for text in words if text.strip("-") in (datum.label, *datum.label.split("-"))]
        assert "".join(own).replace("-", "") == datum.label.replace("-", "")
    assert "paint-order" not in drawing
