"""Charts over the days of a campaign: the schedule, the small charts of regions, their dates."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from campaign.analysis.view import View
from campaign.charts.calendar import Calendar, DayLine
from campaign.charts.chart import Chart
from campaign.charts.spec import Bin, LegendKey, Panel, SmallMultiples
from campaign.charts.ticks import Tick
from campaign.charts.two_languages import both
from campaign.render.pptx.drawing_shapes import draw_keys
from campaign.render.pptx.native_chart import (
    NativeChart,
    Series,
    add_chart,
    number_pattern,
    sheet_notes,
)
from campaign.render.pptx.shapes import Align, Box, Canvas, Look, Paragraph, solid, stroke
from campaign.render.typography import SMALLEST, clean
from campaign.theme.roles import mark_role, paint
from campaign.theme.style import DAY_MARK, END, RULE_WIDTH, SLIDE_POINT

LINE_NAME = 17
"""Height of the name of a line, in points."""

_LEAST_STEP = 20  # the least points from one tick of a value axis to the next


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
    canvas.fit_words(name, room, Paragraph(name, 14, colour, align="l" if early else "r"), SMALLEST)


def tick_lines(tick: Tick[date]) -> list[str]:
    """Return the date and the number of the day, or the date in two languages."""
    second = tick.second_words.split("\n")[0]
    return [tick.lines[0], second] if second else list(tick.lines)


def draw_hollow_marks(
    canvas: Canvas, plot: Box, name: str, days: Sequence[tuple[float, str]], view: View
) -> None:
    """Draw a mark on the base line for each day not reported, as a shape: a chart needs a value.

    `days` are shares of the plot's width with descriptions; `name` is the name of their group.
    """
    if not days:
        return
    line = stroke(paint(mark_role("day"), view.style).fill, SLIDE_POINT)
    look, group = (
        Look(solid(view.style.background), line, "ellipse"),
        canvas.group(name, name, plot),
    )
    for share, words in days:
        middle = plot.x + plot.w * share, plot.bottom
        group.shape(words, Box.around(middle, DAY_MARK * SLIDE_POINT), look, words)


def axis_of(ticks: Sequence[Tick[float]], high: float) -> tuple[float, float]:
    """Return the upper end of a value axis and the step of its ticks, doubled if too small."""
    top, step = ticks[-1].at, ticks[1].at
    while step < top and high * step / top < _LEAST_STEP:
        step *= 2
    return top, step


_GUTTER, _FOOT, _PANELS_NAME = 16, 22, 17  # points between columns, for the legend, for a name
_PANEL_DATE = 12  # points: a line of the dates below
_ALIGNS: tuple[Align, Align] = ("l", "r")
_MOST_IN_THREE = 9  # the most panels in three columns

Values = tuple[float | None, ...]


@dataclass(frozen=True)
class _Context:
    """Values for all panels of a slide; `activities` is {(region, first day of a bin): count}."""

    canvas: Canvas
    view: View
    spec: SmallMultiples
    activities: Mapping[tuple[str, date], int]

    @property
    def firsts(self) -> list[date]:
        """The first day of every bin of the calendar."""
        calendar, size = self.spec.calendar, self.spec.bin_days
        return [calendar.first + timedelta(days=n) for n in range(0, calendar.days, size)]


def draw_panels(canvas: Canvas, box: Box, view: View, chart: Chart) -> None:
    """Draw the panels in rows, and below them the meaning of a hollow mark, if there is one."""
    spec = chart.spec
    assert isinstance(spec, SmallMultiples)
    rows = chart.table.frame
    days = zip(rows["oblast"], rows["first"].dt.date, strict=True)
    context = _Context(canvas, view, spec, dict(zip(days, rows["activities"], strict=True)))
    across = 3 if len(spec.panels) <= _MOST_IN_THREE else 4
    down = math.ceil(len(spec.panels) / across)
    foot = _FOOT if spec.hollow_words else 0
    wide, tall = (box.w - _GUTTER * (across - 1)) / across, (box.h - foot) / down
    for number, panel in enumerate(spec.panels):
        row, column = divmod(number, across)
        x, y = box.x + column * (wide + _GUTTER), box.y + row * tall
        _draw_panel(context, panel, Box(x, y, wide, tall - 4))
    if spec.hollow_words:
        key = LegendKey(mark_role("day"), spec.hollow_words, mark="hollow")
        draw_keys(canvas, Box(box.x, box.bottom - 20, box.w, 20), [key], view)


def _draw_panel(context: _Context, panel: Panel, box: Box) -> None:
    canvas, view, datum = context.canvas, context.view, panel.datum
    heading = f"{both(datum.label, datum.second_label)}: {datum.words}"
    top = Box(box.x, box.y, box.w, _PANELS_NAME)
    canvas.fit_words(datum.label, top, Paragraph(heading, 13, view.style.text, bold=True), SMALLEST)
    area = Box(box.x, box.y + _PANELS_NAME, box.w, box.h - _PANELS_NAME)
    lines = max(len(tick.lines) for tick in context.spec.ends)
    plot = Box(area.x + 40, area.y + 4, area.w - 52, area.h - 8 - _PANEL_DATE * lines)
    native = _native_chart(context, panel, plot, area)
    add_chart(canvas, datum.label, heading, area, native)
    _draw_hollow_marks(context, panel, plot)
    for align, tick in zip(_ALIGNS, context.spec.ends, strict=True):
        for row, line in enumerate(tick.lines):
            under = Box(plot.x, plot.bottom + 2 + row * _PANEL_DATE, plot.w, _PANEL_DATE + 1)
            words = Paragraph(line, SMALLEST, view.style.text, align=align)
            canvas.fit_words(line, under, words, SMALLEST)


def _native_chart(context: _Context, panel: Panel, plot: Box, area: Box) -> NativeChart:
    view, spec, datum = context.view, context.spec, panel.datum
    text, style = view.text, view.style
    bar = paint(datum.role, style, faded=datum.faded).flat
    series = [
        Series(text("People reached"), _values(context, panel, "value", "zero"), "column", bar)
    ]
    if any(item.state == "zero" for item in panel.bins):
        mark = paint(mark_role("day"), style, faded=datum.faded).flat
        series.append(Series(text("zero"), _values(context, panel, "zero"), "dot", mark))
    top, step = axis_of(spec.ticks, plot.h)
    return NativeChart(
        tuple(clean(text.date_short(day)) for day in context.firsts),
        tuple(series),
        text,
        style,
        plot,
        number_pattern(text),
        SMALLEST,
        text("First day"),
        beside=_unreported(context, panel),
        notes=sheet_notes(view),
        top=float(top),
        step=float(step),
        gap=25,
    )


def _draw_hollow_marks(context: _Context, panel: Panel, plot: Box) -> None:
    text, firsts, words = context.view.text, context.firsts, context.spec.hollow_words
    days = [
        ((firsts.index(item.first) + 0.5) / len(firsts), f"{text.date_short(item.first)}: {words}")
        for item in _unreported_bins(panel)
    ]
    draw_hollow_marks(context.canvas, plot, f"{panel.datum.label}: {words}", days, context.view)


def _unreported_bins(panel: Panel) -> list[Bin]:
    return [item for item in panel.bins if item.state == "not_reported"]


def _values(context: _Context, panel: Panel, *states: str) -> Values:
    """Return the value of each bin in one of these states as an integer, None for other bins."""
    values = {item.first: int(item.value) for item in panel.bins if item.state in states}
    return tuple(values.get(day) for day in context.firsts)


def _unreported(context: _Context, panel: Panel) -> tuple[tuple[str, Values], ...]:
    """Return the column of the data sheet with the activities of each bin not reported; or ()."""
    code = panel.datum.code.removeprefix("oblast=")
    counts = {b.first: context.activities[code, b.first] for b in _unreported_bins(panel)}
    if not counts:
        return ()
    name = context.view.text("Activities with attendance not reported")
    return ((name, tuple(counts.get(day) for day in context.firsts)),)
