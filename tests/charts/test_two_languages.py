"""A chart in two languages: every name has its translation, numbers and order stay."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from campaign.analysis.view import View
from campaign.charts import by_region, by_type, over_time, plan, two_regions
from campaign.charts.body import (
    Bars,
    Choropleth,
    Grid,
    Lines,
    Pairs,
    Panels,
    Spans,
    Timeline,
)
from campaign.charts.chart import Chart
from campaign.charts.two_languages import both, with_second_names
from campaign.domain.campaign import Campaign
from tests.campaigns import CHARTS, view_of


def names_of(chart: Chart) -> list[tuple[str, str]]:
    """The names on a chart, each with that in the second language, "" where it has none.

    They are of rows, columns and regions; of lines, the headings, which have both in one.
    """
    match chart.body:
        case Bars(data=data) | Choropleth(data=data):
            return [(datum.label, datum.second_label) for datum in data]
        case Pairs(rows=rows):
            return [(pair.label, pair.second_label) for pair in rows]
        case Grid(rows=rows, columns=columns):
            return [(heading.name, heading.second_name) for heading in (*rows, *columns)]
        case Panels(panels=panels):
            return [(panel.datum.label, panel.datum.second_label) for panel in panels]
        case Spans(lanes=lanes):
            return [(lane.name, lane.second_name) for lane in lanes]
        case Lines(headings=headings) | Timeline(headings=headings):
            return [(heading, "") for heading in headings]
    return []


@pytest.mark.parametrize("build", CHARTS, ids=lambda build: build.__name__)
def test_every_name_has_its_translation_or_is_the_same(
    campaign: Campaign, build: Callable[[View], Chart]
) -> None:
    first, second = (build(view_of(campaign, lang)) for lang in ("ru", "en"))
    chart = with_second_names(first, second)
    pairs = [
        (name, other)
        for (name, _), (other, _) in zip(names_of(first), names_of(second), strict=True)
    ]
    if isinstance(chart.body, Lines | Timeline):
        assert names_of(chart) == [(both(*pair), "") for pair in pairs]
        assert any(" / " in heading for heading, _ in names_of(chart))
        return
    assert names_of(chart) == [(name, other if other != name else "") for name, other in pairs]
    assert any(second for _, second in names_of(chart))
    same = with_second_names(first, build(view_of(campaign, "ru")))
    assert names_of(same) == names_of(first)
    assert not any(second for _, second in names_of(same))


@pytest.mark.parametrize(
    "build",
    [
        by_region.choropleth,
        by_type.heatmap,
        over_time.timeline,
        plan.pace,
        two_regions.region_types,
    ],
    ids=lambda build: build.__name__,
)
def test_without_a_second_language_the_chart_stays(
    campaign: Campaign, build: Callable[[View], Chart]
) -> None:
    chart = build(view_of(campaign))
    assert with_second_names(chart, None) is chart
    assert with_second_names(chart, replace(chart, body=None)) is chart


def test_a_full_name_and_the_end_words_of_a_pair_are_translated_too(campaign: Campaign) -> None:
    ranking, pairs = (
        with_second_names(*(build(view_of(campaign, lang)) for lang in ("ky", "ru")))
        for build in (by_region.region_ranking, two_regions.region_types)
    )
    assert isinstance(ranking.body, Bars) and isinstance(pairs.body, Pairs)
    naryn = next(d for d in ranking.body.data if d.code == "oblast=KG-N")
    assert (naryn.full_name, naryn.second_name) == ("Нарын облусу", "Нарынская область")
    words = {pair.second_end_words for pair in pairs.body.rows}
    assert "мероприятий не было" in words
