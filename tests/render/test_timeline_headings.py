"""Headings above the plots of a timeline end inside the chart, also in the narrowest column."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from campaign.charts import over_time
from campaign.charts.spec import Timeline
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from campaign.render.size import NARROW_ROOM, Size
from campaign.render.svg.figure import to_drawing
from campaign.render.typography import PAGE_LETTERS, width
from tests.campaigns import view_of

NARROWEST = Size("narrow", NARROW_ROOM, fit_width=NARROW_ROOM, height=600)


def starts_of(root: ElementTree.Element, words: tuple[str, ...]) -> list[float]:
    """The left position of texts in a drawing, in px."""
    texts = {text.text: float(text.get("x", "nan")) for text in root.iter("text")}
    return [texts[line] for line in words]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_heading_that_would_end_outside_begins_above_the_values(
    campaign: Campaign, lang: str
) -> None:
    view = view_of(campaign, lang)
    chart = over_time.timeline(view)
    assert isinstance(chart.spec, Timeline)
    headings = chart.spec.headings
    lengths = [width(words, view.style.size - 1) * PAGE_LETTERS for words in headings]
    starts = starts_of(to_drawing(chart, view.style, NARROWEST).root, headings)
    for start, length in zip(starts, lengths, strict=True):
        assert start + length <= NARROW_ROOM
    assert [start > 0 for start in starts] == [True, lang != "ky"]
