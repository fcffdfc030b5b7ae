"""Dates below charts of days do not overlap and are near their days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from campaign.charts import over_time
from campaign.charts.calendar import DayTicks
from campaign.charts.chart import Build
from campaign.charts.spec import Gantt, SmallMultiples, Timeline
from campaign.charts.ticks import Tick
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from campaign.render.size import NARROW_ROOM, WIDE_ROOM, Size
from campaign.render.svg import figure as svg
from campaign.render.typography import PAGE_LETTERS, width
from campaign.theme.style import LIGHT
from tests import svg_marks
from tests.campaigns import view_of, with_second_register

SVG = "{http://www.w3.org/2000/svg}"
COLUMNS = [
    *(Size("narrow", px, fit_width=NARROW_ROOM) for px in (NARROW_ROOM, 480)),
    *(Size("middle", px, fit_width=WIDE_ROOM) for px in (WIDE_ROOM, 960)),
    *(Size("broad", px, fit_width=980) for px in (980, 1500)),
]


@pytest.mark.parametrize("size", COLUMNS, ids=lambda size: f"{size.name}-{size.width}")
@pytest.mark.parametrize("lang", LANGUAGES)
def test_dates_below_panels_do_not_overlap_each_other_or_the_edge(
    campaign: Campaign, lang: str, size: Size
) -> None:
    chart = over_time.small_multiples(view_of(campaign, lang))
    assert isinstance(chart.spec, SmallMultiples)
    check_dates(svg.draw(chart, LIGHT, size), chart.spec.day_ticks.wide, size)


@pytest.mark.parametrize("size", COLUMNS[:3], ids=lambda size: f"{size.name}-{size.width}")
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("build", [over_time.schedule, over_time.timeline])
def test_dates_with_a_year_do_not_overlap(
    campaign: Campaign, build: Build, lang: str, size: Size
) -> None:
    """A campaign that crosses a year has the longest dates."""
    chart = build(view_of(with_second_register(campaign), lang, edition="2018"))
    assert isinstance(chart.spec, Gantt | Timeline)
    ticks = chart.spec.day_ticks.narrow if size.narrow else chart.spec.day_ticks.wide
    ticks = tuple(replace(tick, words=f"{tick.words} 2018") for tick in ticks)
    days = DayTicks(ticks, ticks)
    chart = replace(chart, spec=replace(chart.spec, day_ticks=days))
    drawing = svg.draw(chart, LIGHT, size)
    check_dates(drawing, ticks, size)
    assert ticks[0].lines[0] in drawing and ticks[-1].lines[0] in drawing


def check_dates(drawing: str, ticks: Sequence[Tick[date]], size: Size) -> None:
    """Fail if two dates of a row overlap, or one exceeds the drawing."""
    dates = {line for tick in ticks for line in tick.words.split("\n")}
    rows = defaultdict(list)
    root = svg_marks.root(drawing)
    for group in (root, *root.iter(f"{SVG}g")):
        for text in group.findall(f"{SVG}text"):
            if text.text not in dates:
                continue
            x, letters = float(text.get("x", "")), float(text.get("font-size", LIGHT.size))
            length = width(text.text, letters) * PAGE_LETTERS
            start = x - length * {"middle": 0.5, "end": 1}.get(text.get("text-anchor", ""), 0)
            rows[group.get("transform"), text.get("y")].append((start, start + length))
    assert rows
    for places in rows.values():
        places.sort()
        assert places[0][0] >= 0 and places[-1][1] <= size.width
        for (_, end), (start, _) in zip(places, places[1:], strict=False):
            assert end + 2.9 <= start


def test_wide_panels_have_a_date_in_the_middle(campaign: Campaign) -> None:
    chart = over_time.small_multiples(view_of(campaign, "en"))
    assert isinstance(chart.spec, SmallMultiples)
    middle = chart.spec.day_ticks.wide[1].words.split("\n")[0]
    assert [svg.draw(chart, LIGHT, size).count(middle) for size in COLUMNS[2::2]] == [0, 3]


def test_the_last_date_is_below_its_day_if_there_is_room(campaign: Campaign) -> None:
    chart = over_time.small_multiples(view_of(campaign, "ru"))
    assert isinstance(chart.spec, SmallMultiples)
    first_line = chart.spec.day_ticks.wide[-1].words.split("\n")[0]
    root = svg_marks.root(svg.draw(chart, LIGHT, COLUMNS[-1]))
    lines = [float(line.get("x1", "")) for line in root.iter(f"{SVG}line")]
    dates = [text for text in root.iter(f"{SVG}text") if text.text == first_line]
    assert len(dates) == 3
    for text in dates:
        assert text.get("text-anchor") == "middle"
        assert float(text.get("x", "")) in lines
