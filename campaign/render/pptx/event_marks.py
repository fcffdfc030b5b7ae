"""Milestones and reported events on a slide's timeline, and the list that says what they are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from campaign.analysis.view import View
from campaign.charts.body import Timeline
from campaign.charts.event_marks import EventMark
from campaign.render.event_labels import GAP, event_labels
from campaign.render.pptx.calendar import LINE_NAME, draw_lines
from campaign.render.pptx.legend import Sign, draw_omitted_count, draw_sign, lane_mark
from campaign.render.pptx.shapes import Box, Canvas, Words
from campaign.render.text_width import LINE, SMALLEST, fit_text, width, wrap_text
from campaign.theme.paint import mark_role, paint

_SIZE = 12  # of the words in the list, points
_APART, _OMITTED = 4, 16  # above a line of the list, and the height of what is left out
_HEADING = 2 * 12 * LINE + 1  # room for the name of a list in two lines
_ROW = 2 * _SIZE * LINE + _APART
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
        """Lines over the plot and the marks above it: one for each day, that of milestones with
        the number that the list gives it.
        """
        body, top = self.body, plot.y - self.height
        over = Box(plot.x, top, plot.w, plot.bottom - top)
        draw_lines(canvas, body.calendar, body.line_names, over, self.view)
        y = top + LINE_NAME * len(body.calendar.rules) + _NUMBERED / 2
        before = -math.inf
        for event_day, number in body.numbers.items():
            labels = "; ".join(mark.label for mark in event_day.marks)
            day = self._x(event_day.day, plot)
            if event_day.kind == "reported":
                draw_sign(canvas, self.event, day, plot.y - 6, labels)
                continue
            x = max(day, before + _NUMBERED)
            if x > day + 2 * _NUMBERED:
                continue  # too far from its day to be read as its mark; the list has it
            before = x
            self._draw_milestone(canvas, x, y, number, labels)
        self._draw_labels(canvas, plot)

    def _draw_labels(self, canvas: Canvas, plot: Box) -> None:
        """The words of reported events that have room, or their numbers in the list."""
        mark, colour = self.event.wide, self.view.style.text
        labels = event_labels(
            replace(self.body, has_list=True),
            lambda day: self._x(day, plot),
            (plot.x, plot.right),
            SMALLEST,
            mark,
            milestones=False,
        )
        for event_day, label in labels.items():
            length = width(label.words, SMALLEST) + 1
            apart = mark / 2 + GAP
            x = self._x(event_day.day, plot) + (-apart - length if label.is_left else apart)
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
        """The milestones and the reported events with the numbers of their marks and their days.

        Where these have no room for all, the number that is left out; marks keep theirs longest.
        """
        text = self.view.text
        milestones = text("Milestones"), self.milestones, self.milestone
        reported = text("Reported events"), self.reported, self.event
        lists = [part for part in (milestones, reported) if part[1]]
        for at, (heading, events, sign) in enumerate(lists):
            # The first of two lists leaves the other its heading and two events.
            others = min(len(lists[-1][1]), 2) * _ROW + _OMITTED + _HEADING + 6
            reserve = others if at < len(lists) - 1 else 0
            y = self._draw_heading(canvas, box, heading, sign)
            end = self._draw_events(canvas, Box(box.x, y, box.w, box.bottom - reserve - y), events)
            box = Box(box.x, end + 6, box.w, box.bottom - end - 6)

    def _draw_heading(self, canvas: Canvas, box: Box, words: str, sign: Sign) -> float:
        """The name of a list beside the mark of its events; give its lower end."""
        draw_sign(canvas, sign, box.x + 5, box.y + 10, words)
        room = Box(box.x + 16, box.y, box.w - 16, _HEADING)
        colour = self.view.style.text
        return box.y + canvas.fit_words(words, room, words, 14, 11, colour, bold=True)

    def _draw_events(self, canvas: Canvas, room: Box, events: Sequence[EventMark]) -> float:
        """Each event with the number of its mark, as many as have room; give their lower end."""
        colour, y = self.view.style.text, room.y
        numbers = {
            event: f"{number}. " for day, number in self.body.numbers.items() for event in day.marks
        }
        lines = [
            f"{numbers.get(event, '')}{self.view.text.date(event.date, 'short')} · {event.label}"
            for event in events
        ]
        rows = _rows_with_room(lines, [event in numbers for event in events], room)
        # All lines have the size of the longest.
        tall = _ROW - _APART
        sizes = [fit_text(lines[at], room.w, tall, _SIZE, SMALLEST).size for at in rows]
        for at in rows:
            line, name = Box(room.x, y + _APART, room.w, tall), events[at].label
            y += _APART + canvas.fit_words(name, line, lines[at], min(sizes), SMALLEST, colour)
        if len(rows) < len(lines):
            foot = Box(room.x, y, room.w, _OMITTED)
            draw_omitted_count(canvas, foot, len(lines) - len(rows), self.view)
            y = foot.bottom
        return y

    def _x(self, day: date, plot: Box) -> float:
        return plot.x + plot.w * self.body.calendar.middle(day)


def _rows_with_room(lines: Sequence[str], has_mark: Sequence[bool], room: Box) -> list[int]:
    """The positions of the lines that have room: all, or those of marks before the others."""
    heights = [
        _APART + min(2, len(wrap_text(words, room.w, _SIZE))) * _SIZE * LINE for words in lines
    ]
    everything = range(len(lines))
    if sum(heights) <= room.h:
        return list(everything)
    rows, left = [], room.h - _OMITTED
    for at in sorted(everything, key=lambda at: not has_mark[at]):
        left -= heights[at]
        if left < 0:
            break
        rows.append(at)
    return sorted(rows)
