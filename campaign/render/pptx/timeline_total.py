"""The running total of the timeline on a slide: its line, the plan, its label and its range."""

from __future__ import annotations

from itertools import accumulate

import numpy as np

from campaign.analysis.view import View
from campaign.charts.body import Timeline
from campaign.charts.words.ranges import RANGE
from campaign.render.pptx.box import Box
from campaign.render.pptx.calendar import axis_of
from campaign.render.pptx.looks import stroke
from campaign.render.pptx.native_chart import Series
from campaign.render.pptx.shapes import Canvas, Paragraph
from campaign.render.pptx.timeline_panel import BESIDE, TimelinePanel, dates_of
from campaign.render.text_width import LINE, SMALLEST, width
from campaign.render.total_words import GAP, TotalWords, total_words
from campaign.theme.roles import ACCENT, line_role, paint
from campaign.theme.style import RANGE_END, RANGE_TICK, RANGE_WIDTH, SLIDE_POINT

_END = 12  # points


def total_chart(body: Timeline, plot: Box, end: float, view: View) -> TimelinePanel:
    """Return the running total and the plan; `end` is the value at the top of the axis."""
    days = {day.day: day.cumulative for day in body.days}
    totals = accumulate((days.get(day, 0.0) for day in dates_of(body)), max)
    name, colour = body.headings[1], paint(ACCENT, view.style).fill
    # The highest tick is below the end of the axis, because the label of the total is there.
    _, step = axis_of(body.total_ticks, plot.h * body.total_ticks[-1].at / end)
    series = (Series(name, tuple(map(int, totals)), "line", colour), *_plan(body, view))
    return TimelinePanel(name, series, (end, step))


def _plan(body: Timeline, view: View) -> tuple[Series, ...]:
    """Return the series of planned totals by day; () if there is no plan."""
    key = next((key for key in body.legend if key.role == line_role("plan")), None)
    if key is None:
        return ()
    days, totals = zip(*body.plan, strict=True)
    at = [(day - body.calendar.first).days for day in dates_of(body)]
    corners = [(day - body.calendar.first).days for day in days]
    values = tuple(round(float(value)) for value in np.interp(at, corners, totals))
    colour = paint(key.role, view.style).fill
    return (Series(key.label, values, "line", colour, dash="dash"),)


def fit_total_words(body: Timeline, plot: Box) -> tuple[TotalWords, int]:
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


def draw_end_words(
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


def draw_range(canvas: Canvas, plot: Box, body: Timeline, top: float, view: View) -> None:
    """Draw the range of the last total, to the right of the days: its line, tick and end.

    `top` is the value at the top of the plot.
    """
    if not body.has_range:
        return
    ends = (body.total, body.middle, body.high)
    low, middle, high = (plot.bottom - plot.h * end / top for end in ends)
    words = next((key.label for key in body.legend if key.role == RANGE), body.end_words)
    line, x = stroke(view.style.text, RANGE_WIDTH * SLIDE_POINT), plot.right + BESIDE / 2
    canvas.line(words, (x, high), (x, low), line)
    for y, across in ((middle, RANGE_TICK), (high, RANGE_END)):
        half = across * SLIDE_POINT / 2
        canvas.line(words, (x - half, y), (x + half, y), line)
