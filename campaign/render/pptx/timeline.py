"""The timeline on a slide: two native charts with marks above them, as on screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

import numpy as np

from campaign.analysis.view import View
from campaign.charts.body import Day, LegendKey, Timeline
from campaign.charts.chart import Chart
from campaign.charts.words.ranges import RANGE
from campaign.render.pptx.box import Box
from campaign.render.pptx.calendar import axis_of, draw_hollow_marks
from campaign.render.pptx.data_sheet import number_pattern, sheet_notes
from campaign.render.pptx.event_marks import Marks
from campaign.render.pptx.legend import draw_keys
from campaign.render.pptx.looks import Look, solid, stroke
from campaign.render.pptx.native_chart import NativeChart, Series, add_chart
from campaign.render.pptx.shapes import Canvas, Paragraph
from campaign.render.text_width import LINE, SMALLEST, width
from campaign.render.total_words import GAP, TotalWords, total_words
from campaign.theme.roles import ACCENT, line_role, paint
from campaign.theme.style import RANGE_END, RANGE_TICK, RANGE_WIDTH, SLIDE_POINT, TINT

_AXIS, _HEADING, _BESIDE = 48, 17, 8  # points to the left of a plot, above it, to its right
Values = tuple[float | None, ...]

_END = 12  # points

_DATES = 22  # points: the dates below the axis
_LIST, _WIDE_LIST = 230, 270  # width of the list of marks beside the timeline, points
_DAILY = 0.55  # the upper panel as a share of the height of both


def draw(canvas: Canvas, box: Box, view: View, chart: Chart) -> None:
    """Draw columns per day by group, marks above them, and the running total below."""
    body = chart.body
    assert isinstance(body, Timeline)
    marks, keys = Marks(body, view), body.legend
    if body.events:
        # The headings of the list explain the marks of its events.
        keys = tuple(key for key in keys if key.mark not in ("milestone", "event"))
        beside = _WIDE_LIST if any(event.second_label for event in body.events) else _LIST
        marks.draw_list(canvas, Box(box.right - beside, box.y, beside, box.h))
        box = Box(box.x, box.y, box.w - beside - 20, box.h)
    box = box.below(draw_keys(canvas, box, keys, view))
    panels = box.h - marks.height - 2 * _HEADING - _DATES
    wide = box.w - _AXIS - _BESIDE
    daily = Box(box.x + _AXIS, box.y + marks.height + _HEADING, wide, panels * _DAILY)
    total_box = Box(daily.x, daily.bottom + _HEADING, wide, panels * (1 - _DAILY))
    both = Box(daily.x, daily.y - _HEADING, wide, total_box.bottom - daily.y + _HEADING)
    _draw_unselected_days(canvas, both, body, view)
    _draw_panel(canvas, daily, _daily(body, daily, view, chart), view, chart)
    _draw_day_marks(canvas, daily, body, view)
    # If no day is reported, the total would be drawn as zero.
    if any(day.state != "not_reported" for day in body.days):
        words, size = _fit_total_words(body, total_box)
        high = (len(words.lines) * size + len(words.seconds) * SMALLEST) * LINE
        end = body.total_end(high / total_box.h)
        _draw_panel(canvas, total_box, _total_chart(body, total_box, end, view), view, chart)
        if body.end_words:
            _draw_end_words(canvas, total_box, body, words, size, view)
        _draw_range(canvas, total_box, body, end, view)
    marks.draw(canvas, both)


def _daily(body: Timeline, plot: Box, view: View, chart: Chart) -> _TimelinePanel:
    """Return the panel of columns by group; zero is a mark, a day not reported has no column."""
    name = body.headings[0]
    series = [
        _group(body, key, view)
        if key.mark == "area"
        else Series(
            key.label,
            _values_of(body, lambda day: day.value if day.state == "zero" else None),
            "dot",
            paint(key.role, view.style).fill,
        )
        for key in body.legend
        if key.mark in ("area", "dot")
    ]
    beside = [(name, _values_of(body, lambda day: day.value)), *_unreported(body, view, chart)]
    return _TimelinePanel(name, tuple(series), axis_of(body.ticks, plot.h), False, tuple(beside))


def _group(body: Timeline, key: LegendKey, view: View) -> Series:
    """Return the values of a group by day; days that are not selected are pale."""
    values = _values_of(
        body, lambda day: next((p.value for p in day.parts if p.role == key.role), None)
    )
    colour = paint(key.role, view.style).fill
    faded = {day.day for day in body.days if day.faded}
    pale = paint(key.role, view.style, faded=True).flat
    colours = tuple(pale if day in faded else colour for day in _dates_of(body)) if faded else ()
    return Series(key.label, values, "column", colour, colours)


def _unreported(body: Timeline, view: View, chart: Chart) -> list[tuple[str, Values]]:
    """Return the column of the data sheet with the activities of each day not reported; or []."""
    if all(day.state != "not_reported" for day in body.days):
        return []
    rows = chart.table.frame
    counts = dict(zip(rows["date"].dt.date, rows["activities"], strict=True))
    name = view.text("Activities with attendance not reported")
    values = _values_of(body, lambda day: counts[day.day] if day.state == "not_reported" else None)
    return [(name, values)]


def _draw_day_marks(canvas: Canvas, plot: Box, body: Timeline, view: View) -> None:
    for key in body.legend:
        if key.mark == "hollow":
            days = [
                (body.calendar.middle(day.day), f"{view.text.date(day.day)}: {key.label}")
                for day in body.days
                if day.state == "not_reported"
            ]
            draw_hollow_marks(canvas, plot, key.label, days, view)


def _draw_unselected_days(canvas: Canvas, plots: Box, body: Timeline, view: View) -> None:
    """Draw a tinted background for the days that are not selected."""
    calendar, day = body.calendar, plots.w / body.calendar.days
    for first, last in body.unselected_spans:
        left = plots.x + (first - calendar.first).days * day
        ground = Box(left, plots.y, ((last - first).days + 1) * day, plots.h)
        name = view.text.date_range_short(first, last)
        canvas.shape(name, ground, Look(solid(view.style.muted, TINT)))


def _total_chart(body: Timeline, plot: Box, end: float, view: View) -> _TimelinePanel:
    """Return the running total and the plan; `end` is the value at the top of the axis."""
    days = {day.day: day.cumulative for day in body.days}
    totals = accumulate((days.get(day, 0.0) for day in _dates_of(body)), max)
    name, colour = body.headings[1], paint(ACCENT, view.style).fill
    # The highest tick is below the end of the axis, because the label of the total is there.
    _, step = axis_of(body.total_ticks, plot.h * body.total_ticks[-1].at / end)
    series = (Series(name, tuple(map(int, totals)), "line", colour), *_plan(body, view))
    return _TimelinePanel(name, series, (end, step), True)


def _plan(body: Timeline, view: View) -> tuple[Series, ...]:
    """Return the series of planned totals by day; () if there is no plan."""
    key = next((key for key in body.legend if key.role == line_role("plan")), None)
    if key is None:
        return ()
    days, totals = zip(*body.plan, strict=True)
    at = [(day - body.calendar.first).days for day in _dates_of(body)]
    corners = [(day - body.calendar.first).days for day in days]
    values = tuple(round(float(value)) for value in np.interp(at, corners, totals))
    colour = paint(key.role, view.style).fill
    return (Series(key.label, values, "line", colour, dash="dash"),)


def _fit_total_words(body: Timeline, plot: Box) -> tuple[TotalWords, int]:
    """Return the label of the total and its font size, reduced if two languages then fit a line."""

    def words_of(size: int) -> TotalWords:
        return total_words(
            body,
            lambda day: plot.x + plot.w * body.calendar.middle(day),
            (plot.x, plot.right),
            lambda line: width(line, size, bold=True),
        )

    sizes = range(_END, SMALLEST - 1, -1)
    size = next((size for size in sizes if not words_of(size).seconds), _END)
    return words_of(size), size


def _draw_end_words(
    canvas: Canvas, plot: Box, body: Timeline, words: TotalWords, size: float, view: View
) -> None:
    """Draw the label of the total at the top of its panel, above the lines of total and plan."""
    share = 1.0 if words.before is None else body.calendar.middle(words.before)
    end, row, top = plot.x + plot.w * share - GAP, size * LINE, plot.y - 2
    for at, line in enumerate(words.lines):
        room, name = Box(plot.x, top + at * row, end - plot.x, row + 1), body.headings[1]
        canvas.fit_words(
            name, room, Paragraph(line, size, view.style.text, bold=True, align="r"), SMALLEST
        )
    top += len(words.lines) * row
    for at, line in enumerate(words.seconds):
        small = SMALLEST * LINE
        room, name = Box(plot.x, top + at * small, end - plot.x, small + 1), body.headings[1]
        canvas.fit_words(
            name, room, Paragraph(line, SMALLEST, view.style.text, align="r"), SMALLEST
        )


def _draw_range(canvas: Canvas, plot: Box, body: Timeline, top: float, view: View) -> None:
    """Draw the range of the last total, to the right of the days: its line, tick and end.

    `top` is the value at the top of the plot.
    """
    if not body.has_range:
        return
    ends = (body.total, body.middle, body.high)
    low, middle, high = (plot.bottom - plot.h * end / top for end in ends)
    words = next((key.label for key in body.legend if key.role == RANGE), body.end_words)
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
    body = chart.body
    assert isinstance(body, Timeline)
    area = Box(plot.x - _AXIS, plot.y - 6, plot.w + _AXIS + _BESIDE, plot.h + 6 + _DATES)
    native = NativeChart(
        _dates_of(body),
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
        every=_days_between(body),
        silent=not panel.has_dates,
        gap=20,
    )
    add_chart(canvas, panel.name, chart.description, area, native)


def _days_between(body: Timeline) -> int:
    """Return the days from one date on the axis to the next."""
    ticks = body.day_ticks.wide
    return max((ticks[-1].at - ticks[0].at).days // max(len(ticks) - 1, 1), 1) if ticks else 1


def _dates_of(body: Timeline) -> tuple[date, ...]:
    """Return the days of the calendar, in their order."""
    calendar = body.calendar
    return tuple(calendar.first + timedelta(days=n) for n in range(calendar.days))


def _values_of(body: Timeline, value_of: Callable[[Day], float | None]) -> Values:
    """Return an integer for each day of the calendar; None for a day without a value."""
    values = {day.day: value_of(day) for day in body.days}
    in_order = (values.get(day) for day in _dates_of(body))
    return tuple(None if value is None or value != value else int(value) for value in in_order)
