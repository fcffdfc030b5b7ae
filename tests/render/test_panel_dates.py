"""Dates below small charts side by side do not overlap and are near their days."""

from __future__ import annotations

from collections import defaultdict

import pytest

from campaign.charts import over_time
from campaign.charts.spec import SmallMultiples
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from campaign.render.size import NARROW_ROOM, WIDE_ROOM, Size
from campaign.render.svg import figure as svg
from campaign.render.typography import PAGE_LETTERS, width
from campaign.theme.style import LIGHT
from tests import svg_marks
from tests.campaigns import view_of

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
    dates = {line for tick in chart.spec.day_ticks.wide for line in tick.words.split("\n")}
    rows = defaultdict(list)
    root = svg_marks.root(svg.draw(chart, LIGHT, size))
    groups = [(group.get("transform"), group) for group in root.iter(f"{SVG}g")]
    for row, group in groups:
        for text in group.findall(f"{SVG}text"):
            if text.text not in dates:
                continue
            x, letters = float(text.get("x", "")), float(text.get("font-size", ""))
            length = width(text.text, letters) * PAGE_LETTERS
            start = x - length * {"middle": 0.5, "end": 1}.get(text.get("text-anchor", ""), 0)
            rows[row, text.get("y")].append((start, start + length))
    assert rows
    for places in rows.values():
        places.sort()
        assert places[0][0] >= 0 and places[-1][1] <= size.width
        for (_, end), (start, _) in zip(places, places[1:], strict=False):
            assert end + 3 <= start


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
