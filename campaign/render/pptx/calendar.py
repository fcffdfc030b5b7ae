"""Charts over the days of a campaign: the schedule, the small charts of regions, their dates."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from campaign.analysis.view import View
from campaign.charts.calendar import Calendar, DayLine, DayTicks
from campaign.charts.chart import Chart
from campaign.charts.spec import Bin, Gantt, Lane, LegendKey, Panel, SmallMultiples, Span
from campaign.charts.ticks import Tick
from campaign.charts.two_languages import both
from campaign.render.pptx.legend import draw_keys, draw_omitted_count, draw_sign, sign_of
from campaign.render.pptx.native_chart import (
    NativeChart,
    Series,
    add_chart,
    number_pattern,
    sheet_notes,
)
from campaign.render.pptx.shapes import Align, Box, Canvas, Look, Paragraph, solid, stroke
from campaign.render.typography import LINE, SMALLEST, clean, fit_text, label_room, width
from campaign.theme.roles import mark_role, paint
from campaign.theme.style import END, RULE_WIDTH, SLIDE_POINT

LINE_NAME = 17
"""Height of the name of a line, in points."""

TICK = 3
"""Length of a tick below a plot, in points."""

_DATE = 14  # font size in points
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


def dates_height(ticks: DayTicks) -> float:
    """Return the height of the dates below an axis, in points."""
    return max((len(tick_lines(tick)) for tick in ticks.wide), default=1) * _DATE * LINE + 6


def draw_dates(canvas: Canvas, calendar: Calendar, ticks: DayTicks, plot: Box, view: View) -> None:
    """Draw the dates below a plot, each at its day; the outer dates do not exceed its width."""
    style, foot = view.style, plot.bottom + TICK
    canvas.line("", (plot.x, plot.bottom), (plot.right, plot.bottom), stroke(style.outline, 1))
    for tick in ticks.wide:
        lines, x = tick_lines(tick), plot.x + plot.w * calendar.middle(tick.at)
        wide = label_room(lines, _DATE) + 4
        left = min(max(x - wide / 2, plot.x), plot.right - wide)
        canvas.line(lines[0], (x, plot.bottom), (x, foot), stroke(style.outline, SLIDE_POINT))
        words = [Paragraph(line, _DATE, style.muted, align="ctr") for line in lines]
        canvas.words(lines[0], Box(left, foot + 1, wide, len(lines) * _DATE * LINE), words)


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


_NAME, _MOST_NAME = 13, 140  # points: font size of a lane's name, its most width
_HIGHEST_ROW, _LEAST_ROW = 24, 4.5  # points
_DOT, _LINE = 9, 1.75  # px
_BAR = 0.62  # of a row
_ROUND = 8  # points to the right of the plot, for a mark on the last day


@dataclass(frozen=True)
class _Plot:
    """The position of the lanes: the box of the days, and the height of a row."""

    spec: Gantt
    box: Box
    row: float

    def box_of(self, span: Span) -> Box:
        """Return the box of a dot on its day, or of a bar from the first to the end of the last."""
        calendar, day = self.spec.calendar, self.box.w / self.spec.calendar.days
        middle = self.box.y + (span.row + 0.5) * self.row
        if span.first == span.last:
            size = min(_DOT * SLIDE_POINT, self.row * 0.9)
            x = self.box.x + self.box.w * calendar.middle(span.first)
            return Box(x - size / 2, middle - size / 2, size, size)
        left = self.box.x + (span.first - calendar.first).days * day
        tall = self.row * _BAR
        wide = ((span.last - span.first).days + 1) * day
        return Box(left, middle - tall / 2, wide, tall)


def draw_spans(canvas: Canvas, box: Box, view: View, chart: Chart) -> None:
    """Draw the lanes with their activities; a hollow shape means attendance not reported.

    Lanes that have no room are counted below.
    """
    spec = chart.spec
    assert isinstance(spec, Gantt)
    if not spec.spans:
        return
    box = box.below(draw_keys(canvas, box, spec.legend, view, _DOT))
    above = LINE_NAME * len(spec.calendar.rules) + 2
    dates = dates_height(spec.day_ticks)
    lanes = _lanes_with_room(spec.lanes, box.h - above - dates)
    if len(lanes) < len(spec.lanes):
        box = draw_omitted_count(canvas, box, len(spec.lanes) - len(lanes), view)
    count = lanes[-1].top + lanes[-1].rows
    row = min((box.h - above - dates) / count, _HIGHEST_ROW)
    # A name in two languages may need more width: it has room in the smallest size.
    least, wanted = (max(width(_name(lane), size) for lane in lanes) for size in (SMALLEST, _NAME))
    names = min(wanted, max(_MOST_NAME, least)) + 10
    days = Box(box.x + names, box.y + above, box.w - names - _ROUND, row * count)
    plot = _Plot(spec, days, row)
    for lane in lanes:
        _draw_lane(canvas, plot, lane, box.x, view)
    over = Box(days.x, box.y, days.w, days.bottom - box.y)
    draw_lines(canvas, spec.calendar, spec.line_names, over, view)
    draw_dates(canvas, spec.calendar, spec.day_ticks, days, view)
    group = canvas.group(chart.title, chart.description, days)
    for span in spec.spans:
        if span.row < count:
            _draw_span(group, plot, span, view)


def _lanes_with_room(lanes: Sequence[Lane], high: float) -> Sequence[Lane]:
    """Return the first lanes that fit with rows of the least height, at least one."""
    most = high / _LEAST_ROW
    return [lane for n, lane in enumerate(lanes) if n == 0 or lane.top + lane.rows <= most]


def _draw_lane(canvas: Canvas, plot: _Plot, lane: Lane, left: float, view: View) -> None:
    style, top = view.style, plot.box.y + lane.top * plot.row
    canvas.line(lane.name, (left, top), (plot.box.right, top), stroke(style.line, SLIDE_POINT))
    tall, wide = lane.rows * plot.row, plot.box.x - left - 6
    name = _name(lane)
    fitted = fit_text(name, wide, max(tall, SMALLEST * 1.3), _NAME, SMALLEST)
    y = top + (tall - fitted.height) / 2
    room = Box(left, y, wide, max(fitted.height, SMALLEST * 1.3))
    canvas.fit_words(lane.name, room, Paragraph(name, fitted.size, style.text, align="r"), SMALLEST)


def _name(lane: Lane) -> str:
    return both(lane.name, lane.second_name)


def _draw_span(canvas: Canvas, plot: _Plot, span: Span, view: View) -> None:
    datum, style = span.datum, view.style
    colour = paint(datum.role, style, faded=datum.faded).flat
    fill = style.background if datum.state == "not_reported" else colour
    preset = "ellipse" if span.first == span.last else "roundRect"
    line = stroke(colour, _LINE * SLIDE_POINT)
    words = " · ".join(datum.tooltip)
    canvas.shape(datum.label, plot.box_of(span), Look(solid(fill), line, preset), descr=words)


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
