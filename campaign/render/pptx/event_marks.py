"""Milestones and reported events on a slide's timeline, and the list that says what they are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from campaign.analysis.view import View
from campaign.charts.body import Timeline
from campaign.charts.calendar import EventMark
from campaign.render.event_labels import GAP, event_labels
from campaign.render.pptx.calendar import LINE_NAME, draw_lines
from campaign.render.pptx.legend import Sign, draw_omitted_count, draw_sign, lane_mark
from campaign.render.pptx.shapes import Box, Canvas, Words
from campaign.render.text_width import LINE, SMALLEST, width
from campaign.theme.paint import mark_role, paint

_SIZE = 13  # of the words in the list, points
_NUMBERED = 19  # across the mark of a milestone that bears its number


@dataclass(frozen=True)
class Marks:
    """The milestones and reported events of a timeline, also those beyond its calendar."""

    body: Timeline
    view: View

    @property
    def milestones(self) -> Sequence[EventMark]:
        """The milestones by date."""
        return [event for event in self.body.events if event.kind == "milestone"]

    @property
    def reported(self) -> Sequence[EventMark]:
        """The reported events by date."""
        return [event for event in self.body.events if event.kind == "reported"]

    @property
    def height(self) -> float:
        """Height in points of what stands above the days: names of lines, milestones, events."""
        return (
            LINE_NAME * len(self.body.calendar.rules)
            + (_NUMBERED + 2 if self.milestones else 0)
            + (12 if self.reported else 0)
        )

    @property
    def milestone(self) -> Sign:
        """The mark of a milestone."""
        return lane_mark(paint(mark_role("milestone"), self.view.style), "diamond")

    @property
    def event(self) -> Sign:
        """The mark of a day with reported events."""
        return lane_mark(paint(mark_role("reported"), self.view.style), "ellipse")

    def draw(self, canvas: Canvas, plot: Box) -> None:
        """Lines over the plot and the marks above it; a mark for each milestone, numbered, and one
        for each day with reported events, however many.
        """
        body, top = self.body, plot.y - self.height
        over = Box(plot.x, top, plot.w, plot.bottom - top)
        draw_lines(canvas, body.calendar, body.line_names, over, self.view)
        y = top + LINE_NAME * len(body.calendar.rules) + _NUMBERED / 2
        before = -math.inf
        for number, mark in enumerate(self.milestones, start=1):
            if not body.calendar.first <= mark.date <= body.calendar.last:
                continue
            day = self._x(mark.date, plot)
            x = max(day, before + _NUMBERED)
            if x > day + 2 * _NUMBERED:
                continue  # too far from its day to be read as its mark; the list has it
            before = x
            self._draw_milestone(canvas, x, y, number, mark.label)
        for marked in body.marks:
            if marked.kind == "reported":
                labels = "; ".join(mark.label for mark in marked.marks)
                x = self._x(marked.day, plot)
                draw_sign(canvas, self.event, x, plot.y - 6, labels)
        self._draw_labels(canvas, plot)

    def _draw_labels(self, canvas: Canvas, plot: Box) -> None:
        """The words of reported events that have room; the list names the milestones."""
        mark, colour = self.event.wide, self.view.style.text
        labels = event_labels(
            self.body,
            lambda day: self._x(day, plot),
            (plot.x, plot.right),
            SMALLEST,
            mark,
            milestones=False,
        )
        for marked, label in labels.items():
            length = width(label.words, SMALLEST) + 1
            apart = mark / 2 + GAP
            x = self._x(marked.day, plot) + (-apart - length if label.is_left else apart)
            room = Box(x, plot.y - 12, length, 12)
            words = [Words(label.words, SMALLEST, colour)]
            canvas.words(
                label.words, room, words, align="r" if label.is_left else "l", anchor="ctr"
            )

    def _draw_milestone(self, canvas: Canvas, x: float, y: float, number: int, name: str) -> None:
        style = self.view.style
        draw_sign(canvas, replace(self.milestone, wide=_NUMBERED, tall=_NUMBERED), x, y, name)
        canvas.words(
            name,
            Box(x - _NUMBERED / 2, y - 7, _NUMBERED, 14),
            [Words(str(number), SMALLEST, style.background, bold=True)],
            align="ctr",
            anchor="ctr",
        )

    def draw_list(self, canvas: Canvas, box: Box) -> None:
        """The milestones with their numbers and days; how many events the circles stand for."""
        text, style = self.view.text, self.view.style
        if self.reported:
            foot = Box(box.x, box.bottom - 18, box.w, 18)
            box = Box(box.x, box.y, box.w, box.h - 24)
            words = f"{text('Reported events')}: {text.number(len(self.reported))}"
            draw_sign(canvas, self.event, foot.x + 5, foot.y + 9, words)
            room = Box(foot.x + 16, foot.y, foot.w - 16, foot.h)
            canvas.fit_words(words, room, words, _SIZE, SMALLEST, style.text, anchor="ctr")
        if not self.milestones:
            return
        heading = text("Milestones")
        top = Box(box.x, box.y, box.w, 20)
        y = box.y + canvas.fit_words(heading, top, heading, 14, 11, style.text, bold=True)
        room = Box(box.x, y, box.w, box.bottom - y)
        # Room for two lines each: as many as fit, however long their words are.
        each = 2 * _SIZE * LINE + 6
        most = max(math.floor(room.h / each), 1)
        if len(self.milestones) > most:
            most = max(math.floor((room.h - 16) / each), 1)
            draw_omitted_count(canvas, room, len(self.milestones) - most, self.view)
        for number, mark in enumerate(self.milestones[:most], start=1):
            words = f"{number}. {text.date(mark.date, 'short')} · {mark.label}"
            line = Box(box.x, y + 6, box.w, 2 * _SIZE * LINE)
            y += 6 + canvas.fit_words(mark.label, line, words, _SIZE, SMALLEST, style.text)

    def _x(self, day: date, plot: Box) -> float:
        return plot.x + plot.w * self.body.calendar.middle(day)
