"""Small native charts on a slide, one for each region, all with the same scale."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from campaign.analysis.view import View
from campaign.charts.body import Bin, LegendKey, Panel, Panels
from campaign.charts.chart import Chart
from campaign.charts.two_languages import both
from campaign.render.pptx.box import Box
from campaign.render.pptx.calendar import axis_of, draw_hollow_marks
from campaign.render.pptx.data_sheet import number_pattern, sheet_notes
from campaign.render.pptx.legend import draw_keys
from campaign.render.pptx.native_chart import NativeChart, Series, add_chart
from campaign.render.pptx.shapes import Align, Canvas, Paragraph
from campaign.render.text_width import SMALLEST, clean
from campaign.theme.roles import mark_role, paint

_GUTTER, _FOOT, _NAME = 16, 22, 17  # points between columns, for the legend, for a name
_DATE = 12  # points: a line of the dates below
_ALIGNS: tuple[Align, Align] = ("l", "r")
_MOST_IN_THREE = 9  # the most panels in three columns

Values = tuple[float | None, ...]


@dataclass(frozen=True)
class _Context:
    """Values for all panels of a slide; `activities` is {(region, first day of a bin): count}."""

    canvas: Canvas
    view: View
    body: Panels
    activities: Mapping[tuple[str, date], int]

    @property
    def firsts(self) -> list[date]:
        """The first day of every bin of the calendar."""
        calendar, size = self.body.calendar, self.body.bin_days
        return [calendar.first + timedelta(days=n) for n in range(0, calendar.days, size)]


def draw(canvas: Canvas, box: Box, view: View, chart: Chart) -> None:
    """Draw the panels in rows, and below them the meaning of a hollow mark, if there is one."""
    body = chart.body
    assert isinstance(body, Panels)
    rows = chart.table.frame
    days = zip(rows["oblast"], rows["first"].dt.date, strict=True)
    context = _Context(canvas, view, body, dict(zip(days, rows["activities"], strict=True)))
    across = 3 if len(body.panels) <= _MOST_IN_THREE else 4
    down = math.ceil(len(body.panels) / across)
    foot = _FOOT if body.hollow_words else 0
    wide, tall = (box.w - _GUTTER * (across - 1)) / across, (box.h - foot) / down
    for number, panel in enumerate(body.panels):
        row, column = divmod(number, across)
        x, y = box.x + column * (wide + _GUTTER), box.y + row * tall
        _draw_panel(context, panel, Box(x, y, wide, tall - 4))
    if body.hollow_words:
        key = LegendKey(mark_role("day"), body.hollow_words, mark="hollow")
        draw_keys(canvas, Box(box.x, box.bottom - 20, box.w, 20), [key], view)


def _draw_panel(context: _Context, panel: Panel, box: Box) -> None:
    canvas, view, datum = context.canvas, context.view, panel.datum
    heading = f"{both(datum.label, datum.second_label)}: {datum.words}"
    top = Box(box.x, box.y, box.w, _NAME)
    canvas.fit_words(datum.label, top, Paragraph(heading, 13, view.style.text, bold=True), SMALLEST)
    area = Box(box.x, box.y + _NAME, box.w, box.h - _NAME)
    lines = max(len(tick.lines) for tick in context.body.ends)
    plot = Box(area.x + 40, area.y + 4, area.w - 52, area.h - 8 - _DATE * lines)
    native = _native_chart(context, panel, plot, area)
    add_chart(canvas, datum.label, heading, area, native)
    _draw_hollow_marks(context, panel, plot)
    for align, tick in zip(_ALIGNS, context.body.ends, strict=True):
        for row, line in enumerate(tick.lines):
            under = Box(plot.x, plot.bottom + 2 + row * _DATE, plot.w, _DATE + 1)
            words = Paragraph(line, SMALLEST, view.style.text, align=align)
            canvas.fit_words(line, under, words, SMALLEST)


def _native_chart(context: _Context, panel: Panel, plot: Box, area: Box) -> NativeChart:
    view, body, datum = context.view, context.body, panel.datum
    text, style = view.text, view.style
    bar = paint(datum.role, style, faded=datum.faded).flat
    series = [
        Series(text("People reached"), _values(context, panel, "value", "zero"), "column", bar)
    ]
    if any(item.state == "zero" for item in panel.bins):
        mark = paint(mark_role("day"), style, faded=datum.faded).flat
        series.append(Series(text("zero"), _values(context, panel, "zero"), "dot", mark))
    top, step = axis_of(body.ticks, plot.h)
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
        silent=True,
        gap=25,
    )


def _draw_hollow_marks(context: _Context, panel: Panel, plot: Box) -> None:
    text, firsts, words = context.view.text, context.firsts, context.body.hollow_words
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
