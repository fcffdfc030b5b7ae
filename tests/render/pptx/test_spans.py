"""The schedule on a slide has a shape for each activity, at its days, in the lane of its region."""

from __future__ import annotations

from typing import Any

import pytest
from pptx import Presentation

from campaign.charts.over_time import schedule
from campaign.charts.spec import Gantt
from campaign.domain.campaign import Campaign
from campaign.exports.pptx.deck import deck
from campaign.i18n.translator import LANGUAGES
from campaign.presentation.slides import Slide
from campaign.render.pptx.figure import draw
from campaign.render.pptx.shapes import EMU, Box, Canvas
from tests import pptx_marks
from tests.campaigns import view_of
from tests.exports.pptx.deck_file import open_deck


def slide_of(campaign: Campaign, lang: str = "en", **query: str) -> Any:
    slide = Slide("schedule", dict.fromkeys(LANGUAGES, "Title"), query=query)
    return open_deck(deck(campaign, [slide], lang)).slides[0]


def body_of(campaign: Campaign, **query: str) -> Gantt:
    spec = schedule(view_of(campaign, **query)).spec
    assert isinstance(spec, Gantt)
    return spec


def test_a_shape_is_at_its_days_and_in_its_row(campaign: Campaign) -> None:
    spec, pptx_slide = body_of(campaign), slide_of(campaign)
    (group,) = [s for s in pptx_slide.shapes if s.name == "Activities by region and date"]
    names = {span.datum.tooltip[0] for span in spec.spans}
    spans = list(zip(spec.spans, [s for s in group.shapes if s.name in names], strict=True))
    (line,) = [s for s in group.shapes if s.name == "Campaign end" and not s.text_frame.text]
    # Two points on the axis give its scale: the first activity, and the line at the last day.
    start = next(shape for span, shape in spans if span.first == span.last == spec.calendar.first)
    first = (start.left + start.width / 2) / EMU
    day = (line.left / EMU - first) / (spec.calendar.days - 1)
    rows: dict[int, float] = {}
    for span, shape in spans:
        left, wide = shape.left / EMU, shape.width / EMU
        at = (span.first - spec.calendar.first).days
        if span.first == span.last:
            assert left + wide / 2 == pytest.approx(first + at * day, abs=0.2)
        else:
            assert left == pytest.approx(first + (at - 0.5) * day, abs=0.2)
            assert wide == pytest.approx(((span.last - span.first).days + 1) * day, abs=0.2)
        middle = (shape.top + shape.height / 2) / EMU
        assert rows.setdefault(span.row, middle) == pytest.approx(middle, abs=0.2)
    assert [rows[row] for row in sorted(rows)] == sorted(rows.values())


@pytest.mark.parametrize(("high", "is_short"), [(380, False), (90, True)])
def test_lanes_without_room_are_counted(campaign: Campaign, high: float, is_short: bool) -> None:
    view, show = view_of(campaign), Presentation()
    slide = show.slides.add_slide(show.slide_layouts[6])
    draw(Canvas.of(slide, "en"), Box(40, 100, 880, high), view, schedule(view))
    shapes = pptx_marks.shapes(slide)
    assert any("not shown here" in shape.words for shape in shapes) == is_short
    assert shapes
