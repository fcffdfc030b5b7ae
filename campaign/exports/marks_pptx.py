"""Milestones and reported events on a slide's timeline, and the list that says what they are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from campaign.exports.legend_pptx import left_out
from campaign.exports.lettering import LINE, SMALLEST
from campaign.exports.shapes_pptx import Box, Canvas, Words, solid, stroke
from campaign.figures.timeline import KINDS, Calendar, Mark, marks_of
from campaign.view import View

_SIZE = 13  # of the words in the list, points
_APART = 19  # between the numbers of two milestones
_ROUND = 9  # across the circle of a reported event


@dataclass(frozen=True)
class Marks:
    """The marks of an edition: `milestones` and `reported` events, each by date."""

    view: View
    calendar: Calendar
    milestones: Sequence[Mark]
    reported: Sequence[Mark]

    @classmethod
    def of(cls, view: View, calendar: Calendar) -> Marks:
        """All marks of the edition on show, those outside its calendar too: the list has them."""
        marks = marks_of(view.edition, view.text)
        kinds = [[m for m in marks if m.kind == kind] for kind in KINDS]
        return cls(view, calendar, *kinds)

    def __bool__(self) -> bool:
        return bool(self.milestones or self.reported)

    def draw(self, canvas: Canvas, plot: Box) -> None:
        """Milestones as numbers above their days, with a line down to the axis; events as circles.

        The circles stand on the upper edge of the plot, one a day however many were reported.
        """
        style, before = self.view.style, -math.inf
        for number, mark in enumerate(self.milestones, start=1):
            if not self._within(mark):
                continue
            x = self._x(mark, plot)
            canvas.shape(
                mark.label,
                Box(x, plot.y - 8, 0.01, plot.h + 8),
                "<a:noFill/>",
                stroke(style.hatch, 1, "sysDash"),
            )
            day, x = x, max(x, before + _APART)
            if x > day + 2 * _APART:
                continue  # too far from its day to be read as its mark; the list has it
            before = x
            canvas.words(
                mark.label,
                Box(x - 9, plot.y - 26, 18, 18),
                [Words(str(number), 11, style.background, bold=True)],
                align="ctr",
                anchor="ctr",
                fill=solid(style.text),
                rounded=True,
            )
        by_day: dict[float, list[str]] = {}
        for mark in filter(self._within, self.reported):
            by_day.setdefault(self._x(mark, plot), []).append(mark.label)
        for x, labels in by_day.items():
            self._circle(canvas, x, plot.y, "; ".join(labels))

    def tell(self, canvas: Canvas, box: Box) -> None:
        """The milestones with their numbers and days; how many events the circles stand for."""
        text, style = self.view.text, self.view.style
        if self.reported:
            foot = Box(box.x, box.bottom - 18, box.w, 18)
            box = Box(box.x, box.y, box.w, box.h - 24)
            said = f"{text('Reported events')}: {text.number(len(self.reported))}"
            self._circle(canvas, foot.x + _ROUND / 2, foot.y + 9, said)
            words = Box(foot.x + 16, foot.y, foot.w - 16, foot.h)
            canvas.fitted(said, words, said, _SIZE, SMALLEST, style.text, anchor="ctr")
        if not self.milestones:
            return
        head = text("Milestones")
        top = Box(box.x, box.y, box.w, 20)
        y = box.y + canvas.fitted(head, top, head, 14, 11, style.text, bold=True)
        room = Box(box.x, y, box.w, box.bottom - y)
        # A second line is taken from 13 points each: what surely fits is known beforehand.
        each = 2 * _SIZE * LINE + 6
        most = max(math.floor(room.h / each), 1)
        if len(self.milestones) > most:
            most = max(math.floor((room.h - 16) / each), 1)
            left_out(canvas, room, len(self.milestones) - most, self.view)
        for number, mark in enumerate(self.milestones[:most], start=1):
            said = f"{number}. {text.date(mark.date, 'short')} · {mark.label}"
            line = Box(box.x, y + 6, box.w, 2 * _SIZE * LINE)
            y += 6 + canvas.fitted(mark.label, line, said, _SIZE, SMALLEST, style.text)

    def _circle(self, canvas: Canvas, x: float, y: float, name: str) -> None:
        style = self.view.style
        canvas.shape(
            name,
            Box(x - _ROUND / 2, y - _ROUND / 2, _ROUND, _ROUND),
            solid(style.background),
            stroke(style.text, 1.5),
            preset="ellipse",
            descr=name,
        )

    def _within(self, mark: Mark) -> bool:
        return self.calendar.first <= mark.date <= self.calendar.last

    def _x(self, mark: Mark, plot: Box) -> float:
        at = (mark.date - self.calendar.first).days + 0.5
        return plot.x + plot.w * at / self.calendar.days
