"""Headings above the plots of a timeline end inside the chart, also in the narrowest column."""

from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from campaign.charts import over_time
from campaign.charts.body import Timeline
from campaign.domain.campaign import Campaign
from campaign.i18n.translator import LANGUAGES
from campaign.render.plotly import timeline
from campaign.render.plotly.timeline_proportions import LEFT, NARROW_PLOT, RIGHT
from campaign.render.plotly.timeline_words import heading_shift
from campaign.render.size import NARROW_ROOM, Size
from campaign.render.svg.figure import to_drawing
from campaign.render.text_width import PAGE_LETTERS, width
from campaign.theme.style import LIGHT
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
    assert isinstance(chart.body, Timeline)
    headings = chart.body.headings
    lengths = [width(words, view.style.size - 1) * PAGE_LETTERS for words in headings]
    starts = starts_of(to_drawing(chart, view.style, NARROWEST).root, headings)
    changes = timeline.narrow(chart, view.style)
    shifts = [changes[f"annotations[{number}].xshift"] for number in range(2)]
    for start, shift, length in zip(starts, shifts, lengths, strict=True):
        assert start + length <= NARROW_ROOM and shift + length <= NARROW_PLOT + RIGHT
    assert [start > 0 for start in starts] == [shift == 0 for shift in shifts]
    assert shifts[0] == 0 and (shifts[1] < 0) == (lang == "ky")


def test_a_heading_begins_no_further_left_than_the_values(campaign: Campaign) -> None:
    body = over_time.timeline(view_of(campaign, "ky")).body
    assert isinstance(body, Timeline)
    few = replace(body, ticks=body.ticks[:1], total_ticks=body.total_ticks[:1])
    many = replace(body, total_ticks=[replace(tick, words="10 000 000") for tick in body.ticks])
    shifts = [heading_shift(body.headings[1], body, LIGHT, NARROW_PLOT) for body in (few, many)]
    # The shift is at most the width of "0", or of the margin left of the plot.
    assert -width("0", LIGHT.size) <= shifts[0] < 0 and shifts[1] == -LEFT
