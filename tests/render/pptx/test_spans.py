"""The schedule on a slide has a shape for each activity, at its days, in the lane of its region."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from campaign.charts.over_time import schedule
from campaign.charts.spec import Gantt
from campaign.domain.campaign import Campaign
from campaign.exports.pptx.deck import deck
from campaign.i18n.translator import LANGUAGES
from campaign.presentation.slides import Slide
from campaign.render.pptx.calendar import _lanes_with_room
from campaign.render.pptx.shapes import EMU
from campaign.theme.style import LIGHT
from tests.campaigns import view_of
from tests.exports.pptx.deck_file import open_deck
from tests.pptx_marks import colours


def slide_of(campaign: Campaign, lang: str = "en", **query: str) -> Any:
    slide = Slide("schedule", dict.fromkeys(LANGUAGES, "Title"), query=query)
    return open_deck(deck(campaign, [slide], lang)).slides[0]


def body_of(campaign: Campaign, **query: str) -> Gantt:
    spec = schedule(view_of(campaign, **query)).spec
    assert isinstance(spec, Gantt)
    return spec


def spans_with_shapes(pptx_slide: Any, spec: Gantt) -> Iterator[tuple[Any, Any]]:
    """Each activity with its shape."""
    (group,) = [s for s in pptx_slide.shapes if s.name == "Activities by region and date"]
    assert group._element.nvGrpSpPr.cNvPr.get("descr")
    return zip(spec.spans, group.shapes, strict=True)


def test_every_activity_has_a_shape_with_description_and_colour(campaign: Campaign) -> None:
    spec = body_of(campaign)
    hollow = 0
    for span, shape in spans_with_shapes(slide_of(campaign), spec):
        assert shape._element.nvSpPr.cNvPr.get("descr") == " · ".join(span.datum.tooltip)
        properties = shape._element.find("{*}spPr")
        fill = colours(properties.find("{*}solidFill"))[0]
        line = colours(properties.find("{*}ln"))[0]
        group = span.datum.role.removeprefix("group:")
        assert line == LIGHT.groups[group]
        reported = span.datum.state != "not_reported"
        assert fill == (LIGHT.groups[group] if reported else LIGHT.background)
        hollow += not reported
        preset = properties.find("{*}prstGeom").get("prst")
        assert preset == ("ellipse" if span.first == span.last else "roundRect")
    assert hollow == 5 and len(spec.spans) == 77


def test_a_shape_is_at_its_days_and_in_its_row(campaign: Campaign) -> None:
    spec, pptx_slide = body_of(campaign), slide_of(campaign)
    (line,) = [
        shape
        for shape in pptx_slide.shapes
        if shape.name == "Campaign end" and 'prst="line"' in shape._element.xml
    ]
    spans = list(spans_with_shapes(pptx_slide, spec))
    # Two points on the axis give its scale: the first activity, and the line at the last day.
    start = next(shape for span, shape in spans if span.first == span.last == spec.calendar.first)
    first = (start.left + start.width / 2) / EMU
    day = (line.left / EMU - first) / (spec.calendar.days - 1)
    heights = []
    for span, shape in spans:
        left, wide = shape.left / EMU, shape.width / EMU
        at = (span.first - spec.calendar.first).days
        if span.first == span.last:
            assert left + wide / 2 == pytest.approx(first + at * day, abs=0.2)
        else:
            assert left == pytest.approx(first + (at - 0.5) * day, abs=0.2)
            assert wide == pytest.approx(((span.last - span.first).days + 1) * day, abs=0.2)
        heights.append((span.row, (shape.top + shape.height / 2) / EMU))
    rows = dict(heights)
    assert all(rows[row] == pytest.approx(height, abs=0.2) for row, height in heights)
    assert [rows[row] for row in sorted(rows)] == sorted(rows.values())


def test_lanes_and_dates_have_the_labels_of_the_screen(campaign: Campaign) -> None:
    spec = body_of(campaign)
    texts = [s.text_frame.text for s in slide_of(campaign).shapes if s.has_text_frame]
    words = "\n".join(texts).split("\n")
    for lane in spec.lanes:
        assert lane.name in words
    for tick in spec.day_ticks.wide:
        assert set(tick.words.split("\n")) <= set(words)
    assert {key.label for key in spec.legend} | set(spec.line_names) <= set(words)


def test_lanes_without_room_are_counted(campaign: Campaign) -> None:
    lanes = body_of(campaign).lanes
    assert list(_lanes_with_room(lanes, 1_000)) == list(lanes)
    few = _lanes_with_room(lanes, 40)
    assert few and list(few) == list(lanes[: len(few)]) and len(few) < len(lanes)
    assert len(_lanes_with_room(lanes, 1)) == 1
