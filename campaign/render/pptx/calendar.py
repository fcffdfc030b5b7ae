"""Elements of slides over the days of a campaign: dates, lines, and marks without a value."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from campaign.analysis.view import View
from campaign.charts.body import LegendKey
from campaign.charts.calendar import Calendar, DayLine, DayTicks
from campaign.charts.ticks import Tick
from campaign.render.pptx.box import Box
from campaign.render.pptx.legend import draw_sign, sign_of
from campaign.render.pptx.looks import stroke
from campaign.render.pptx.shapes import Canvas, Paragraph
from campaign.render.text_width import LINE, SMALLEST, label_room
from campaign.theme.roles import mark_role
from campaign.theme.style import END, RULE_WIDTH, SLIDE_POINT, Style

LINE_NAME = 13
"""Height of the name of a line, in points."""

TICK = 3
"""Length of a tick below a plot, in points."""

_LEAST_STEP = 20  # the least points from one tick of a value axis to the next


def dates_height(ticks: DayTicks) -> float:
    """Return the height of the dates below an axis, in points."""
    has_second = any(tick.second_words for tick in ticks.wide)
    return (2 + has_second) * SMALLEST * LINE + 6


def draw_lines(
    canvas: Canvas, calendar: Calendar, names: Sequence[str], plot: Box, view: View
) -> None:
    """Draw the lines of a calendar over the height of the box, with their names."""
    for line, name in zip(calendar.rules, names, strict=True):
        _draw_line(canvas, calendar, line, name, plot, view)


def _draw_line(
    canvas: Canvas, calendar: Calendar, line: DayLine, name: str, plot: Box, view: View
) -> None:
    colour = view.style.muted
    x = plot.x + plot.w * calendar.middle(line.day)
    # The names are one above the other, with that of the end on top, so that they never meet.
    top = plot.y + (0 if line.dash == END else LINE_NAME * (len(calendar.rules) - 1))
    look = stroke(colour, RULE_WIDTH * SLIDE_POINT, line.dash)
    canvas.line(name, (x, top), (x, plot.bottom), look)
    early = x < plot.x + plot.w / 2
    room = Box(x + 3, top, plot.right - x - 3, LINE_NAME)
    if not early:
        room = Box(plot.x, top, x - 3 - plot.x, LINE_NAME)
    canvas.fit_words(
        name, room, Paragraph(name, SMALLEST, colour, align="l" if early else "r"), SMALLEST
    )


def draw_dates(canvas: Canvas, calendar: Calendar, ticks: DayTicks, plot: Box, view: View) -> None:
    """Draw the dates below a plot, each at its day; the outer dates do not exceed its width."""
    style = view.style
    canvas.line("", (plot.x, plot.bottom), (plot.right, plot.bottom), stroke(style.outline, 1))
    for tick, lines in zip(ticks.wide, _date_lines(calendar, ticks, plot), strict=True):
        draw_tick(canvas, plot, calendar.middle(tick.at), lines, style)


def _date_lines(calendar: Calendar, ticks: DayTicks, plot: Box) -> list[tuple[str, ...]]:
    """Return the lines of the label of each date.

    One line is in the second language; it includes the number of the day if all labels have room.
    """
    choices = [
        [
            (*tick.words.split("\n"), *filter(None, [join(tick.second_words.split("\n"))]))
            for tick in ticks.wide
        ]
        for join in (", ".join, lambda lines: lines[0])
    ]
    spans = []
    for tick, lines in zip(ticks.wide, choices[0], strict=True):
        wide = _tick_room(lines)
        left = min(max(plot.w * calendar.middle(tick.at) - wide / 2, 0.0), plot.w - wide)
        spans.append((left, left + wide))
    has_room = all(end <= start for (_, end), (start, _) in pairwise(spans))
    return choices[0] if has_room else choices[1]


def _tick_room(lines: Sequence[str]) -> float:
    return label_room(lines, SMALLEST) + 4


def draw_tick(
    canvas: Canvas,
    plot: Box,
    across: float,
    lines: Sequence[str],
    style: Style,
    beyond: float = 0.0,
) -> None:
    """Draw a tick below a plot at a share of its width, and its label within the plot's width.

    The label may extend `beyond` points to the right of the plot.
    """
    x, wide = plot.x + plot.w * across, _tick_room(lines)
    left = min(max(x - wide / 2, plot.x), plot.right + beyond - wide)
    foot = (x, plot.bottom + TICK)
    canvas.line(lines[0], (x, plot.bottom), foot, stroke(style.outline, SLIDE_POINT))
    for row, words in enumerate(lines):
        room = Box(left, foot[1] + 1 + row * SMALLEST * LINE, wide, SMALLEST * LINE + 1)
        canvas.fit_words(
            words, room, Paragraph(words, SMALLEST, style.muted, align="ctr"), SMALLEST
        )


def draw_hollow_marks(
    canvas: Canvas, plot: Box, name: str, days: Sequence[tuple[float, str]], view: View
) -> None:
    """Draw a mark on the base line for each day not reported, as a shape: a chart needs a value.

    `days` are shares of the plot's width with descriptions; `name` is the name of their group.
    """
    if not days:
        return
    key = LegendKey(mark_role("day"), name, mark="hollow")
    sign, group = sign_of(key, view.style), canvas.group(name, name, plot)
    for share, words in days:
        draw_sign(group, sign, plot.x + plot.w * share, plot.bottom, words)


def axis_of(ticks: Sequence[Tick[float]], high: float) -> tuple[float, float]:
    """Return the upper end of a value axis and the step of its ticks, doubled if too small."""
    top, step = ticks[-1].at, ticks[1].at
    while step < top and high * step / top < _LEAST_STEP:
        step *= 2
    return top, step
