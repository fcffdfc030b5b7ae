"""Milestones and reported events on a slide's timeline, and the list that says what they are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from campaign.analysis.view import View
from campaign.charts.body import Timeline
from campaign.charts.event_marks import EVENT_KINDS, EventKind, EventMark
from campaign.render.event_labels import GAP, event_labels
from campaign.render.pptx.box import Box
from campaign.render.pptx.calendar import LINE_NAME, draw_lines
from campaign.render.pptx.legend import OMITTED, Sign, draw_omitted_count, draw_sign, lane_mark
from campaign.render.pptx.shapes import Align, Canvas, Paragraph
from campaign.render.text_width import LINE, SMALLEST, fit_text, width, wrap_text
from campaign.theme.roles import mark_role, paint

_SIZE = 12  # font size of the list, in points
_APART = 4  # points above a line of the list
_HEADING = 2 * 12 * LINE + 1  # height of the name of a list in two lines
_LANGUAGES: tuple[Literal["all", "marks", "none"], ...] = ("all", "marks", "none")
_BETWEEN = 6  # points below a list
_NUMBERED = 19  # points: the width of the mark of a milestone with its number


@dataclass(frozen=True)
class Marks:
    """The milestones and reported events of a timeline, also those outside its calendar."""

    body: Timeline
    view: View

    @property
    def height(self) -> float:
        """The height in points of names of lines, milestones and events above the days."""
        kinds = {event.kind for event in self.body.events}
        return (
            LINE_NAME * len(self.body.calendar.rules)
            + (_NUMBERED + 2 if "milestone" in kinds else 0)
            + (12 if "reported" in kinds else 0)
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
        """Draw the lines over the plot and the marks above it, one for each day.

        The mark of milestones has their number in the list.
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
                continue  # too far from its day; the list still has the milestone
            before = x
            self._draw_milestone(canvas, x, y, number, labels)
        self._draw_labels(canvas, plot)

    def _draw_labels(self, canvas: Canvas, plot: Box) -> None:
        """Draw the names of reported events that have room, or their numbers in the list."""
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
            align: Align = "r" if label.is_left else "l"
            words = [Paragraph(label.words, SMALLEST, colour, align=align)]
            canvas.words(label.words, room, words, anchor="ctr")

    def _draw_milestone(self, canvas: Canvas, x: float, y: float, number: int, name: str) -> None:
        style = self.view.style
        draw_sign(canvas, replace(self.milestone, wide=_NUMBERED, tall=_NUMBERED), x, y, name)
        canvas.words(
            name,
            Box(x - _NUMBERED / 2, y - 7, _NUMBERED, 14),
            [Paragraph(str(number), SMALLEST, style.background, bold=True, align="ctr")],
            anchor="ctr",
        )

    def draw_list(self, canvas: Canvas, box: Box) -> None:
        """Draw the list of milestones and reported events with the numbers of marks and the days.

        All events have the same font size, the largest that has room. Names in a second language
        are below them if there is room for them in all events, or else only in events with marks.
        Events that have no room are counted; events without marks are omitted first.
        """
        colour = self.view.style.text
        size, lists, is_whole = _with_room(self._lists(), box)
        for at, part in enumerate(lists):
            sign = self.milestone if part.kind == "milestone" else self.event
            draw_sign(canvas, sign, box.x + 5, box.y + 10, part.name)
            room = Box(box.x + 16, box.y, box.w - 16, _HEADING)
            y = box.y + canvas.fit_words(
                part.name, room, Paragraph(part.name, 14, colour, bold=True), 11
            )
            # The first of two lists leaves room for the other's heading and two events.
            others = min(len(lists[-1].rows), 2) * 2 * size * LINE + OMITTED + _HEADING + 6
            reserve = others if at < len(lists) - 1 and not is_whole else 0
            room = Box(box.x, y, box.w, box.bottom - reserve - y)
            end = self._draw_rows(canvas, room, part.rows, size)
            box = Box(box.x, end + _BETWEEN, box.w, box.bottom - end - _BETWEEN)

    def _draw_rows(self, canvas: Canvas, room: Box, rows: Sequence[_Row], size: float) -> float:
        """Draw the events that have room at this font size; return their lower end."""
        style, y = self.view.style, room.y
        shown = _rows_with_room(rows, room, size)
        for row in shown:
            line = Box(room.x, y + _APART, room.w, 2 * size * LINE)
            y += _APART + canvas.fit_words(
                row.name, line, Paragraph(row.words, size, style.text), SMALLEST
            )
            if row.second:
                line = Box(room.x, y, room.w, 2 * SMALLEST * LINE)
                y += canvas.fit_words(
                    row.name, line, Paragraph(row.second, SMALLEST, style.muted), SMALLEST
                )
        if len(shown) < len(rows):
            foot = Box(room.x, y, room.w, OMITTED)
            draw_omitted_count(canvas, foot, len(rows) - len(shown), self.view)
            y = foot.bottom
        return y

    def _lists(self) -> tuple[_List, ...]:
        numbers = {
            event: f"{number}. " for day, number in self.body.numbers.items() for event in day.marks
        }

        calendar = self.body.calendar
        year = calendar.first.year if calendar.first.year == calendar.last.year else None

        def row(event: EventMark) -> _Row:
            # The year of the campaign is in the subtitle above the chart.
            pattern = "day" if event.date.year == year else "full"
            day = self.view.text.date(event.date, pattern)
            words = f"{numbers.get(event, '')}{day} · {event.label}"
            return _Row(event.label, words, event.second_label, event in numbers)

        return tuple(
            _List(kind, name, tuple(map(row, events)))
            for kind, name in zip(EVENT_KINDS, self.body.list_names, strict=True)
            if (events := [event for event in self.body.events if event.kind == kind])
        )

    def _x(self, day: date, plot: Box) -> float:
        return plot.x + plot.w * self.body.calendar.middle(day)


@dataclass(frozen=True)
class _Row:
    """An event in a list: its name, line, name in a second language or "", and if it has a mark."""

    name: str
    words: str
    second: str
    has_mark: bool

    @property
    def single(self) -> _Row:
        """The row in the first language only."""
        return replace(self, second="")

    def height(self, wide: float, size: float) -> float:
        """Return the height of the row at this font size, with the space above it."""
        high = _APART + _lines(self.words, wide, size) * size * LINE
        return high + (_lines(self.second, wide, SMALLEST) * SMALLEST * LINE if self.second else 0)


@dataclass(frozen=True)
class _List:
    """The events of a kind, by date, and the heading above them."""

    kind: EventKind
    name: str
    rows: tuple[_Row, ...]

    def height(self, wide: float, size: float) -> float:
        """Return the height of the list with all its events and the space below it."""
        name = fit_text(self.name, wide - 16, _HEADING, 14, 11, bold=True)
        return name.height + sum(row.height(wide, size) for row in self.rows) + _BETWEEN

    def in_two_languages(self, languages: Literal["all", "marks", "none"]) -> _List:
        """Return the list with a second language for all events, for those with marks, or none."""
        rows = (
            row if languages == "all" or (languages == "marks" and row.has_mark) else row.single
            for row in self.rows
        )
        return replace(self, rows=tuple(rows))


def _with_room(lists: Sequence[_List], box: Box) -> tuple[float, Sequence[_List], bool]:
    """Return the font size, the lists with their languages, and whether all events have room."""
    parts: list[_List] = []
    for languages in _LANGUAGES:
        parts = [part.in_two_languages(languages) for part in lists]
        for size in range(_SIZE, int(SMALLEST) - 1, -1):
            if sum(part.height(box.w, size) for part in parts) - _BETWEEN <= box.h:
                return size, parts, True
    return SMALLEST, parts, False


def _rows_with_room(rows: Sequence[_Row], room: Box, size: float) -> Sequence[_Row]:
    """Return the rows that have room; rows with marks take precedence."""
    if sum(row.height(room.w, size) for row in rows) <= room.h + 0.01:
        return rows
    shown, left = [], room.h - OMITTED
    for row in sorted(rows, key=lambda row: not row.has_mark):
        left -= row.height(room.w, size)
        if left < 0:
            break
        shown.append(row)
    return [row for row in rows if row in shown]


def _lines(words: str, wide: float, size: float) -> int:
    """Return how many lines a text takes, at most two; longer text is cut."""
    return min(2, len(wrap_text(words, wide, size)))
