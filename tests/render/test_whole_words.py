"""Names of rows in a page are not broken within a word if they fit in a smaller font."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from campaign.analysis.view import View
from campaign.charts import by_evidence, over_time
from campaign.charts.chart import Chart
from campaign.charts.spec import Gantt, Heatmap
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from campaign.render.size import NARROW_ROOM, WIDE_ROOM, Size
from campaign.render.svg import figure as svg
from campaign.theme.style import LIGHT
from tests import svg_marks
from tests.campaigns import view_of

PHONE = Size("narrow", 290, fit_width=NARROW_ROOM)
HALF = Size("middle", 660, fit_width=WIDE_ROOM)


def names_of(chart: Chart) -> list[str]:
    if isinstance(chart.spec, Heatmap):
        return [row.name for row in chart.spec.rows]
    assert isinstance(chart.spec, Gantt)
    return [lane.name for lane in chart.spec.lanes]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("build", "size"),
    [(over_time.schedule, PHONE), (by_evidence.missing, HALF)],
    ids=["schedule", "missing"],
)
def test_no_name_of_a_row_is_broken_within_a_word(
    campaign: Campaign, build: Callable[[View], Chart], size: Size, lang: str
) -> None:
    chart = build(view_of(campaign, lang))
    texts = svg_marks.root(svg.draw(chart, LIGHT, size)).iter("{http://www.w3.org/2000/svg}text")
    pieces = " ".join(text.text or "" for text in texts).split()
    names = names_of(chart)
    assert names
    for name in names:
        for word in name.split():
            parts = word.replace("-", "- ").split()
            assert word in pieces or all(part in pieces for part in parts), name
