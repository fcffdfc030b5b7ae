"""The marks of milestones and reported events above the days of a timeline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from campaign.charts.body import EventDay, Timeline
from campaign.charts.event_marks import EventKind
from campaign.render.event_labels import GAP, EventLabel, event_labels
from campaign.render.size import A4, Size
from campaign.render.svg.calendar import DayAxis
from campaign.render.svg.drawing import Drawing
from campaign.render.svg.path_data import Point
from campaign.render.svg.text_style import TextStyle
from campaign.render.text_width import PAGE_LETTERS
from campaign.theme.style import LANE_MARK, MILESTONE_MARK

LANE = 19  # px: the height of a row of marks
_MARK: Mapping[EventKind, float] = {"milestone": MILESTONE_MARK, "reported": LANE_MARK}
_NUMBER: Mapping[EventKind, float] = {"milestone": 10, "reported": 8}
"""Px from the middle of a mark with a number to its edge."""
_DIGITS, _APART = 10, 19  # px: the font size of the number, and the distance between marks


def narrowest_axis(drawing: Drawing, axis: DayAxis) -> DayAxis:
    """Return the axis of the narrowest drawing, which decides which labels have room."""
    beyond = drawing.width - axis.right
    return replace(axis, right=drawing.width * drawing.room_share - beyond)


def draw_marks(drawing: Drawing, axis: DayAxis, body: Timeline, top: float, size: Size) -> None:
    """Draw milestones and events above the days.

    On paper marks have numbers, which a text beside the chart explains; elsewhere they have labels
    if these have room.
    """
    scale, has_numbers = drawing.scale, size.name == A4.name
    labels = {} if has_numbers else _event_labels(drawing, axis, body, size)
    ends: dict[EventKind, float] = {}
    for mark, number_of in body.numbers.items():
        lane = 0 if mark.kind == "milestone" else 1
        x, y = axis.x(mark.day), top + (lane + 0.5) * LANE * scale
        with drawing.group(data_mark=mark.kind, data_day=mark.day.isoformat()):
            drawing.tooltip(mark.tooltip)
            if has_numbers:
                x = ends[mark.kind] = max(x, ends.get(mark.kind, 0.0) + _APART * scale)
                _draw_mark(drawing, mark.kind, (x, y), _NUMBER[mark.kind])
                drawing.words(
                    str(number_of),
                    (x, y),
                    TextStyle(
                        anchor="middle",
                        size=_DIGITS * scale,
                        colour=drawing.style.background,
                        bold=True,
                    ),
                )
            else:
                _draw_mark(drawing, mark.kind, (x, y), _MARK[mark.kind] / 2)
            if mark in labels:
                label = labels[mark]
                apart = (MILESTONE_MARK / 2 + GAP) * scale * (-1 if label.is_left else 1)
                drawing.words(
                    label.words,
                    (x + apart, y),
                    TextStyle(
                        anchor="end" if label.is_left else "start", size=drawing.size - scale
                    ),
                )


def _event_labels(
    drawing: Drawing, axis: DayAxis, body: Timeline, size: Size
) -> Mapping[EventDay, EventLabel]:
    return event_labels(
        body,
        narrowest_axis(drawing, axis).x,
        (0.0, drawing.width * drawing.room_share),
        (drawing.size - drawing.scale) * (PAGE_LETTERS if size.fit_width else 1),
        MILESTONE_MARK * drawing.scale,
    )


def _draw_mark(drawing: Drawing, kind: EventKind, middle: Point, half: float) -> None:
    """Draw the mark of a milestone or an event; `half` is the px from its middle to its edge."""
    if kind == "milestone":
        drawing.diamond(middle, half * drawing.scale, drawing.style.text)
    else:
        drawing.circle(middle, half * drawing.scale, drawing.style.accent)
