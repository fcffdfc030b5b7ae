"""A chart in two languages: names have translations, numbers and order are unchanged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from campaign.analysis.view import View
from campaign.charts import by_region, by_type, over_time, plan, two_regions
from campaign.charts.chart import Chart
from campaign.charts.spec import (
    Bars,
    Choropleth,
    Dumbbell,
    Gantt,
    Heatmap,
    Line,
    Lines,
    SmallMultiples,
    Timeline,
)
from campaign.charts.two_languages import both, with_second_legend, with_second_names
from campaign.domain.campaign import Campaign
from tests.campaigns import CHARTS, view_of


def names_of(chart: Chart) -> list[tuple[str, str]]:
    """The names on a chart, each with the name in the second language, "" without one.

    These are names of rows, columns and regions. Charts of lines have headings, which contain both.
    """
    match chart.spec:
        case Bars(data=data) | Choropleth(data=data):
            return [(datum.label, datum.second_label) for datum in data]
        case Dumbbell(rows=rows):
            return [(pair.label, pair.second_label) for pair in rows]
        case Heatmap(rows=rows, columns=columns):
            return [(heading.name, heading.second_name) for heading in (*rows, *columns)]
        case SmallMultiples(panels=panels):
            return [(panel.datum.label, panel.datum.second_label) for panel in panels]
        case Gantt(lanes=lanes):
            return [(lane.name, lane.second_name) for lane in lanes]
        case Lines(headings=headings) | Timeline(headings=headings):
            return [(heading, "") for heading in headings]
    return []


def in_both(campaign: Campaign, build: Callable[[View], Chart]) -> Chart:
    """The chart in Russian, with names in English too."""
    first, second = (build(view_of(campaign, lang)) for lang in ("ru", "en"))
    return with_second_names(first, second)


def lines_of(chart: Chart) -> tuple[Line, ...]:
    """The lines of a chart of lines."""
    assert isinstance(chart.spec, Lines)
    return chart.spec.lines


@pytest.mark.sample(7)
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
    if isinstance(chart.spec, Lines | Timeline):
        assert names_of(chart) == [(both(*pair), "") for pair in pairs]
        assert any(" / " in heading for heading, _ in names_of(chart))
        return
    assert names_of(chart) == [(name, other if other != name else "") for name, other in pairs]
    assert any(second for _, second in names_of(chart))
    same = with_second_names(first, build(view_of(campaign, "ru")))
    assert names_of(same) == names_of(first)
    assert not any(second for _, second in names_of(same))


def test_dates_events_and_end_words_are_in_both_languages(campaign: Campaign) -> None:
    first, second = (over_time.timeline(view_of(campaign, lang)).spec for lang in ("ru", "en"))
    spec = in_both(campaign, over_time.timeline).spec
    assert isinstance(first, Timeline) and isinstance(second, Timeline)
    assert isinstance(spec, Timeline)
    assert [event.label for event in spec.events] == [event.label for event in first.events]
    assert [e.second_label for e in spec.events] == [event.label for event in second.events]
    marks = [mark.second_label for day in spec.marks for mark in day.marks]
    assert marks == [mark.label for day in second.marks for mark in day.marks]
    assert [day.second_words for day in spec.marks] == [day.words for day in second.marks]
    assert spec.line_names == tuple(map(both, first.line_names, second.line_names))
    ticks = (*spec.day_ticks.wide, *spec.day_ticks.narrow)
    others = (*second.day_ticks.wide, *second.day_ticks.narrow)
    assert [tick.second_words for tick in ticks] == [tick.words for tick in others]
    # Numbers are in the first language only.
    assert not any(tick.second_words for tick in (*spec.ticks, *spec.total_ticks))


def test_labels_at_line_ends_are_in_both_languages_with_each_number_once(
    campaign: Campaign,
) -> None:
    actual, planned = lines_of(in_both(campaign, plan.pace))
    assert (actual.end_lines, planned.end_lines) == (
        ("Факт: 10\xa0173", "Actual"),
        ("План: 12\xa0000", "Plan"),
    )
    alone, ranged = lines_of(in_both(campaign, two_regions.region_paces))
    assert alone.end_lines == ("42,0",)
    assert ranged.end_lines == (
        "4,2 (с учётом неуказанного — до 11,7)",
        "4.2 (with missing attendance up to 11.7)",
    )


def test_the_average_of_a_map_and_a_ranking_is_in_both_languages_with_one_number(
    campaign: Campaign,
) -> None:
    spec = in_both(campaign, by_region.choropleth).spec
    assert isinstance(spec, Choropleth) and spec.strip.average is not None
    assert spec.strip.average.both_labels == "В среднем по стране / National average: 17,3"
    assert spec.strip.average.second_label == "National average"
    ranking = in_both(campaign, by_region.region_ranking).spec
    assert isinstance(ranking, Bars) and ranking.reference is not None
    assert ranking.reference.words == "Кыргызстан / Kyrgyzstan: 17,3"


def test_the_dates_of_small_charts_are_in_both_languages(campaign: Campaign) -> None:
    spec = in_both(campaign, over_time.small_multiples).spec
    assert isinstance(spec, SmallMultiples)
    assert [tick.lines for tick in spec.ends] == [
        ("31\xa0июля", "31\xa0July"),
        ("20\xa0ноября", "20\xa0November"),
    ]
    for ticks in (spec.day_ticks.wide, spec.day_ticks.narrow):
        assert ticks[0].lines == ("31\xa0июля", "1-й день", "31\xa0July", "day 1")
    assert spec.hollow_words == "число участников не указано / attendance not reported"


def test_a_timeline_s_legend_is_in_both_languages(campaign: Campaign) -> None:
    first, second = (over_time.timeline(view_of(campaign, lang)) for lang in ("ru", "en"))
    chart = with_second_legend(first, second)
    assert isinstance(chart.spec, Timeline) and isinstance(first.spec, Timeline)
    assert isinstance(second.spec, Timeline)
    labels = [key.label for key in chart.spec.legend]
    assert labels == [
        both(key.label, other.label)
        for key, other in zip(first.spec.legend, second.spec.legend, strict=True)
    ]
    assert "Ключевая дата / Milestone" in labels


def test_the_states_of_a_map_are_in_both_languages_once(campaign: Campaign) -> None:
    build = by_region.choropleth
    views = (view_of(campaign, lang, type="radio_phone_in") for lang in ("ru", "en"))
    first, second = map(build, views)
    with_names = with_second_names(first, second)
    for chart in (with_names, with_second_legend(with_names, second)):
        assert isinstance(chart.spec, Choropleth)
        states = [key.label for key in chart.spec.legend if key.role.startswith("state:")]
        assert states == ["не указано / not reported", "мероприятий не было / no activity"]


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
def test_a_chart_without_a_second_language_is_unchanged(
    campaign: Campaign, build: Callable[[View], Chart]
) -> None:
    chart = build(view_of(campaign))
    assert with_second_names(chart, None) is chart
    assert with_second_names(chart, replace(chart, spec=None)) is chart


def test_a_full_name_and_the_end_words_of_a_pair_are_translated_too(campaign: Campaign) -> None:
    ranking, pairs = (
        with_second_names(*(build(view_of(campaign, lang)) for lang in ("ky", "ru")))
        for build in (by_region.region_ranking, two_regions.region_types)
    )
    assert isinstance(ranking.spec, Bars) and isinstance(pairs.spec, Dumbbell)
    naryn = next(d for d in ranking.spec.data if d.code == "oblast=KG-N")
    assert (naryn.full_name, naryn.second_name) == ("Нарын облусу", "Нарынская область")
    words = {pair.second_end_words for pair in pairs.spec.rows}
    assert "мероприятий не было" in words
