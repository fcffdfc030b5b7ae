"""In a chart of pairs no line crosses a label, and the legend has the points of the chart."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from campaign.charts import coverage
from campaign.charts.spec import Dumbbell
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from campaign.render.size import PHONE, SCREEN, Size
from campaign.render.svg.figure import to_drawing
from campaign.render.typography import width
from tests.campaigns import view_of


def numbers(element: ElementTree.Element, *names: str) -> list[float]:
    return [float(element.get(name, "nan")) for name in names]


def covers(element: ElementTree.Element, words: ElementTree.Element, size: float) -> bool:
    """Whether an element is a rectangle behind the whole text."""
    if element.tag != "rect":
        return False
    (left, top, wide, high), (x, y) = (
        numbers(element, "x", "y", "width", "height"),
        numbers(words, "x", "y"),
    )
    length = width(words.text or "", size)
    start = x - length if words.get("text-anchor") == "end" else x
    return left <= start and start + length <= left + wide and top < y - size / 3 < top + high


@pytest.mark.parametrize("size", (PHONE, SCREEN), ids=lambda size: size.name)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_labels_in_the_plot_have_a_background(campaign: Campaign, lang: str, size: Size) -> None:
    view = view_of(campaign, lang)
    chart = coverage.shares(view)
    assert isinstance(chart.spec, Dumbbell)
    elements = list(to_drawing(chart, view.style, size).root.iter())
    names = {pair.label for pair in chart.spec.rows} if size is PHONE else set()
    labels = {*chart.spec.point_words, *names}
    texts = [(at, e) for at, e in enumerate(elements) if e.tag == "text" and e.text in labels]
    assert len(texts) == 2 * len(chart.spec.rows) + len(names)
    for at, words in texts:
        assert any(covers(e, words, view.style.size) for e in elements[:at]), words.text


def test_points_of_the_legend_have_the_size_of_the_chart(campaign: Campaign) -> None:
    view = view_of(campaign)
    root = to_drawing(coverage.shares(view), view.style, SCREEN).root
    keys = [
        key for group in root.iter() if group.get("data-legend") for key in group.iter("circle")
    ]
    circles = {(c.get("r"), c.get("stroke-width")) for c in root.iter("circle")}
    assert {(c.get("r"), c.get("stroke-width")) for c in keys} == circles and len(circles) == 2


@pytest.mark.parametrize("size", (PHONE, SCREEN), ids=lambda size: size.name)
def test_points_have_the_same_height_in_every_row(campaign: Campaign, size: Size) -> None:
    view = view_of(campaign, "en")
    chart = coverage.rates(view)
    groups = to_drawing(chart, view.style, size).root.iter("g")
    rows = [group for group in groups if group.get("transform", "").startswith("translate(0 ")]
    assert isinstance(chart.spec, Dumbbell) and len(rows) == len(chart.spec.rows)
    points = {circle.get("cy") for row in rows for circle in row.iter("circle")}
    assert len(points) == 1 and len({row.get("transform") for row in rows}) == len(rows)
