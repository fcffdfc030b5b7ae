"""The timeline on a slide: two native charts, marks above them, and the list of events."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from typing import Literal

import numpy as np

from campaign.analysis.view import View
from campaign.charts.chart import Chart
from campaign.charts.event_marks import EVENT_KINDS, EventKind, EventMark
from campaign.charts.spec import Day, LegendKey, Timeline
from campaign.charts.words.ranges import RANGE
from campaign.render.event_labels import GAP as EVENT_GAP
from campaign.render.event_labels import event_labels
from campaign.render.pptx.calendar import LINE_NAME, axis_of, draw_hollow_marks, draw_lines
from campaign.render.pptx.legend import (
    OMITTED,
    Sign,
    draw_keys,
    draw_omitted_count,
    draw_sign,
    lane_mark,
)
from campaign.render.pptx.native_chart import (
    NativeChart,
    Series,
    add_chart,
    number_pattern,
    sheet_notes,
)
from campaign.render.pptx.shapes import Align, Box, Canvas, Look, Paragraph, solid, stroke
from campaign.render.text_width import LINE, SMALLEST, fit_text, width, wrap_text
from campaign.render.total_words import GAP, TotalWords, total_words
from campaign.theme.roles import ACCENT, line_role, mark_role, paint
from campaign.theme.style import RANGE_END, RANGE_TICK, RANGE_WIDTH, SLIDE_POINT, TINT

_AXIS, _HEADING, _BESIDE = 48, 17, 8  # points to the left of a plot, above it, to its right
Values = tuple[float | None, ...]

_END = 12  # points

_DATES = 2 * 12 * LINE + 8  # points: the dates below the axis
_LIST, _WIDE_LIST = 230, 270  # width of the list of marks beside the timeline, points
_DAILY = 0.55  # the upper panel as a share of the height of both


def draw(canvas: Canvas, box: Box, view: View, chart: Chart) -> None:
    """Draw columns per day by group, marks above them, and the running total below."""
    spec = chart.spec
    assert isinstance(spec, Timeline)
    marks, keys = Marks(spec, view), spec.legend
    if spec.events:
        # The headings of the list explain the marks of its events.
        keys = tuple(key for key in keys if key.mark not in ("milestone", "event"))
        beside = _WIDE_LIST if any(event.second_label for event in spec.events) else _LIST
        marks.draw_list(canvas, Box(box.right - beside, box.y, beside, box.h))
        box = Box(box.x, box.y, box.w - beside - 20, box.h)
    box = box.below(draw_keys(canvas, box, keys, view))
    panels = box.h - marks.height - 2 * _HEADING - _DATES
    wide = box.w - _AXIS - _BESIDE
    daily = Box(box.x + _AXIS, box.y + marks.height + _HEADING, wide, panels * _DAILY)
    total_box = Box(daily.x, daily.bottom + _HEADING, wide, panels * (1 - _DAILY))
    both = Box(daily.x, daily.y - _HEADING, wide, total_box.bottom - daily.y + _HEADING)
    _draw_unselected_days(canvas, both, spec, view)
    _draw_panel(canvas, daily, _daily(spec, daily, view, chart), view, chart)
    _draw_day_marks(canvas, daily, spec, view)
    # If no day is reported, the total would be drawn as zero.
    if any(day.state != "not_reported" for day in spec.days):
        words, size = _fit_total_words(spec, total_box)
        high = (len(words.lines) * size + len(words.seconds) * SMALLEST) * LINE
        end = spec.total_end(high / total_box.h)
        _draw_panel(canvas, total_box, _total_chart(spec, total_box, end, view), view, chart)
        if spec.end_words:
            _draw_end_words(canvas, total_box, spec, words, size, view)
        _draw_range(canvas, total_box, spec, end, view)
    marks.draw(canvas, both)


def _daily(spec: Timeline, plot: Box, view: View, chart: Chart) -> _TimelinePanel:
    """Return the panel of columns by group; zero is a mark, a day not reported has no column."""
    name = spec.headings[0]
    series = [
        _group(spec, key, view)
        if key.mark == "area"
        else Series(
            key.label,
            _values_of(spec, lambda day: day.value if day.state == "zero" else None),
            "dot",
            paint(key.role, view.style).fill,
        )
        for key in spec.legend
        if key.mark in ("area", "dot")
    ]
    beside = [(name, _values_of(spec, lambda day: day.value)), *_unreported(spec, view, chart)]
    return _TimelinePanel(name, tuple(series), axis_of(spec.ticks, plot.h), False, tuple(beside))


def _group(spec: Timeline, key: LegendKey, view: View) -> Series:
    """Return the values of a group by day; days that are not selected are pale."""
    values = _values_of(
        spec, lambda day: next((p.value for p in day.parts if p.role == key.role), None)
    )
    colour = paint(key.role, view.style).fill
    faded = {day.day for day in spec.days if day.faded}
    pale = paint(key.role, view.style, faded=True).flat
    colours = tuple(pale if day in faded else colour for day in _dates_of(spec)) if faded else ()
    return Series(key.label, values, "column", colour, colours)


def _unreported(spec: Timeline, view: View, chart: Chart) -> list[tuple[str, Values]]:
    """Return the column of the data sheet with the activities of each day not reported; or []."""
    if all(day.state != "not_reported" for day in spec.days):
        return []
    rows = chart.table.frame
    counts = dict(zip(rows["date"].dt.date, rows["activities"], strict=True))
    name = view.text("Activities with attendance not reported")
    values = _values_of(spec, lambda day: counts[day.day] if day.state == "not_reported" else None)
    return [(name, values)]


def _draw_day_marks(canvas: Canvas, plot: Box, spec: Timeline, view: View) -> None:
    for key in spec.legend:
        if key.mark == "hollow":
            days = [
                (spec.calendar.middle(day.day), f"{view.text.date(day.day)}: {key.label}")
                for day in spec.days
                if day.state == "not_reported"
            ]
            draw_hollow_marks(canvas, plot, key.label, days, view)


def _draw_unselected_days(canvas: Canvas, plots: Box, spec: Timeline, view: View) -> None:
    """Draw a tinted background for the days that are not selected."""
    calendar, day = spec.calendar, plots.w / spec.calendar.days
    for first, last in spec.unselected_spans:
        left = plots.x + (first - calendar.first).days * day
        background = Box(left, plots.y, ((last - first).days + 1) * day, plots.h)
        name = view.text.date_range_short(first, last)
        canvas.shape(name, background, Look(solid(view.style.muted, TINT)))


def _total_chart(spec: Timeline, plot: Box, end: float, view: View) -> _TimelinePanel:
    """Return the running total and the plan; `end` is the value at the top of the axis."""
    days = {day.day: day.cumulative for day in spec.days}
    totals = accumulate((days.get(day, 0.0) for day in _dates_of(spec)), max)
    name, colour = spec.headings[1], paint(ACCENT, view.style).fill
    # The highest tick is below the end of the axis, because the label of the total is there.
    _, step = axis_of(spec.total_ticks, plot.h * spec.total_ticks[-1].at / end)
    series = (Series(name, tuple(map(int, totals)), "line", colour), *_plan(spec, view))
    return _TimelinePanel(name, series, (end, step), True)


def _plan(spec: Timeline, view: View) -> tuple[Series, ...]:
    """Return the series of planned totals by day; () if there is no plan."""
    key = next((key for key in spec.legend if key.role == line_role("plan")), None)
    if key is None:
        return ()
    days, totals = zip(*spec.plan, strict=True)
    at = [(day - spec.calendar.first).days for day in _dates_of(spec)]
    corners = [(day - spec.calendar.first).days for day in days]
    values = tuple(round(float(value)) for value in np.interp(at, corners, totals))
    colour = paint(key.role, view.style).fill
    return (Series(key.label, values, "line", colour, dash="dash"),)


def _fit_total_words(spec: Timeline, plot: Box) -> tuple[TotalWords, int]:
    """Return the label of the total and its font size, reduced if two languages then fit a line."""

    def words_of(size: int) -> TotalWords:
        return total_words(
            spec,
            lambda day: plot.x + plot.w * spec.calendar.middle(day),
            (plot.x, plot.right),
            lambda line: width(line, size, bold=True),
        )

    sizes = range(_END, SMALLEST - 1, -1)
    size = next((size for size in sizes if not words_of(size).seconds), _END)
    return words_of(size), size


def _draw_end_words(
    canvas: Canvas, plot: Box, spec: Timeline, words: TotalWords, size: float, view: View
) -> None:
    """Draw the label of the total at the top of its panel, above the lines of total and plan."""
    share = 1.0 if words.before is None else spec.calendar.middle(words.before)
    end, row, top = plot.x + plot.w * share - GAP, size * LINE, plot.y - 2
    for at, line in enumerate(words.lines):
        room, name = Box(plot.x, top + at * row, end - plot.x, row + 1), spec.headings[1]
        canvas.fit_words(
            name, room, Paragraph(line, size, view.style.text, bold=True, align="r"), SMALLEST
        )
    top += len(words.lines) * row
    for at, line in enumerate(words.seconds):
        small = SMALLEST * LINE
        room, name = Box(plot.x, top + at * small, end - plot.x, small + 1), spec.headings[1]
        canvas.fit_words(
            name, room, Paragraph(line, SMALLEST, view.style.text, align="r"), SMALLEST
        )


def _draw_range(canvas: Canvas, plot: Box, spec: Timeline, top: float, view: View) -> None:
    """Draw the range of the last total, to the right of the days: its line, tick and end.

    `top` is the value at the top of the plot.
    """
    if not spec.has_range:
        return
    ends = (spec.total, spec.middle, spec.high)
    low, middle, high = (plot.bottom - plot.h * end / top for end in ends)
    words = next((key.label for key in spec.legend if key.role == RANGE), spec.end_words)
    line, x = stroke(view.style.text, RANGE_WIDTH * SLIDE_POINT), plot.right + _BESIDE / 2
    canvas.line(words, (x, high), (x, low), line)
    for y, across in ((middle, RANGE_TICK), (high, RANGE_END)):
        half = across * SLIDE_POINT / 2
        canvas.line(words, (x - half, y), (x + half, y), line)


@dataclass(frozen=True)
class _TimelinePanel:
    """One of the two charts: its name, its series, the upper end and the step of its axis.

    `beside` are more columns of its data sheet. With `has_dates` the axis has dates.
    """

    name: str
    series: tuple[Series, ...]
    axis: tuple[float, float]
    has_dates: bool
    beside: tuple[tuple[str, Values], ...] = ()


def _draw_panel(canvas: Canvas, plot: Box, panel: _TimelinePanel, view: View, chart: Chart) -> None:
    """Draw a native chart over the days with its name above."""
    heading = Box(plot.x, plot.y - _HEADING + 2, plot.w, 14)
    canvas.fit_words(panel.name, heading, Paragraph(panel.name, 11, view.style.muted), SMALLEST)
    spec = chart.spec
    assert isinstance(spec, Timeline)
    area = Box(plot.x - _AXIS, plot.y - 6, plot.w + _AXIS + _BESIDE, plot.h + 6 + _DATES)
    native = NativeChart(
        _dates_of(spec),
        panel.series,
        view.text,
        view.style,
        plot,
        number_pattern(view.text),
        12,
        view.text("Date"),
        beside=panel.beside,
        notes=sheet_notes(view),
        top=float(panel.axis[0]),
        step=float(panel.axis[1]),
        silent=True,
        ticks=_ticks(spec) if panel.has_dates else (),
        gap=20,
    )
    add_chart(canvas, panel.name, chart.description, area, native)


def _ticks(spec: Timeline) -> tuple[tuple[int, str], ...]:
    """Return the dates on the axis: the number of the day, and two lines.

    They are the date and the number of the day, or the date in two languages.
    """
    first, ticks = spec.calendar.first, spec.day_ticks.wide
    seconds = [tick.second_words.split("\n")[:1] for tick in ticks]
    lines = [
        [tick.lines[0], *second] if any(second) else tick.lines
        for tick, second in zip(ticks, seconds, strict=True)
    ]
    return tuple(
        ((tick.at - first).days, "\n".join(words)) for tick, words in zip(ticks, lines, strict=True)
    )


def _dates_of(spec: Timeline) -> tuple[date, ...]:
    """Return the days of the calendar, in their order."""
    calendar = spec.calendar
    return tuple(calendar.first + timedelta(days=n) for n in range(calendar.days))


def _values_of(spec: Timeline, value_of: Callable[[Day], float | None]) -> Values:
    """Return an integer for each day of the calendar; None for a day without a value."""
    values = {day.day: value_of(day) for day in spec.days}
    in_order = (values.get(day) for day in _dates_of(spec))
    return tuple(None if value is None or value != value else int(value) for value in in_order)


_SIZE = 12  # font size of the list, in points
_APART = 4  # points above a line of the list
_EVENTS_HEADING = 2 * 12 * LINE + 1  # height of the name of a list in two lines
_LANGUAGES: tuple[Literal["all", "marks", "none"], ...] = ("all", "marks", "none")
_BETWEEN = 6  # points below a list
_NUMBERED = 19  # points: the width of the mark of a milestone with its number


@dataclass(frozen=True)
class Marks:
    """The milestones and reported events of a timeline, also those outside its calendar."""

    spec: Timeline
    view: View

    @property
    def height(self) -> float:
        """The height in points of names of lines, milestones and events above the days."""
        kinds = {event.kind for event in self.spec.events}
        return (
            LINE_NAME * len(self.spec.calendar.rules)
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
        spec, top = self.spec, plot.y - self.height
        over = Box(plot.x, top, plot.w, plot.bottom - top)
        draw_lines(canvas, spec.calendar, spec.line_names, over, self.view)
        y = top + LINE_NAME * len(spec.calendar.rules) + _NUMBERED / 2
        before = -math.inf
        for event_day, number in spec.numbers.items():
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
            replace(self.spec, has_list=True),
            lambda day: self._x(day, plot),
            (plot.x, plot.right),
            SMALLEST,
            mark,
            milestones=False,
        )
        for event_day, label in labels.items():
            length = width(label.words, SMALLEST) + 1
            apart = mark / 2 + EVENT_GAP
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
            room = Box(box.x + 16, box.y, box.w - 16, _EVENTS_HEADING)
            y = box.y + canvas.fit_words(
                part.name, room, Paragraph(part.name, 14, colour, bold=True), 11
            )
            # The first of two lists leaves room for the other's heading and two events.
            others = min(len(lists[-1].rows), 2) * 2 * size * LINE + OMITTED + _EVENTS_HEADING + 6
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
            event: f"{number}. " for day, number in self.spec.numbers.items() for event in day.marks
        }

        calendar = self.spec.calendar
        year = calendar.first.year if calendar.first.year == calendar.last.year else None

        def row(event: EventMark) -> _Row:
            # The year of the campaign is in the subtitle above the chart.
            pattern = "day" if event.date.year == year else "full"
            day = self.view.text.date(event.date, pattern)
            words = f"{numbers.get(event, '')}{day} · {event.label}"
            return _Row(event.label, words, event.second_label, event in numbers)

        return tuple(
            _List(kind, name, tuple(map(row, events)))
            for kind, name in zip(EVENT_KINDS, self.spec.list_names, strict=True)
            if (events := [event for event in self.spec.events if event.kind == kind])
        )

    def _x(self, day: date, plot: Box) -> float:
        return plot.x + plot.w * self.spec.calendar.middle(day)


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
        name = fit_text(self.name, wide - 16, _EVENTS_HEADING, 14, 11, bold=True)
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
