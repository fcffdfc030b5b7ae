"""Milestones and reported events on a slide's timeline, and the list that says what they are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from campaign.analysis.view import View
from campaign.charts.calendar import KINDS, Calendar, DayLine, EventMark, marks_of
from campaign.exports.pptx.legend import Sign, draw_omitted_count, draw_sign, event, milestone
from campaign.exports.pptx.shapes import Box, Canvas, Words, stroke
from campaign.exports.pptx.text_width import LINE, SMALLEST
from campaign.theme.style import END, RULE, SLIDE_POINT

_SIZE = 13  # of the words in the list, points
_NUMBERED = 19  # across the mark of a milestone that bears its number
_NAME = 13  # the height of a rule's name


@dataclass(frozen=True)
class Marks:
    """The marks of an edition: `milestones` and `reported` events, each by date."""

    view: View
    calendar: Calendar
    milestones: Sequence[EventMark]
    reported: Sequence[EventMark]

    @classmethod
    def of(cls, view: View, calendar: Calendar) -> Marks:
        """All marks of the edition on show, those outside its calendar too: the list has them."""
        marks = marks_of(view.edition, view.text)
        kinds = [[m for m in marks if m.kind == kind] for kind in KINDS]
        return cls(view, calendar, *kinds)

    def __bool__(self) -> bool:
        return bool(self.milestones or self.reported)

    @property
    def lanes(self) -> float:
        """Height in points of what stands above the days: names of rules, milestones, events."""
        return (
            _NAME * len(self.calendar.rules)
            + (_NUMBERED + 2 if self.milestones else 0)
            + (12 if self.reported else 0)
        )

    @property
    def entries(self) -> list[tuple[str, Sign]]:
        """What the legend says of the marks that stand above the days."""
        text, style = self.view.text, self.view.style
        signs = (milestone(style), event(style))
        shown = (self.milestones, self.reported)
        return [
            (text(name), sign)
            for name, sign, marks in zip(KINDS.values(), signs, shown, strict=True)
            if any(map(self._within, marks))
        ]

    def draw(self, canvas: Canvas, plot: Box) -> None:
        """Rules over the plot and the lanes above it; a mark for each milestone, numbered, and one
        for each day with reported events, however many.
        """
        top = plot.y - self.lanes
        for rule in self.calendar.rules:
            self._rule(canvas, rule, plot, top)
        y, before = top + _NAME * len(self.calendar.rules) + _NUMBERED / 2, -math.inf
        for number, mark in enumerate(self.milestones, start=1):
            if not self._within(mark):
                continue
            day = self._x(mark.date, plot)
            x = max(day, before + _NUMBERED)
            if x > day + 2 * _NUMBERED:
                continue  # too far from its day to be read as its mark; the list has it
            before = x
            self._milestone(canvas, x, y, number, mark.label)
        by_day: dict[float, list[str]] = {}
        for mark in filter(self._within, self.reported):
            by_day.setdefault(self._x(mark.date, plot), []).append(mark.label)
        for x, labels in by_day.items():
            draw_sign(canvas, event(self.view.style), x, plot.y - 6, "; ".join(labels))

    def _rule(self, canvas: Canvas, rule: DayLine, plot: Box, top: float) -> None:
        style, name = self.view.style, rule.name(self.view.text)
        x = self._x(rule.day, plot)
        # The names one above the other, the end's on top, so that they never meet.
        line = 0 if rule.dash == END else _NAME * (len(self.calendar.rules) - 1)
        canvas.line(
            name,
            (x, top + line),
            (x, plot.bottom),
            stroke(style.muted, RULE * SLIDE_POINT, rule.dash),
        )
        early = x < plot.x + plot.w / 2
        room = Box(x + 3, top + line, plot.right - x - 3, _NAME)
        if not early:
            room = Box(plot.x, top + line, x - 3 - plot.x, _NAME)
        canvas.fitted(
            name, room, name, SMALLEST, SMALLEST, style.muted, align="l" if early else "r"
        )

    def _milestone(self, canvas: Canvas, x: float, y: float, number: int, name: str) -> None:
        style = self.view.style
        draw_sign(canvas, replace(milestone(style), wide=_NUMBERED, tall=_NUMBERED), x, y, name)
        canvas.words(
            name,
            Box(x - _NUMBERED / 2, y - 7, _NUMBERED, 14),
            [Words(str(number), SMALLEST, style.background, bold=True)],
            align="ctr",
            anchor="ctr",
        )

    def tell(self, canvas: Canvas, box: Box) -> None:
        """The milestones with their numbers and days; how many events the circles stand for."""
        text, style = self.view.text, self.view.style
        if self.reported:
            foot = Box(box.x, box.bottom - 18, box.w, 18)
            box = Box(box.x, box.y, box.w, box.h - 24)
            said = f"{text('Reported events')}: {text.number(len(self.reported))}"
            draw_sign(canvas, event(style), foot.x + 5, foot.y + 9, said)
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
            draw_omitted_count(canvas, room, len(self.milestones) - most, self.view)
        for number, mark in enumerate(self.milestones[:most], start=1):
            said = f"{number}. {text.date(mark.date, 'short')} · {mark.label}"
            line = Box(box.x, y + 6, box.w, 2 * _SIZE * LINE)
            y += 6 + canvas.fitted(mark.label, line, said, _SIZE, SMALLEST, style.text)

    def _within(self, mark: EventMark) -> bool:
        return self.calendar.first <= mark.date <= self.calendar.last

    def _x(self, day: date, plot: Box) -> float:
        return plot.x + plot.w * self.calendar.middle(day)
